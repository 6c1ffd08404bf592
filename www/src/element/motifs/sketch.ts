// A motif put into the piece: tried out as a sketch, or kept as one edit.

import type { Draft, Note, NoteId, Selection } from "../../score/index.ts";
import {
  answered,
  duration,
  keepOf,
  nextNoteId,
  noteEnd,
  noteId,
  removed,
  selectionOf,
  tick,
  withNotes,
} from "../../score/index.ts";
import type { Sketch } from "../store.ts";
import type { Line } from "./line.ts";
import type { Place } from "./place.ts";

/** What a line would put at a place, and which notes would go; null leaves the piece as it is. */
export function sketchOf(draft: Draft, place: Place, line: Line | null): Sketch {
  const { range } = place;
  const { parts } = draft.score;
  if (line === null) return { range, parts, notes: [], replaced: new Set(), pen: null };
  const replaced = new Set(beginningAt(draft, place).filter((id) => keepOf(draft, id) === null));
  return { range, parts, notes: notesOf(draft, place, line), replaced, pen: null };
}

/** The piece with a sketch in it, and the notes that came. */
export function kept(
  draft: Draft,
  { notes, replaced }: Sketch,
): { readonly draft: Draft; readonly written: Selection } {
  const base = removed(draft, replaced);
  // With the last note go chords and phrase ends; here others come in its place.
  const { chords, phraseEnds } = draft.score;
  const score = withNotes({ ...base.score, chords, phraseEnds }, [...base.score.notes, ...notes]);
  const { sections } = draft;
  return { draft: { ...answered(base, score, notes), sections }, written: selectionOf(notes) };
}

/** The notes of the voice that begin in the bars; those that are locked, even in part, stay. */
function beginningAt({ score }: Draft, { voice, range }: Place): readonly NoteId[] {
  return score.notes
    .filter((note) => note.voice === voice && note.onset >= range.start && note.onset < range.end)
    .map(({ id }) => id);
}

/** The line in its place, cut by what stays there: what sounds into the bars, and what is locked. */
function notesOf(draft: Draft, { voice, range }: Place, line: Line): readonly Note[] {
  const stays = draft.score.notes.filter(
    (note) =>
      note.voice === voice &&
      note.onset < range.end &&
      noteEnd(note) > range.start &&
      (note.onset < range.start || keepOf(draft, note.id) !== null),
  );
  const firstId = nextNoteId(draft.score);
  const notes: Note[] = [];
  for (const { onset, duration: length, pitch, velocity } of line.notes) {
    let start = range.start + onset;
    let end = Math.min(start + length, range.end);
    for (const other of stays) {
      if (other.onset <= start) start = Math.max(start, noteEnd(other));
      else end = Math.min(end, other.onset);
    }
    if (end <= start) continue;
    const id = noteId(firstId + notes.length);
    notes.push({ id, voice, pitch, velocity, onset: tick(start), duration: duration(end - start) });
  }
  return notes;
}
