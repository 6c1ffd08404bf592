// Music taken out of a piece to be put in elsewhere: notes, and chord symbols and tempi where whole bars go.

import type { ChordChange } from "./chord.ts";
import { chordsIn, chordsReplaced } from "./chord.ts";
import type { Draft } from "./draft.ts";
import { added, shiftedTo } from "./edit.ts";
import type { Note } from "./note.ts";
import type { TickRange } from "./range.ts";
import type { Score } from "./score.ts";
import { notesWith, pitchedNotes, scoreEnd } from "./score.ts";
import type { Selection } from "./selection.ts";
import { rangeOf } from "./selection.ts";
import type { Tempi, TempoChange } from "./tempo.ts";
import { tempiFrom, tempoAt } from "./tempo.ts";
import { barAt } from "./time.ts";
import type { NoteId, Tick } from "./units.ts";
import { tick } from "./units.ts";

/** A stretch of music. */
export interface Passage {
  readonly notes: readonly Note[];
  /** The bars whose chord symbols go along; null where single notes or lines are taken. */
  readonly bars: TickRange | null;
  readonly chords: readonly ChordChange[];
  /** How fast those bars go, where they do not go evenly. */
  readonly tempi: readonly TempoChange[];
}

/** The music of some notes; chords and tempi belong to it when every pitched note of its bars is taken. */
export function passageOf(score: Score, ids: Selection): Passage {
  const notes = notesWith(score, ids);
  const range = rangeOf(notes);
  const bare = { notes, bars: null, chords: [], tempi: [] };
  if (range === null || score.chords.length + score.tempoChanges.length === 0) return bare;
  const { start } = barAt(score, range.start);
  const { end } = barAt(score, tick(range.end - 1));
  const isLeft = (note: Note): boolean =>
    note.onset >= start && note.onset < end && !ids.has(note.id);
  if (pitchedNotes(score).some(isLeft)) return bare;
  const bars = { start, end };
  return { notes, bars, chords: chordsIn(score.chords, bars), tempi: tempiIn(score, bars) };
}

/** Puts a passage in so that its first note begins at a tick; `ids` are the names its notes got. */
export function inserted(
  draft: Draft,
  { notes, bars, chords, tempi }: Passage,
  start: Tick,
): { readonly draft: Draft; readonly ids: readonly NoteId[] } {
  const { draft: next, ids } = added(draft, shiftedTo(notes, start));
  const range = rangeOf(notes);
  if (range === null || bars === null) return { draft: next, ids };
  const moved = <Change extends { readonly tick: Tick }>(change: Change): Change => {
    return { ...change, tick: there(change.tick) };
  };
  const there = (at: Tick): Tick => tick(at + start - range.start);
  const place = { start: there(bars.start), end: there(bars.end) };
  const end = scoreEnd(next.score);
  const hasChords = chords.length + draft.score.chords.length > 0;
  const score = {
    ...next.score,
    ...tempiReplaced(draft.score, place, tempi.map(moved), end),
    chords: hasChords ? chordsReplaced(draft.score.chords, place, chords.map(moved), end) : [],
  };
  return { draft: { ...next, score }, ids };
}

/** The tempi of some bars, from the one that holds at their beginning; none where the tempo does not change there. */
function tempiIn(score: Score, { start, end }: TickRange): readonly TempoChange[] {
  const inside = score.tempoChanges.filter(({ tick: at }) => at >= start && at < end);
  return inside.length === 0 ? [] : [{ tick: start, tempo: tempoAt(score, start) }, ...inside];
}

/** Tempi with those of a range replaced; what held at its end holds again until the piece ends. */
function tempiReplaced(
  tempi: Tempi,
  { start, end }: TickRange,
  inside: readonly TempoChange[],
  pieceEnd: Tick,
): Tempi {
  const { tempo, tempoChanges } = tempi;
  if (inside.length === 0) return { tempo, tempoChanges };
  const after = end < pieceEnd ? [{ tick: end, tempo: tempoAt(tempi, end) }] : [];
  const others = tempoChanges.filter(({ tick: at }) => at < start || at >= end);
  return tempiFrom({ tempo, tempoChanges: [...others, ...inside, ...after] });
}
