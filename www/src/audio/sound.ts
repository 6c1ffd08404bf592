// What is asked of the instrument: notes on the clock, with the part that plays them.

import type { Note, Part, Score } from "../score/index.ts";
import { partOf } from "../score/index.ts";

/** A note for the synth, on the clock of its context. */
export interface Sound {
  readonly pitch: number;
  readonly velocity: number;
  readonly voice: number;
  /** What it is played on; null for the house instrument. */
  readonly part: Pick<Part, "program" | "isPercussion"> | null;
  readonly start: number;
  readonly end: number;
}

/** A sound that is scheduled or heard. */
export interface Playing {
  /** Ends the sound at another time; at once if that lies in the past. */
  endAt(at: number): void;
  /** Takes the sound back; it fades in a few milliseconds if it has begun. */
  cancel(): void;
}

/** A note of a score as a sound between two times. */
export function soundOf(
  score: Score,
  { pitch, velocity, voice }: Pick<Note, "pitch" | "velocity" | "voice">,
  start: number,
  end: number,
): Sound {
  return { pitch, velocity, voice, part: partOf(score, voice), start, end };
}
