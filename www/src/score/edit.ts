// What a person or the composer can do to a draft: plain functions from one draft to the next.

import { chordsFrom, transposedChord } from "./chord.ts";
import type { Account, Draft, Hold } from "./draft.ts";
import { knownOf } from "./draft.ts";
import type { Note } from "./note.ts";
import { noteEnd } from "./note.ts";
import { isPercussion } from "./part.ts";
import { transposedKey } from "./pitch.ts";
import type { Score } from "./score.ts";
import { nextNoteId, notesWith, pitchedNotes, withNotes } from "./score.ts";
import type { Selection } from "./selection.ts";
import { rangeOf } from "./selection.ts";
import { paced, tempiFrom, tempiShifted } from "./tempo.ts";
import type { NoteId, Tick, Velocity, Voice } from "./units.ts";
import { duration, MAX_TICK, noteId, pitch, tick } from "./units.ts";

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

/** Takes notes out; with the last one go the signs above it. */
export function removed(draft: Draft, ids: Selection): Draft {
  const notes = draft.score.notes.filter((note) => !ids.has(note.id));
  const score = withNotes(draft.score, notes);
  const isEmpty = notes.length === 0;
  return {
    score: isEmpty ? { ...score, phraseEnds: [], chords: [], tempoChanges: [] } : score,
    ...knownOf(draft, (id) => !ids.has(id)),
    sections: isEmpty ? [] : draft.sections,
  };
}

/**
 * Moves notes together; the whole group stops where its first note would leave the score.
 * A piece that moves as a whole takes what stands above it along.
 */
export function moved(draft: Draft, ids: Selection, shift: Shift): Draft {
  const { score } = draft;
  const allowed = allowedShift(score, ids, shift);
  const after = shifted(score, notesWith(score, ids), allowed);
  const byId = new Map(after.map((note) => [note.id, note]));
  const next = changed(draft, ids, (note) => byId.get(note.id) ?? note);
  return { ...next, score: shiftedSigns(next.score, ids, allowed) };
}

/** Notes after a shift. Pitches are moved, drums are not, unless there are only drums. */
export function shifted(
  score: Score,
  notes: readonly Note[],
  { ticks, semitones }: Shift,
): readonly Note[] {
  const isRising = risers(score, notes);
  return notes.map((note) => ({
    ...note,
    onset: tick(note.onset + ticks),
    pitch: isRising(note) ? pitch(note.pitch + semitones) : note.pitch,
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
  return changed(draft, ids, (note) => pulled(note, edge, ticks, shortest));
}

/** A note of which one end is pulled. */
export function pulled(note: Note, edge: Edge, ticks: number, shortest: number): Note {
  const least = Math.min(shortest, note.duration);
  if (edge === "end")
    return { ...note, duration: duration(Math.max(least, note.duration + ticks)) };
  const end = noteEnd(note);
  const onset = tick(Math.min(end - least, note.onset + ticks));
  return { ...note, onset, duration: duration(end - onset) };
}

/** Gives notes to another voice. */
export function revoiced(draft: Draft, ids: Selection, voice: Voice): Draft {
  return changed(draft, ids, (note) => ({ ...note, voice }));
}

/** Gives notes another velocity. */
export function restruck(draft: Draft, ids: Selection, velocity: Velocity): Draft {
  return changed(draft, ids, (note) => ({ ...note, velocity }));
}

/** What of a note is kept when its place is written afresh. */
export type Keep = "all" | Hold;

/** What is kept of a note; null for nothing. */
export function keepOf({ locked, holds }: Draft, id: NoteId): Keep | null {
  return locked.has(id) ? "all" : (holds.get(id) ?? null);
}

/** Locks notes, as a whole or in part, or unlocks them when all of them are locked so. */
export function lockToggled(draft: Draft, ids: Selection, keep: Keep = "all"): Draft {
  const locked = new Set(draft.locked);
  const holds = new Map(draft.holds);
  const isUnlocking = [...ids].every((id) => keepOf(draft, id) === keep);
  for (const id of ids) {
    locked.delete(id);
    holds.delete(id);
    if (isUnlocking) continue;
    if (keep === "all") locked.add(id);
    else holds.set(id, keep);
  }
  return { ...draft, locked, holds };
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

/** Changes the header of the score: title, key, metre, tempo. Later tempi keep their ratio to that of the beginning. */
export function headed(draft: Draft, header: Partial<Omit<Score, "notes">>): Draft {
  const { score } = draft;
  const { tempo = score.tempo } = header;
  const pace = tempo === score.tempo ? score : tempiFrom(paced(score, tempo / score.tempo));
  return { ...draft, score: { ...score, tempoChanges: pace.tempoChanges, ...header } };
}

/** What the composer wrote, put in as one change: `score` already holds it. No answer changes how fast a piece goes. */
export function answered(
  draft: Draft,
  score: Score,
  written: readonly Pick<Note, "id">[],
  accounts: ReadonlyMap<NoteId, Account> = new Map(),
): Draft {
  const ids = new Set(score.notes.map((note) => note.id));
  const known = knownOf(draft, (id) => ids.has(id));
  const origins = new Map(known.origins);
  for (const note of written) origins.set(note.id, "generated");
  const told = [...accounts].filter(([id]) => ids.has(id));
  return {
    ...draft,
    ...known,
    score: { ...score, tempoChanges: draft.score.tempoChanges },
    origins,
    accounts: new Map([...known.accounts, ...told]),
  };
}

/** A draft whose notes somebody else has edited: those of the composer count as edited then. */
export function reworked(draft: Draft, score: Score, changedIds: Selection): Draft {
  const ids = new Set(score.notes.map((note) => note.id));
  const known = knownOf(draft, (id) => ids.has(id));
  const origins = new Map(known.origins);
  for (const id of changedIds) if (origins.has(id)) origins.set(id, "edited");
  const accounts = new Map([...known.accounts].filter(([id]) => !changedIds.has(id)));
  const { tempoChanges } = draft.score;
  return { ...draft, ...known, score: { ...score, tempoChanges }, origins, accounts };
}

/** A shift cut to what every note of a group can do. */
export function allowedShift(score: Score, ids: Selection, shift: Shift): Shift {
  return limitsOf(score, notesWith(score, ids))(shift);
}

/** How far notes can go together: measured once, asked at every step of a drag. */
export function limitsOf(score: Score, notes: readonly Note[]): (shift: Shift) => Shift {
  const isRising = risers(score, notes);
  let first = MAX_TICK;
  let lowest = 127;
  let highest = 0;
  for (const note of notes) {
    first = Math.min(first, note.onset);
    if (!isRising(note)) continue;
    lowest = Math.min(lowest, note.pitch);
    highest = Math.max(highest, note.pitch);
  }
  return ({ ticks, semitones }) => ({
    ticks: Math.max(ticks, -first),
    semitones: Math.min(127 - highest, Math.max(-lowest, semitones)),
  });
}

/** Which notes of a group change their pitch when it is moved. */
function risers(score: Score, notes: readonly Note[]): (note: Note) => boolean {
  if (!score.parts.some((part) => part.isPercussion)) return () => true;
  const isPitched = (note: Note): boolean => !isPercussion(score, note.voice);
  return notes.some(isPitched) ? isPitched : () => true;
}

/** Phrase ends, chords and tempi follow a piece in time; chords and their key follow it in pitch. */
function shiftedSigns(score: Score, ids: Selection, { ticks, semitones }: Shift): Score {
  const isMoved = (note: Note): boolean => ids.has(note.id);
  let { key, phraseEnds, chords } = score;
  const isMovedInTime = ticks !== 0 && score.notes.every(isMoved);
  if (isMovedInTime) {
    phraseEnds = phraseEnds.map((end) => tick(end + ticks));
    chords = chordsFrom(chords.map((change) => ({ ...change, tick: change.tick + ticks })));
  }
  const pitched = pitchedNotes(score);
  if (semitones !== 0 && chords.length > 0 && pitched.length > 0 && pitched.every(isMoved)) {
    key = key === null ? null : transposedKey(key, semitones);
    chords = chords.map(({ tick: at, chord }) => ({
      tick: at,
      chord: chord === null ? null : transposedChord(chord, semitones),
    }));
  }
  const tempi = isMovedInTime ? tempiShifted(score, ticks) : null;
  return { ...score, key, phraseEnds, chords, ...tempi };
}

/** Applies a change to notes; generated ones count as edited from then on. */
export function changed(draft: Draft, ids: Selection, change: (note: Note) => Note): Draft {
  const origins = new Map(draft.origins);
  const accounts = new Map(draft.accounts);
  for (const id of ids) {
    if (origins.has(id)) origins.set(id, "edited");
    // What was said of it is no longer true.
    accounts.delete(id);
  }
  const notes = draft.score.notes.map((note) => (ids.has(note.id) ? change(note) : note));
  return { ...draft, score: withNotes(draft.score, notes), origins, accounts };
}
