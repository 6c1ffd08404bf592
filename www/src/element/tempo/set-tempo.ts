// Changes of tempo as steps of the history, each with its name, and words about what became of them.

import { spokenPlace } from "../../roll/index.ts";
import type { Score, Tempi, Tick } from "../../score/index.ts";
import {
  gridBefore,
  scoreEnd,
  TEMPI,
  tempoAt,
  tempoLed,
  tempoMoved,
  tempoRemoved,
  tempoSet,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { changeHeader, gridTicks } from "../editing.ts";
import type { State, Store } from "../store.ts";
import { barCalled, placeCalled, type Written } from "./place.ts";

/** Where "here" is: the playhead, on the grid. */
export function hereOf(state: State): Tick {
  return gridBefore(state.history.present.score, state.position, gridTicks(state));
}

/** A tempo as it is shown. */
export function shownTempo(tempo: number): number {
  return Math.round(tempo * 100) / 100;
}

/** Another tempo from a place on; the words about it. */
export function setTempoAt(store: Store, at: Tick, tempo: number): Written<string> {
  const { score } = store.draft;
  const wrong = mistakeIn(tempo);
  if (wrong !== null) return wrong;
  const words = { tempo: shownTempo(tempo), place: spokenPlace(score, at) };
  if (tempoAt(score, at) === tempo) {
    const text = t("{tempo} bpm holds at {place} already: write another tempo.", words);
    return { kind: "wrong", text };
  }
  put(store, t("Change tempo"), tempoSet(score, at, tempo));
  return { kind: "right", value: t("{tempo} bpm from {place}", words) };
}

/** Without the change at a place. */
export function removeTempoAt(store: Store, at: Tick): string {
  const { score } = store.draft;
  put(store, t("Remove tempo change"), tempoRemoved(score, at));
  const words = {
    tempo: shownTempo(tempoAt(store.draft.score, at)),
    place: spokenPlace(score, at),
  };
  return t("{tempo} bpm from {place}", words);
}

/** One tempo for the whole piece, that of its beginning. */
export function removeAllTempi(store: Store): string {
  const { tempo } = store.draft.score;
  put(store, t("Remove all tempo changes"), { tempo, tempoChanges: [] });
  return t("{tempo} bpm", { tempo: shownTempo(tempo) });
}

/** The change of one place at another bar and beat; where it is then. */
export function moveTempo(store: Store, from: Tick, bar: number, beat: number): Written<Tick> {
  const { score } = store.draft;
  const to = placeCalled(score, bar, beat);
  if (to.kind === "wrong" || to.value === from) return to;
  if (to.value === 0) {
    const text = t("The beginning has a tempo of its own: it is that of the piece.");
    return { kind: "wrong", text };
  }
  put(store, t("Move tempo change"), tempoMoved(score, from, to.value));
  return to;
}

/** Slower or faster step by step from the beginning of a bar to the end of another. */
export function leadTempo(
  store: Store,
  { first, last, tempo }: { readonly first: number; readonly last: number; readonly tempo: number },
): Written<string> {
  const { score } = store.draft;
  const from = barCalled(score, first);
  if (from.kind === "wrong") return from;
  const to = barCalled(score, last);
  if (to.kind === "wrong") return to;
  if (last < first) {
    const text = t("From bar {first} to bar {last}: the last may not come before the first.", {
      first,
      last,
    });
    return { kind: "wrong", text };
  }
  const wrong = mistakeIn(tempo);
  if (wrong !== null) return wrong;
  const range = { start: from.value.start, end: to.value.end };
  const before = tempoAt(score, range.start);
  const name = tempo < before ? t("Slow down") : t("Speed up");
  put(store, name, tempoLed(score, range, tempo, scoreEnd(score)));
  const words = { tempo: shownTempo(tempo), first, last };
  return { kind: "right", value: t("From bar {first} to bar {last} to {tempo} bpm", words) };
}

function put(store: Store, name: string, { tempo, tempoChanges }: Tempi): void {
  const before: Score = store.draft.score;
  // The tempo of the beginning would take the others along.
  changeHeader(store, name, tempo === before.tempo ? { tempoChanges } : { tempo, tempoChanges });
}

function mistakeIn(tempo: number): Written<never> | null {
  if (tempo >= TEMPI.least && tempo <= TEMPI.most) return null;
  const found = Number.isFinite(tempo) ? tempo : "?";
  return {
    kind: "wrong",
    text: t("Tempo {found} found; {least} to {most} are allowed.", { found, ...TEMPI }),
  };
}
