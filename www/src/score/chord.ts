// Chord symbols above the music: where they stand, how they are printed and how they move.

import type { KeySignature, PitchClass } from "./pitch.ts";
import { scaleToneName } from "./pitch.ts";
import type { TickRange } from "./range.ts";
import type { Tick } from "./units.ts";
import { tick } from "./units.ts";

/** A chord symbol; it holds until the next one. */
export interface ChordChange {
  readonly tick: Tick;
  /** "C", "F#m7", "Bbmaj7/D", or null where no chord is meant. */
  readonly chord: string | null;
}

/** A chord symbol as it crosses the wire. */
export interface PlainChordChange {
  readonly tick: number;
  readonly chord: string | null;
}

/** How roots and basses are spelled after a move; the same names as in `src/music/chord.rs`. */
const NAMES = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;

/** Each letter stands at its distance from C in semitones. */
const LETTERS = "C D EF G A B";

/** Root, what is built on it, and the bass where there is one; "C6/9" has none. */
const SYMBOL = /^([A-G][#b♯♭]*)(.*?)(?:\/([A-G][#b♯♭]*))?$/;

/** Chord symbols in order, one a tick; what does not begin with a root is left out. */
export function chordsFrom(plain: readonly PlainChordChange[]): readonly ChordChange[] {
  const seen = new Set<number>();
  return plain
    .filter(({ chord }) => chord === null || SYMBOL.test(chord.trim()))
    .map(({ tick: at, chord }) => ({ tick: tick(at), chord: chord?.trim() ?? null }))
    .sort((a, b) => a.tick - b.tick)
    .filter(({ tick: at }) => !seen.has(at) && seen.add(at));
}

/** "F♯m7", "B♭maj7/D": a symbol as it is printed in a key; "N.C." where no chord is meant. */
export function chordLabel(chord: string | null, key: KeySignature | null): string {
  if (chord === null) return "N.C.";
  const spelled = renamed(chord, (name) => (key && scaleToneName(key, pitchClassOf(name))) ?? name);
  return spelled.replaceAll("#", "♯").replace(/(?<=[A-G]b*)b|b(?=\d)/g, "♭");
}

/** A symbol so many semitones higher. */
export function transposedChord(chord: string, semitones: number): string {
  return renamed(chord, (name) => NAMES[modulo(pitchClassOf(name) + semitones)] ?? name);
}

/** The symbol that holds at a tick; undefined before the first one. */
export function chordAt(chords: readonly ChordChange[], at: Tick): string | null | undefined {
  return chords.findLast((change) => change.tick <= at)?.chord;
}

/** What holds inside a range: the symbols there, the first one from its start. */
export function chordsIn(
  chords: readonly ChordChange[],
  { start, end }: TickRange,
): readonly ChordChange[] {
  const inside = chords.filter((change) => change.tick > start && change.tick < end);
  const first = chordAt(chords, start);
  return first === undefined ? inside : [{ tick: start, chord: first }, ...inside];
}

/** The symbols with those of a range replaced; what held at its end holds again until the piece ends. */
export function chordsReplaced(
  chords: readonly ChordChange[],
  { start, end }: TickRange,
  inside: readonly ChordChange[],
  pieceEnd: Tick,
): readonly ChordChange[] {
  const later = chords.filter((change) => change.tick >= end);
  const isSaid = later[0]?.tick === end || end >= pieceEnd;
  return [
    ...chords.filter((change) => change.tick < start),
    ...inside,
    ...(isSaid ? [] : [{ tick: end, chord: chordAt(chords, end) ?? null }]),
    ...later,
  ];
}

/** A symbol with other names for its root and its bass. */
function renamed(chord: string, rename: (name: string) => string): string {
  const [, root = "", quality = "", bass] = SYMBOL.exec(chord) ?? [];
  return `${rename(root)}${quality}${bass === undefined ? "" : `/${rename(bass)}`}`;
}

function pitchClassOf(name: string): PitchClass {
  const signs = [...name.slice(1)].map((sign) => (sign === "#" || sign === "♯" ? 1 : -1));
  const natural = LETTERS.indexOf(name.charAt(0));
  return modulo(signs.reduce<number>((sum, sign) => sum + sign, natural));
}

function modulo(value: number): number {
  return ((value % 12) + 12) % 12;
}
