// The piece in the staves' place, as the engine spells it, engraved, with what is chosen in both views.

import { composerErrorFrom } from "../../composer/index.ts";
import type { Marks } from "../../notation/index.ts";
import { StaffView } from "../../notation/index.ts";
import { spokenNotes } from "../../roll/index.ts";
import type { Score } from "../../score/index.ts";
import { EMPTY_SELECTION, noteId, notesWith, originOf, tick, toggled } from "../../score/index.ts";
import type { Desk } from "../desk.ts";
import { errorLine } from "../error-line.ts";
import { soundingScore } from "../playback.ts";
import type { State } from "../store.ts";
import { ensembleOf, swatchOf } from "../voices.ts";
import type { StaffActors, StaffFrame } from "./staves.ts";

/** How often what is being written is shown, in milliseconds. */
const PACE_MS = 120;

/** Fills the place of the staves, and keeps it true. */
export function drawStaves(desk: Desk, actors: StaffActors, { box, scroller }: StaffFrame): void {
  const { store, signal } = desk;
  const view = new StaffView(scroller, {
    write: async (score) => {
      return new TextDecoder().decode(await actors.speller.writeScore(score, "musicxml", signal));
    },
    failed: (thrown) => {
      const text = errorLine(composerErrorFrom(thrown));
      store.update({ message: { kind: "error", text } });
    },
    choir: (isChoir) => box.toggleAttribute("data-choir", isChoir),
    select: (id, isMore) => choose(desk, actors, id, isMore),
    seek: (at) => {
      store.update({ selection: EMPTY_SELECTION, region: null });
      actors.seek(tick(at));
    },
  });
  const follow = following(view);
  store.onChange((state, before) => {
    if (state.view === "roll") return;
    follow(state);
    const isChosen = state.selection !== before.selection;
    const isNew = state === before || before.view === "roll";
    if (isChosen || isNew || state.history !== before.history) view.mark(marksOf(state));
    const [id] = state.selection;
    if (isChosen && id !== undefined && !box.matches(":focus-within")) view.reveal(id);
  }, signal);
  actors.transport.onTick((at) => view.setPlayhead(at, actors.transport.isPlaying), signal);
  store.onChange(({ position, isPlaying }) => {
    if (!isPlaying) view.setPlayhead(position, false);
  }, signal);
  signal.addEventListener("abort", () => view.dispose(), { once: true });
}

/** Shows the piece whenever it has changed: an edit at once, what is being written from time to time. */
function following(view: StaffView): (state: State) => void {
  const sounding = soundingScore();
  let shown: { readonly score: Score; readonly layout: State["staffLayout"] } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at = Number.NEGATIVE_INFINITY;
  return (state) => {
    const next = { score: sounding(state), layout: state.staffLayout };
    if (shown?.score === next.score && shown.layout === next.layout) return clearTimeout(timer);
    const pause = state.answering === null ? 0 : at + PACE_MS - performance.now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      shown = next;
      at = performance.now();
      view.show(next.score, next.layout);
    }, pause);
  };
}

/** Given, written and chosen notes, as the roll tells them apart. */
function marksOf(state: State): Marks {
  const { present } = state.history;
  const notes = new Map<number, Score["notes"][number]>(
    present.score.notes.map((note) => [note.id, note]),
  );
  const ensemble = ensembleOf(state);
  return {
    selection: state.selection,
    noteOf: (id) => {
      const note = notes.get(id);
      // What the score does not have yet is being written.
      if (note === undefined) return { origin: "generated", voice: "0" };
      return { origin: originOf(present, note.id), voice: swatchOf(ensemble, note.voice) };
    },
  };
}

function choose({ store }: Desk, actors: StaffActors, id: number, isMore: boolean): void {
  const { selection } = store.state;
  const chosen = noteId(id);
  const next = isMore ? toggled(selection, chosen) : new Set([chosen]);
  store.update({ selection: next, region: null });
  const { score } = store.draft;
  const [note] = notesWith(score, new Set([chosen]));
  if (note === undefined) return;
  actors.say(spokenNotes(store.draft, notesWith(score, next)));
  if (!actors.transport.isPlaying) {
    actors.transport.preview(note.pitch, note.velocity, note.voice);
  }
}
