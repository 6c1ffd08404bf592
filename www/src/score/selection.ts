// Which notes are chosen: a set of note ids, as a value.

import type { Note } from "./note.ts";
import { noteEnd } from "./note.ts";
import { isPercussion } from "./part.ts";
import type { TickRange } from "./range.ts";
import type { Score } from "./score.ts";
import { notesIn } from "./score.ts";
import type { NoteId, Pitch } from "./units.ts";
import { tick } from "./units.ts";

/** The chosen notes. */
export type Selection = ReadonlySet<NoteId>;

export const EMPTY_SELECTION: Selection = new Set();

/** The selection of these notes. */
export function selectionOf(notes: readonly Pick<Note, "id">[]): Selection {
  return new Set(notes.map((note) => note.id));
}

/** The selection with one note put in, or taken out if it was in. */
export function toggled(selection: Selection, id: NoteId): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Both selections together. */
export function united(a: Selection, b: Selection): Selection {
  return a.size === 0 ? b : new Set([...a, ...b]);
}

/** The selection without ids that the score no longer has. */
export function pruned(selection: Selection, score: Score): Selection {
  if (selection.size === 0) return selection;
  const kept = selectionOf(score.notes.filter((note) => selection.has(note.id)));
  return kept.size === selection.size ? selection : kept;
}

/** The notes inside a rectangle of time and pitch; a drum is where it is struck. */
export function selectionIn(
  score: Score,
  range: TickRange,
  lowest: Pitch,
  highest: Pitch,
): Selection {
  return selectionOf(
    notesIn(score, range).filter(
      (note) =>
        note.pitch >= lowest &&
        note.pitch <= highest &&
        (note.onset >= range.start || !isPercussion(score, note.voice)),
    ),
  );
}

/** The time that notes cover, from the first onset to the last end; null for no notes. */
export function rangeOf(notes: readonly Note[]): TickRange | null {
  const first = notes[0];
  if (first === undefined) return null;
  let start: number = first.onset;
  let end = 0;
  for (const note of notes) {
    start = Math.min(start, note.onset);
    end = Math.max(end, noteEnd(note));
  }
  return { start: tick(start), end: tick(end) };
}
