// Choosing among the takes of an answer: one is shown, bars may be held from others. Plain functions on a store.

import type { Act } from "../composer/index.ts";
import type { Bar, Draft, Selection, Splice, TickRange } from "../score/index.ts";
import {
  amended,
  barAt,
  barsIn,
  EMPTY_SELECTION,
  mixed,
  notesWith,
  rangeOf,
  selectionOf,
  tick,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import { undo } from "./editing.ts";
import type { Question } from "./requests.ts";
import type { State, Store } from "./store.ts";
import type { Take } from "./takes.ts";

/** Where takes come from. */
export interface Origin {
  readonly act: Act;
  readonly question: Question;
  /** What they were written into. */
  readonly base: Draft;
  /** The takes that they began at; null for those that were asked for first. */
  readonly parent: Parent | null;
}

/** A take from which others were asked for. */
export interface Parent {
  /** The `id` of its audition. */
  readonly group: number;
  /** Index of the take. */
  readonly take: number;
  readonly how: "more" | "less";
}

/** The takes of the answer that stands in the piece as its last change. */
export interface Audition {
  /** Counts the auditions of one answer, from 0. */
  readonly id: number;
  readonly origin: Origin;
  /** The other takes of this answer, each as it was left. */
  readonly others: readonly Audition[];
  readonly takes: readonly Take[];
  /** Index of the take that every bar follows which is not held. */
  readonly shown: number;
  /** Bars that stay as they are in a take, whichever is shown: by index of the bar. */
  readonly held: ReadonlyMap<number, number>;
  /** The bars in which the composer has written, in any of the takes. */
  readonly bars: readonly Bar[];
  /** The time of those bars. */
  readonly range: TickRange;
  /** What the piece is with the shown take and the held bars. */
  readonly draft: Draft;
}

/** Several takes to choose from, the first one shown; its draft is already in the piece. */
export function auditionOf(
  takes: readonly Take[],
  origin: Origin,
  family: readonly Audition[] = [],
): Audition | null {
  const [first] = takes;
  // A single take is a choice only beside those that it comes from.
  if (first === undefined || (takes.length < 2 && family.length === 0)) return null;
  const ranges = takes.map(({ draft, written }) => rangeOf(notesWith(draft.score, written)));
  const found = ranges.filter((range) => range !== null);
  // Chord symbols alone stand over the whole piece.
  const whole = rangeOf(first.draft.score.notes);
  const all = found.length > 0 ? found : whole === null ? [] : [whole];
  if (all.length === 0) return null;
  const start = tick(Math.min(...all.map((range) => range.start)));
  const end = tick(Math.max(...all.map((range) => range.end)));
  const bars = barsIn(first.draft.score, { start, end });
  const range = { start: bars[0]?.start ?? start, end: bars.at(-1)?.end ?? end };
  const id = Math.max(-1, ...family.map((other) => other.id)) + 1;
  const choice = { takes, shown: 0, held: new Map(), bars, range, draft: first.draft };
  return { id, origin, others: family, ...choice };
}

/** Which take of these has others that come from it; for the marks in the line of takes. */
export function hasChildren({ audition }: State, take: number): boolean {
  if (audition === null) return false;
  const { id, others } = audition;
  return others.some(({ origin: { parent } }) => parent?.group === id && parent.take === take);
}

/** Shows another take; beyond the last one comes the first. */
export function showTake(store: Store, index: number): void {
  const { audition } = store.state;
  if (audition === null) return;
  const count = audition.takes.length;
  show(store, { ...audition, shown: ((index % count) + count) % count });
}

/** Holds bars as they are in a take, or lets them follow the shown one again where `take` is null. */
export function holdBars(store: Store, bars: readonly number[], take: number | null): void {
  const { audition } = store.state;
  if (audition === null) return;
  const known = bars.filter((bar) => audition.bars.some(({ index }) => index === bar));
  const held = new Map(audition.held);
  for (const bar of known) {
    if (take === null) held.delete(bar);
    else held.set(bar, take);
  }
  show(store, { ...audition, held });
}

/** Holds bars as the shown take has them; lets them go when all of them are held like that already. */
export function toggleBars(store: Store, bars: readonly number[]): void {
  const { audition } = store.state;
  if (audition === null) return;
  const isHeld = bars.every((bar) => audition.held.get(bar) === audition.shown);
  holdBars(store, bars, isHeld ? null : audition.shown);
}

/** Takes what is shown for good, and selects it as any answer. */
export function keepTake(store: Store): void {
  const { audition } = store.state;
  if (audition === null) return;
  store.update({ audition: null, selection: writtenIn(audition) });
  // What came from where is said when its words are there; without them it is kept as well.
  if (audition.held.size > 0) {
    import("./take-tree.ts").then(
      ({ sayMix }) => sayMix(store, audition),
      () => {},
    );
  }
}

/** Takes the whole answer back; Redo brings back what was shown. */
export function cancelTakes(store: Store): void {
  if (store.state.audition === null) return;
  undo(store);
  store.update({ audition: null });
}

/** Whoever changes the piece keeps what is shown. */
export function endWhenChanged(store: Store): void {
  const { audition, history, isReadonly } = store.state;
  if (audition === null) return;
  if (audition.draft !== history.present || isReadonly) store.update({ audition: null });
}

/** The bars of the answer that somebody has marked, by index: on the ruler, by a rectangle, or by notes. */
export function markedBars(state: State): readonly number[] {
  const { audition, region, loop, isLooping, selection } = state;
  if (audition === null) return [];
  const chosen = rangeOf(notesWith(audition.draft.score, selection));
  const range = region ?? chosen ?? (isLooping ? loop : null);
  if (range === null) return [];
  const isTouched = (bar: Bar): boolean => bar.start < range.end && bar.end > range.start;
  return audition.bars.filter(isTouched).map(({ index }) => index);
}

/** The marked bars, or else the bar at the playhead. */
export function barsToHold(state: State): readonly number[] {
  const marked = markedBars(state);
  if (marked.length > 0) return marked;
  const { index } = barAt(state.history.present.score, state.position);
  return state.audition?.bars.some((bar) => bar.index === index) === true ? [index] : [];
}

/** The notes of what is shown that the composer wrote. */
export function writtenIn({ takes, draft }: Pick<Audition, "takes" | "draft">): Selection {
  const [first] = takes;
  if (first === undefined) return new Set();
  const kept = new Set(first.draft.score.notes.filter(({ id }) => !first.written.has(id)));
  const ids = new Set([...kept].map(({ id }) => id));
  return selectionOf(draft.score.notes.filter(({ id }) => !ids.has(id)));
}

function show(store: Store, next: Audition): void {
  const { history, audition, selection, receipt } = store.state;
  if (audition === null) return;
  const splices = next.bars.flatMap(({ index, start, end }): readonly Splice[] => {
    const take = next.held.get(index);
    return take === undefined ? [] : [{ start, end, take }];
  });
  const drafts = next.takes.map(({ draft }) => draft);
  const draft = mixed(drafts, next.shown, splices);
  store.update({
    audition: { ...next, draft },
    history: amended(history, draft),
    // Who has chosen notes of one take has not chosen any of another.
    selection: draft === audition.draft ? selection : EMPTY_SELECTION,
    receipt: next.takes[next.shown]?.receipt ?? receipt,
  });
}

/** Whether there are takes to choose from, now or soon. */
export function hasTakes({ audition, answering }: State): boolean {
  return audition !== null || (answering !== null && answering.takes > 1);
}

/** "take 2 of 3": what is said when another take is shown, or another bar held; null for nothing new. */
export function spokenTakes({ audition }: State, before: State): string | null {
  if (audition === null || audition === before.audition) return null;
  const { shown, takes, held, bars } = audition;
  const was = before.audition;
  if (was === null || was.shown !== shown) {
    return t("take {take} of {count}", { take: shown + 1, count: takes.length });
  }
  const changed = bars.find(({ index }) => held.get(index) !== was.held.get(index));
  if (changed === undefined) return null;
  const take = held.get(changed.index);
  const many = bars.filter(({ index }) => held.get(index) !== was.held.get(index)).length;
  const what =
    many === 1 ? t("bar {bar}", { bar: changed.number }) : t("{count} bars", { count: many });
  return take === undefined
    ? t("{what} as in the take shown", { what })
    : t("{what} kept from take {take}", { what, take: take + 1 });
}
