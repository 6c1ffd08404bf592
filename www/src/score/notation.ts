// Notes as a line of text, for tests: "G4 A4/2 r B4*2" is a quarter, an eighth, a rest, a half.

import type { Note } from "./note.ts";
import type { Score } from "./score.ts";
import { EMPTY_SCORE, withNotes } from "./score.ts";
import type { Voice } from "./units.ts";
import {
  DEFAULT_VELOCITY,
  duration,
  noteId,
  pitch,
  SOPRANO,
  TICKS_PER_QUARTER,
  tick,
} from "./units.ts";

const SEMITONES: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** The notes of one voice; ids count from `firstId`. */
export function line(text: string, voice: Voice = SOPRANO, firstId = 1): readonly Note[] {
  const notes: Note[] = [];
  let onset = 0;
  for (const word of text.trim().split(/\s+/)) {
    const match = /^(?:r|([A-G])([#b]?)(\d))(?:([*/])(\d+))?$/.exec(word);
    if (match === null) throw new Error(`“${word}” is no note`);
    const [, letter, accidental, octave, sign, count] = match;
    const factor = sign === undefined ? 1 : sign === "*" ? Number(count) : 1 / Number(count);
    const length = factor * TICKS_PER_QUARTER;
    if (letter !== undefined) {
      const raised = accidental === "#" ? 1 : accidental === "b" ? -1 : 0;
      notes.push({
        id: noteId(firstId + notes.length),
        voice,
        pitch: pitch((SEMITONES[letter] ?? 0) + raised + 12 * (Number(octave) + 1)),
        onset: tick(onset),
        duration: duration(length),
        velocity: DEFAULT_VELOCITY,
      });
    }
    onset += length;
  }
  return notes;
}

/** A score in 4/4 of one or more lines. */
export function scoreOf(...lines: readonly (readonly Note[])[]): Score {
  return withNotes(EMPTY_SCORE, lines.flat());
}
