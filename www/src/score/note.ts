// A note: the atom of every score.

import type { Duration, NoteId, Pitch, Tick, Velocity, Voice } from "./units.ts";
import { duration, noteId, pitch, tick, velocity, voice } from "./units.ts";

/** One note of one voice. */
export interface Note {
  readonly id: NoteId;
  readonly voice: Voice;
  readonly pitch: Pitch;
  readonly onset: Tick;
  readonly duration: Duration;
  readonly velocity: Velocity;
}

/** A note as it crosses the wire: the same fields without units. */
export interface PlainNote {
  readonly id: number;
  readonly voice: number;
  readonly pitch: number;
  readonly onset: number;
  readonly duration: number;
  readonly velocity: number;
}

/** First tick after the note. */
export function noteEnd(note: Note): Tick {
  return tick(note.onset + note.duration);
}

/** A note from its plain fields, each moved into its range. */
export function noteFrom(plain: PlainNote): Note {
  return {
    id: noteId(plain.id),
    voice: voice(plain.voice),
    pitch: pitch(plain.pitch),
    onset: tick(plain.onset),
    duration: duration(plain.duration),
    velocity: velocity(plain.velocity),
  };
}

/** The order of notes in a score: onset, then voice, then pitch from the top, then id. */
export function compareNotes(a: Note, b: Note): number {
  return a.onset - b.onset || a.voice - b.voice || b.pitch - a.pitch || a.id - b.id;
}
