// Parts: which instrument plays which voices, and what voices and their notes are called.

import { drumName } from "./drums.ts";
import type { KeySignature } from "./pitch.ts";
import { pitchName } from "./pitch.ts";
import type { Pitch, Voice } from "./units.ts";
import { voice } from "./units.ts";

/** An instrument's line or lines. */
export interface Part {
  readonly name: string;
  /** General MIDI instrument number, 0 to 127. */
  readonly program: number;
  /** Whether it is a drum kit: its pitches then name drums, as in General MIDI. */
  readonly isPercussion: boolean;
  readonly voices: readonly Voice[];
}

/** A part as it crosses the wire; who leaves `isPercussion` out means no. */
export interface PlainPart {
  readonly name: string;
  readonly program: number;
  readonly isPercussion?: boolean;
  readonly voices: readonly number[];
}

/** Whatever has parts: a score, above all. */
export interface Ensemble {
  readonly parts: readonly Part[];
}

const CHOIR: readonly string[] = ["soprano", "alto", "tenor", "bass"];

/** A part from its plain fields, each moved into its range. */
export function partFrom({ name, program, isPercussion = false, voices }: PlainPart): Part {
  const inRange = Math.min(127, Math.max(0, Math.round(program) || 0));
  return { name, program: inRange, isPercussion, voices: voices.map(voice) };
}

/** The part that plays a voice; null where none names it. */
export function partOf({ parts }: Ensemble, voice: Voice): Part | null {
  return parts.find((part) => part.voices.includes(voice)) ?? null;
}

/** Whether a voice plays drums. */
export function isPercussion(ensemble: Ensemble, voice: Voice): boolean {
  return partOf(ensemble, voice)?.isPercussion ?? false;
}

/** A lone voice is called by its part, one of two or three too, with a number; others as in a choir. */
export function voiceName(ensemble: Ensemble, voice: Voice): string {
  const { name = "", voices = [] } = partOf(ensemble, voice) ?? {};
  if (name !== "" && voices.length === 1) return name;
  if (name !== "" && voices.length < 4) return `${name} ${voices.indexOf(voice) + 1}`;
  return CHOIR[voice] ?? `voice ${voice + 1}`;
}

/** "F♯4", or "Snare" in a voice that plays drums. */
export function noteName(
  ensemble: Ensemble,
  voice: Voice,
  pitch: Pitch,
  key: KeySignature | null,
): string {
  const drum = isPercussion(ensemble, voice) ? drumName(pitch) : null;
  return drum ?? pitchName(pitch, key);
}
