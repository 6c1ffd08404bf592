// Keeps transport, store and roll in step: what is heard is what is shown.

import { Transport } from "../audio/index.ts";
import type { Answer, PianoRoll } from "../roll/index.ts";
import type { Draft, Score, TickRange } from "../score/index.ts";
import {
  isPercussion,
  lastBarEnd,
  notesIn,
  paced,
  scoreEnd,
  tick,
  withNotes,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import type { State, Store } from "./store.ts";
import { shownDraft } from "./store.ts";

/** Wires a transport to a store and its roll until `signal` aborts. */
export function connectTransport(store: Store, roll: PianoRoll, signal: AbortSignal): Transport {
  const sounding = soundingScore();
  const transport = new Transport(heardScore(store, sounding));
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
    // What is being written is waited for.
    const isGrowing = store.state.answering?.ground != null;
    const isEnded = !isPlaying && !isGrowing && transport.tick >= scoreEnd(store.draft.score);
    store.update({ isPlaying, isEnded });
    if (isPlaying) return;
    light(transport.tick, false);
    if (!isEnded) return;
    store.update({ position: tick(0) });
    roll.setPlayhead(tick(0), false);
  }, signal);
  obey(store, transport, signal);
  roll.setPlayhead(store.state.position, false);
  signal.addEventListener("abort", () => transport.dispose(), { once: true });
  return transport;
}

/** The transport does what is set, and says where it cannot. */
function obey(store: Store, transport: Transport, signal: AbortSignal): void {
  store.onChange((state, before) => {
    if (loopOf(state) !== loopOf(before)) transport.setLoop(loopOf(state));
    if (state.isMetronomeOn !== before.isMetronomeOn) transport.setMetronome(state.isMetronomeOn);
    if (loudness(state) !== loudness(before)) transport.setVolume(loudness(state));
    if (state.mix !== before.mix) transport.setMix(state.mix);
    if (
      state.history !== before.history ||
      state.answering !== before.answering ||
      state.sketch !== before.sketch ||
      state.rate !== before.rate ||
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
  const { isMetronomeOn, mix } = store.state;
  transport.setLoop(loopOf(store.state));
  transport.setMetronome(isMetronomeOn);
  transport.setVolume(loudness(store.state));
  transport.setMix(mix);
}

/** What is played round and round: the loop, else the whole piece; or what is tried out, or takes that are compared. */
function loopOf({ isLooping, loop, audition, history, sketch }: State): TickRange | null {
  if (isLooping) return loop ?? wholeOf(history.present.score);
  return (sketch ?? audition)?.range ?? null;
}

const wholes = new WeakMap<Score, TickRange>();

/** A piece from its beginning to its last bar line; the same object each time. */
function wholeOf(score: Score): TickRange | null {
  const whole = wholes.get(score) ?? { start: tick(0), end: lastBarEnd(score) };
  wholes.set(score, whole);
  return whole.end > 0 ? whole : null;
}

function loudness({ isMuted, volume }: State): number {
  return isMuted ? 0 : volume;
}

/** What sounds, at the tempo at which it is to be played. */
function heardScore(store: Store, sounding: (state: State) => Score): () => Score {
  let known: { readonly score: Score; readonly rate: number; readonly paced: Score } | null = null;
  return () => {
    const score = sounding(store.state);
    const { rate } = store.state;
    if (rate === 1) return score;
    if (known?.score !== score || known.rate !== rate) {
      known = { score, rate, paced: paced(score, rate) };
    }
    return known.paced;
  };
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
  store.update({ position: at, isEnded: false, seeks: store.state.seeks + 1 });
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
  const plain = tempo === score.tempo ? score : paced(score, tempo / score.tempo);
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
