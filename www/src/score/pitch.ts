// Pitch names, keys and the tones of their scales.

import type { Note } from "./note.ts";
import type { Pitch } from "./units.ts";

/** A pitch without its octave, 0 (C) to 11 (B). */
export type PitchClass = number;

/** Tonic and mode, with the name that crosses the wire ("F# minor"). */
export interface KeySignature {
  readonly name: string;
  readonly tonic: PitchClass;
  readonly mode: "major" | "minor";
  readonly isFlat: boolean;
}

const SHARP_NAMES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"] as const;
const FLAT_NAMES = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"] as const;

const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const NATURAL_FLAT_KEYS: readonly string[] = [
  "F major",
  "D minor",
  "G minor",
  "C minor",
  "F minor",
];

/** The 24 keys in their usual spelling, majors first, each by the circle of fifths from C or A. */
export const KEY_SIGNATURES: readonly KeySignature[] = [
  ...["C", "G", "D", "A", "E", "B", "F#", "Db", "Ab", "Eb", "Bb", "F"].map((tonic) =>
    keySignature(tonic, "major"),
  ),
  ...["A", "E", "B", "F#", "C#", "G#", "D#", "Bb", "F", "C", "G", "D"].map((tonic) =>
    keySignature(tonic, "minor"),
  ),
];

/** A key from its name in any spelling ("Gb major"), or null when the text names none. */
export function parseKey(name: string): KeySignature | null {
  const match = /^\s*([A-Ga-g])\s*([#b♯♭]?)\s*(major|minor|maj|min|m)?\s*$/.exec(name);
  if (match === null) return null;
  const [, letter = "", accidental = "", mode = "major"] = match;
  const tonic = letter.toUpperCase() + accidental.replace("♯", "#").replace("♭", "b");
  return keySignature(tonic, mode.startsWith("maj") ? "major" : "minor");
}

/** A key's name so many semitones higher, in its usual spelling. */
export function transposedKey(name: string, semitones: number): string {
  const key = parseKey(name);
  const found = KEY_SIGNATURES.find(
    ({ tonic, mode }) => mode === key?.mode && (tonic - key.tonic - semitones) % 12 === 0,
  );
  return found?.name ?? name;
}

/** "F♯ minor": a key's name as it is printed. */
export function keyLabel(key: KeySignature): string {
  return printed(key.name);
}

/** Whether a pitch belongs to the key's scale (the natural minor, with its raised leading tone). */
export function isScaleTone(key: KeySignature, pitch: number): boolean {
  const degree = (pitch - key.tonic + 120) % 12;
  return (key.mode === "major" ? MAJOR_DEGREES : MINOR_DEGREES).includes(degree);
}

/** How a key spells one of its tones; null for tones that it does not have. */
export function scaleToneName(key: KeySignature, tone: PitchClass): string | null {
  if (!isScaleTone(key, tone)) return null;
  // A raised leading tone is a sharp in flat keys too.
  const isFlat = key.isFlat && (key.mode === "major" || (tone + 1) % 12 !== key.tonic);
  return (isFlat ? FLAT_NAMES : SHARP_NAMES)[tone] ?? null;
}

/** "F♯4": a pitch's name in the spelling of a key. */
export function pitchName(pitch: Pitch, key: KeySignature | null): string {
  const names = key?.isFlat === true ? FLAT_NAMES : SHARP_NAMES;
  return `${printed(names[pitch % 12] ?? "")}${Math.floor(pitch / 12) - 1}`;
}

/** Whether a pitch is a black key of the piano. */
export function isBlackKey(pitch: number): boolean {
  return [1, 3, 6, 8, 10].includes(((pitch % 12) + 12) % 12);
}

/**
 * The key that notes suggest, or null when there are none.
 *
 * Source: Carol Krumhansl, Cognitive Foundations of Musical Pitch, 1990, chapter 4 (probe-tone
 * profiles correlated with the time each pitch class sounds).
 */
export function likelyKey(notes: readonly Note[]): KeySignature | null {
  if (notes.length === 0) return null;
  const known = likelyKeys.get(notes) ?? keyBestFor(notes);
  likelyKeys.set(notes, known);
  return known;
}

/** Whoever shows a piece asks for its key again and again. */
const likelyKeys = new WeakMap<readonly Note[], KeySignature | null>();

function keyBestFor(notes: readonly Note[]): KeySignature | null {
  const weights = new Array<number>(12).fill(0);
  for (const note of notes) {
    weights[note.pitch % 12] = (weights[note.pitch % 12] ?? 0) + note.duration;
  }
  let best: KeySignature | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (const key of KEY_SIGNATURES) {
    const profile = key.mode === "major" ? MAJOR_PROFILE : MINOR_PROFILE;
    const fit = correlation(
      weights,
      weights.map((_, pitchClass) => profile[(pitchClass - key.tonic + 12) % 12] ?? 0),
    );
    if (fit > highest) {
      highest = fit;
      best = key;
    }
  }
  return best;
}

const MAJOR_DEGREES: readonly number[] = [0, 2, 4, 5, 7, 9, 11];
const MINOR_DEGREES: readonly number[] = [0, 2, 3, 5, 7, 8, 10, 11];
const MAJOR_PROFILE: readonly number[] = [
  6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88,
];
const MINOR_PROFILE: readonly number[] = [
  6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17,
];

function keySignature(tonic: string, mode: "major" | "minor"): KeySignature {
  const accidental = tonic.endsWith("#") ? 1 : tonic.endsWith("b") ? -1 : 0;
  const letter = LETTERS[tonic.charAt(0)] ?? 0;
  const name = `${tonic} ${mode}`;
  return {
    name,
    tonic: (letter + accidental + 12) % 12,
    mode,
    isFlat: accidental < 0 || NATURAL_FLAT_KEYS.includes(name),
  };
}

function printed(name: string): string {
  return name.replace("#", "♯").replace(/^([A-G])b/, "$1♭");
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  a.forEach((value, i) => {
    const x = value - meanA;
    const y = (b[i] ?? 0) - meanB;
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}
