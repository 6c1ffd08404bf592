// What a person or the composer can do to a draft: plain functions from one draft to the next.

import type { Draft } from "./draft.ts";
import type { Note } from "./note.ts";
import { noteEnd } from "./note.ts";
import type { Score } from "./score.ts";
import { nextNoteId, notesWith, withNotes } from "./score.ts";
import type { Selection } from "./selection.ts";
import { rangeOf } from "./selection.ts";
import type { NoteId, Tick, Velocity, Voice } from "./units.ts";
import { duration, noteId, pitch, tick } from "./units.ts";

/** One undoable change, with the name that the undo button shows. */
export interface Edit {
  readonly name: string;
  readonly draft: Draft;
}

/** How far notes move: in time and in semitones. */
export interface Shift {
  readonly ticks: number;
  readonly semitones: number;
}

/** Which end of a note is pulled. */
export type Edge = "start" | "end";

/** A note that has no id yet. */
export type NewNote = Omit<Note, "id">;

/** Puts notes in; `ids` are the names they got. */
export function added(
  draft: Draft,
  notes: readonly NewNote[],
): { readonly draft: Draft; readonly ids: readonly NoteId[] } {
  const first = nextNoteId(draft.score);
  const named = notes.map((note, i) => ({ ...note, id: noteId(first + i) }));
  const score = withNotes(draft.score, [...draft.score.notes, ...named]);
  return { draft: { ...draft, score }, ids: named.map((note) => note.id) };
}

/** Takes notes out. */
export function removed(draft: Draft, ids: Selection): Draft {
  const score = withNotes(
    draft.score,
    draft.score.notes.filter((note) => !ids.has(note.id)),
  );
  return {
    score,
    origins: new Map([...draft.origins].filter(([id]) => !ids.has(id))),
    locked: new Set([...draft.locked].filter((id) => !ids.has(id))),
  };
}

/** Moves notes together; the whole group stops where its first note would leave the score. */
export function moved(draft: Draft, ids: Selection, shift: Shift): Draft {
  const allowed = allowedShift(draft.score, ids, shift);
  return changed(draft, ids, (note) => ({
    ...note,
    onset: tick(note.onset + allowed.ticks),
    pitch: pitch(note.pitch + allowed.semitones),
  }));
}

/** Pulls one end of notes by a number of ticks; none becomes shorter than `shortest`. */
export function resized(
  draft: Draft,
  ids: Selection,
  edge: Edge,
  ticks: number,
  shortest: number,
): Draft {
  return changed(draft, ids, (note) => {
    const least = Math.min(shortest, note.duration);
    if (edge === "end")
      return { ...note, duration: duration(Math.max(least, note.duration + ticks)) };
    const end = noteEnd(note);
    const onset = tick(Math.min(end - least, note.onset + ticks));
    return { ...note, onset, duration: duration(end - onset) };
  });
}

/** Gives notes to another voice. */
export function revoiced(draft: Draft, ids: Selection, voice: Voice): Draft {
  return changed(draft, ids, (note) => ({ ...note, voice }));
}

/** Gives notes another velocity. */
export function restruck(draft: Draft, ids: Selection, velocity: Velocity): Draft {
  return changed(draft, ids, (note) => ({ ...note, velocity }));
}

/** Locks notes, or unlocks them when all of them are locked. */
export function lockToggled(draft: Draft, ids: Selection): Draft {
  const locked = new Set(draft.locked);
  const isUnlocking = [...ids].every((id) => locked.has(id));
  for (const id of ids) {
    if (isUnlocking) locked.delete(id);
    else locked.add(id);
  }
  return { ...draft, locked };
}

/** Notes made ready to be pasted so that their group begins at a tick. */
export function shiftedTo(notes: readonly Note[], start: Tick): readonly NewNote[] {
  const range = rangeOf(notes);
  if (range === null) return [];
  return notes.map(({ id: _, ...note }) => ({
    ...note,
    onset: tick(note.onset - range.start + start),
  }));
}

/** Changes the header of the score: title, key, metre, tempo. */
export function headed(draft: Draft, header: Partial<Omit<Score, "notes">>): Draft {
  return { ...draft, score: { ...draft.score, ...header } };
}

/** What the composer wrote, put in as one change: `score` already holds it. */
export function answered(draft: Draft, score: Score, written: readonly Pick<Note, "id">[]): Draft {
  const ids = new Set(score.notes.map((note) => note.id));
  const origins = new Map([...draft.origins].filter(([id]) => ids.has(id)));
  for (const note of written) origins.set(note.id, "generated");
  return { score, origins, locked: new Set([...draft.locked].filter((id) => ids.has(id))) };
}

/** A shift cut to what every note of a group can do. */
export function allowedShift(score: Score, ids: Selection, shift: Shift): Shift {
  let { ticks, semitones } = shift;
  for (const note of notesWith(score, ids)) {
    ticks = Math.max(ticks, -note.onset);
    semitones = Math.min(127 - note.pitch, Math.max(-note.pitch, semitones));
  }
  return { ticks, semitones };
}

/** Applies a change to notes; generated ones count as edited from then on. */
function changed(draft: Draft, ids: Selection, change: (note: Note) => Note): Draft {
  const origins = new Map(draft.origins);
  for (const id of ids) if (origins.has(id)) origins.set(id, "edited");
  const notes = draft.score.notes.map((note) => (ids.has(note.id) ? change(note) : note));
  return { ...draft, score: withNotes(draft.score, notes), origins };
}
