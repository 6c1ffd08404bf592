// Music taken out of a piece to be put in elsewhere: notes, and chord symbols where whole bars go.

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
import { barAt } from "./time.ts";
import type { NoteId, Tick } from "./units.ts";
import { tick } from "./units.ts";

/** A stretch of music. */
export interface Passage {
  readonly notes: readonly Note[];
  /** The bars whose chord symbols go along; null where single notes or lines are taken. */
  readonly bars: TickRange | null;
  readonly chords: readonly ChordChange[];
}

/** The music of some notes; chords belong to it when every pitched note of its bars is taken. */
export function passageOf(score: Score, ids: Selection): Passage {
  const notes = notesWith(score, ids);
  const range = rangeOf(notes);
  if (range === null || score.chords.length === 0) return { notes, bars: null, chords: [] };
  const { start } = barAt(score, range.start);
  const { end } = barAt(score, tick(range.end - 1));
  const isLeft = (note: Note): boolean =>
    note.onset >= start && note.onset < end && !ids.has(note.id);
  if (pitchedNotes(score).some(isLeft)) return { notes, bars: null, chords: [] };
  const bars = { start, end };
  return { notes, bars, chords: chordsIn(score.chords, bars) };
}

/** Puts a passage in so that its first note begins at a tick; `ids` are the names its notes got. */
export function inserted(
  draft: Draft,
  { notes, bars, chords }: Passage,
  start: Tick,
): { readonly draft: Draft; readonly ids: readonly NoteId[] } {
  const { draft: next, ids } = added(draft, shiftedTo(notes, start));
  const range = rangeOf(notes);
  if (range === null || bars === null) return { draft: next, ids };
  const there = (at: Tick): Tick => tick(at + start - range.start);
  const score = {
    ...next.score,
    chords: chordsReplaced(
      draft.score.chords,
      { start: there(bars.start), end: there(bars.end) },
      chords.map((change) => ({ ...change, tick: there(change.tick) })),
      scoreEnd(next.score),
    ),
  };
  return { draft: { ...next, score }, ids };
}
