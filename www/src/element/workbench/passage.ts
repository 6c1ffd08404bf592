// Edits of a passage as a whole: turned over, turned round, stretched, tied together, moved within a key.
// Each gives null where a note would leave what can be written.

import type { Draft, KeySignature, Note, NoteId, Selection } from "../../score/index.ts";
import {
  changed,
  duration,
  isPercussion,
  MAX_TICK,
  noteEnd,
  notesWith,
  pitch,
  rangeOf,
  tick,
} from "../../score/index.ts";

/** The seven tones of a key above its tonic; in minor the natural ones. */
const SCALES = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] } as const;

/** Notes shorter than this are not halved any further: a 128th. */
const SHORTEST = 15;

/** Moves notes by steps of a key's scale; what is foreign to it stays as far from its neighbour. */
export function steppedInKey(
  draft: Draft,
  ids: Selection,
  key: KeySignature,
  steps: number,
): Draft | null {
  return repitched(draft, ids, ({ pitch: at }) => {
    const { step, rest } = degreeOf(key, at);
    return pitchOf(key, step + steps) + rest;
  });
}

/** Turns notes over around the first of them: as far down as they went up. */
export function inverted(draft: Draft, ids: Selection): Draft | null {
  const axis = firstPitched(draft, ids)?.pitch ?? 0;
  return repitched(draft, ids, ({ pitch: at }) => 2 * axis - at);
}

/** The same by steps of a key's scale, so that the notes stay in it. */
export function invertedInKey(draft: Draft, ids: Selection, key: KeySignature): Draft | null {
  const axis = degreeOf(key, firstPitched(draft, ids)?.pitch ?? 0);
  return repitched(draft, ids, ({ pitch: at }) => {
    const { step, rest } = degreeOf(key, at);
    return pitchOf(key, 2 * axis.step - step) + 2 * axis.rest - rest;
  });
}

/** Turns notes round in time: what came last comes first. */
export function reversed(draft: Draft, ids: Selection): Draft {
  const range = rangeOf(notesWith(draft.score, ids));
  if (range === null) return draft;
  return changed(draft, ids, (note) => ({
    ...note,
    onset: tick(range.start + range.end - noteEnd(note)),
  }));
}

/** Makes notes and the time between them longer or shorter, from the first of them on. */
export function stretched(draft: Draft, ids: Selection, factor: number): Draft | null {
  const notes = notesWith(draft.score, ids);
  const range = rangeOf(notes);
  if (range === null) return draft;
  const isTooShort = notes.some((note) => note.duration * factor < SHORTEST);
  if (isTooShort || range.start + (range.end - range.start) * factor > MAX_TICK) return null;
  return changed(draft, ids, (note) => {
    const onset = tick(range.start + (note.onset - range.start) * factor);
    return { ...note, onset, duration: duration(note.duration * factor) };
  });
}

/** Lets each note last until the next one of its voice begins; the last of a voice stays. */
export function tied(draft: Draft, ids: Selection): Draft {
  const { score } = draft;
  const ends = new Map<NoteId, number>();
  const next = new Map<number, { readonly at: number; readonly after: number | null }>();
  for (const { id, voice, onset } of [...score.notes].reverse()) {
    const known = next.get(voice);
    // Notes of a chord share what comes after it.
    const after = known === undefined ? null : known.at > onset ? known.at : known.after;
    next.set(voice, { at: onset, after });
    if (after !== null && ids.has(id) && !isPercussion(score, voice)) ends.set(id, after);
  }
  return changed(draft, ids, (note) => {
    const end = ends.get(note.id);
    return end === undefined ? note : { ...note, duration: duration(end - note.onset) };
  });
}

/** Makes notes half as long where they are, as staccato is played. */
export function shortened(draft: Draft, ids: Selection): Draft {
  return changed(draft, ids, (note) => ({
    ...note,
    duration: duration(Math.max(Math.min(SHORTEST, note.duration), note.duration / 2)),
  }));
}

/** Whether two drafts have the same notes, so that nothing is worth a step of the history. */
export function isSameMusic(a: Draft, b: Draft): boolean {
  const { notes } = b.score;
  return a.score.notes.every((note, index) => {
    const other = notes[index];
    return (
      other?.id === note.id &&
      other.pitch === note.pitch &&
      other.onset === note.onset &&
      other.duration === note.duration &&
      other.velocity === note.velocity
    );
  });
}

/** Other pitches for notes that have one; drums stay what they are. */
function repitched(draft: Draft, ids: Selection, pitchAfter: (note: Note) => number): Draft | null {
  const { score } = draft;
  const isPitched = (note: Note) => !isPercussion(score, note.voice);
  const pitches = notesWith(score, ids).filter(isPitched).map(pitchAfter);
  if (pitches.some((at) => at < 0 || at > 127)) return null;
  return changed(draft, ids, (note) =>
    isPitched(note) ? { ...note, pitch: pitch(pitchAfter(note)) } : note,
  );
}

function firstPitched({ score }: Draft, ids: Selection): Note | undefined {
  return notesWith(score, ids).find((note) => !isPercussion(score, note.voice));
}

/** The step of the scale at or below a pitch, counted from the tonic of octave 0, and semitones above it. */
function degreeOf({ tonic, mode }: KeySignature, at: number): { step: number; rest: number } {
  const octave = Math.floor((at - tonic) / 12);
  const inside = at - tonic - 12 * octave;
  const degree = SCALES[mode].findLastIndex((tone) => tone <= inside);
  return { step: 7 * octave + degree, rest: inside - (SCALES[mode][degree] ?? 0) };
}

function pitchOf({ tonic, mode }: KeySignature, step: number): number {
  const octave = Math.floor(step / 7);
  return tonic + 12 * octave + (SCALES[mode][step - 7 * octave] ?? 0);
}
