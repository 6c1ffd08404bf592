// Keeps transport, store and roll in step: what is heard is what is shown.

import { Transport } from "../audio/index.ts";
import type { Answer, PianoRoll } from "../roll/index.ts";
import type { Draft, Score, TickRange } from "../score/index.ts";
import { isPercussion, notesIn, scoreEnd, tick, withNotes } from "../score/index.ts";
import { t } from "../words/index.ts";
import { playAlong } from "./play-along.ts";
import type { State, Store } from "./store.ts";
import { shownDraft } from "./store.ts";

/** Wires a transport to a store and its roll until `signal` aborts. */
export function connectTransport(store: Store, roll: PianoRoll, signal: AbortSignal): Transport {
  const sounding = soundingScore();
  const transport = new Transport(() => sounding(store.state));
  let lit = "";
  const light = (at: State["position"], isPlaying: boolean): void => {
    const score = sounding(store.state);
    // The keys of the voice that is written: those of a piano, or drums.
    const isDrums = isPercussion(score, store.state.voice);
    const notes = isPlaying
      ? notesIn(score, { start: at, end: tick(at + 1) }).filter(
          (note) => isPercussion(score, note.voice) === isDrums,
        )
      : [];
    const names = notes.map((note) => note.pitch).join();
    if (names === lit) return;
    lit = names;
    roll.setSounding(new Set(notes.map((note) => note.pitch)));
  };
  transport.onTick((at) => {
    const { isPlaying } = transport;
    roll.setPlayhead(at, isPlaying);
    light(at, isPlaying);
    // The readout counts beats, so the store need not hear of every frame.
    if (!isPlaying || Math.abs(at - store.state.position) >= READOUT_TICKS) {
      store.update({ position: at });
    }
  }, signal);
  transport.onState((isPlaying) => {
    store.update({ isPlaying });
    if (isPlaying) return;
    light(transport.tick, false);
    // What is being written is waited for.
    const isGrowing = store.state.answering?.ground != null;
    if (!isGrowing && transport.tick >= scoreEnd(store.draft.score)) {
      moveTo(store, roll, transport, tick(0));
    }
  }, signal);
  obey(store, transport, signal);
  playAlong(store, transport, {
    moveTo: (at) => moveTo(store, roll, transport, at),
    signal,
    soundingEnd: () => scoreEnd(sounding(store.state)),
  });
  roll.setPlayhead(store.state.position, false);
  signal.addEventListener("abort", () => transport.dispose(), { once: true });
  return transport;
}

/** The transport does what is set, and says where it cannot. */
function obey(store: Store, transport: Transport, signal: AbortSignal): void {
  store.onChange((state, before) => {
    if (loopOf(state) !== loopOf(before)) transport.setLoop(loopOf(state));
    if (state.isMetronomeOn !== before.isMetronomeOn) transport.setMetronome(state.isMetronomeOn);
    if (state.volume !== before.volume) transport.setVolume(state.volume);
    if (state.mix !== before.mix) transport.setMix(state.mix);
    if (
      state.history !== before.history ||
      state.answering !== before.answering ||
      state.sketch !== before.sketch ||
      state.heardTempo !== before.heardTempo ||
      state.mix.isComposedMuted !== before.mix.isComposedMuted
    ) {
      transport.scoreChanged();
    }
  }, signal);
  transport.onTrouble(() => {
    const text = t("The sound could not be loaded: check the connection, then try again.");
    store.update({ message: { kind: "error", text } });
  }, signal);
  const { isMetronomeOn, mix, volume } = store.state;
  transport.setLoop(loopOf(store.state));
  transport.setMetronome(isMetronomeOn);
  transport.setVolume(volume);
  transport.setMix(mix);
}

/** What is played round and round: the loop, what is tried out, or the answer whose takes are compared. */
function loopOf({ isLooping, loop, audition, sketch }: State): TickRange | null {
  return isLooping ? loop : ((sketch ?? audition)?.range ?? null);
}

/** A sixteenth of a whole note: fine enough for a readout of beats. */
const READOUT_TICKS = 120;

/** Sets the playhead; playing already, it goes on from there. */
export function moveTo(
  store: Store,
  roll: PianoRoll,
  transport: Transport,
  at: State["position"],
): void {
  store.update({ position: at });
  if (transport.isPlaying) transport.play(at);
  else roll.setPlayhead(at, false);
}

/** Plays from the playhead, from the loop's start when it lies outside, or stops. */
export function playOrStop(store: Store, transport: Transport): void {
  if (transport.isPlaying) return transport.stop();
  const { position, answering, isCountInOn } = store.state;
  const bars = isCountInOn ? 1 : 0;
  const loop = loopOf(store.state);
  // A piece that is being written may be heard from anywhere, and is waited for.
  const end = answering?.ground == null ? scoreEnd(store.draft.score) : Number.POSITIVE_INFINITY;
  if (loop !== null && (position < loop.start || position >= loop.end)) {
    return transport.play(loop.start, bars);
  }
  transport.play(position >= end ? tick(0) : position, bars);
}

/** What of a state decides what is heard. */
interface Heard {
  readonly answer: Answer | null;
  readonly heardTempo: number | null;
  readonly draft: Draft;
  readonly isComposedMuted: boolean;
}

/** The piece with the answer that is being written, or what is tried out, so that one hears it. */
export function soundingScore(): (state: State) => Score {
  let known: { readonly heard: Heard; readonly sum: Score } | null = null;
  return (state) => {
    const { answering, sketch, heardTempo, mix } = state;
    const draft = shownDraft(state);
    const answer = answering ?? sketch;
    const heard = { answer, heardTempo, draft, isComposedMuted: mix.isComposedMuted };
    if (known === null || !isSame(known.heard, heard)) known = { heard, sum: sumOf(heard) };
    return known.sum;
  };
}

function isSame(a: Heard, b: Heard): boolean {
  return (
    a.answer === b.answer &&
    a.heardTempo === b.heardTempo &&
    a.draft === b.draft &&
    a.isComposedMuted === b.isComposedMuted
  );
}

function sumOf({ answer, heardTempo, draft, isComposedMuted }: Heard): Score {
  const { score, locked, origins } = draft;
  const tempo = heardTempo ?? score.tempo;
  const plain = tempo === score.tempo ? score : { ...score, tempo };
  if (answer === null && !isComposedMuted) return plain;
  const kept = score.notes.filter(({ id }) => {
    const isReplaced = answer?.replaced.has(id) === true && !locked.has(id);
    return !isReplaced && !(isComposedMuted && origins.has(id));
  });
  const parts = answer?.parts ?? score.parts;
  return withNotes({ ...plain, parts }, [
    ...kept,
    ...(isComposedMuted ? [] : (answer?.notes ?? [])),
  ]);
}
