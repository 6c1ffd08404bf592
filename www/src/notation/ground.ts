// What holds for a whole piece on paper: who plays, how high each voice lies, and the tonic that spells its notes.
// An extract must say the same of itself, or it would get other clefs and other accidentals than its piece.

import type { Note, Score } from "../score/index.ts";
import { isPercussion } from "../score/index.ts";

/** How many notes a voice has, and the sum of their pitches. */
export interface Register {
  readonly count: number;
  readonly sum: number;
}

/** What is known of a piece as a whole. */
export interface Ground {
  /** The same for pieces of which all of this is the same. */
  readonly text: string;
  /** The pitched voices that have notes, as they share staves. */
  readonly parts: readonly ReadonlyMap<number, Register>[];
  /** Where the piece names no key: the tonic of the scale with most of its notes, in fifths from C. */
  readonly tonic: number | null;
}

/** Mean pitches at which the engine writes another clef (`Clef::of` in `src/format/symbols/staff.rs`). */
const BORDERS = [38, 40, 50, 53, 60, 70, 74, 88] as const;

export function groundOf(score: Score): Ground {
  const registers = registersOf(score, score.notes);
  const taken = new Set<number>();
  const lists = score.parts.map(({ voices }) =>
    voices.filter((voice) => !taken.has(voice) && taken.add(voice)),
  );
  const unnamed = [...registers.keys()].filter((voice) => !taken.has(voice));
  const parts = [...lists, unnamed].map(
    (voices) =>
      new Map(
        voices.flatMap((voice) => {
          const register = registers.get(voice);
          return register === undefined ? [] : [[voice, register] as const];
        }),
      ),
  );
  const tonic = score.key === null ? tonicOf(classesOf(score, score.notes)) : null;
  const heights = parts.map((part) => [
    heightOf(total(part.values())),
    ...[...part].map(([voice, register]) => `${voice}:${heightOf(register)}`),
  ]);
  return {
    text: JSON.stringify([score.parts, score.key, score.pickup, tonic, heights]),
    parts,
    tonic,
  };
}

/** The registers of the pitched voices of some notes. */
export function registersOf(score: Score, notes: readonly Note[]): Map<number, Register> {
  const registers = new Map<number, Register>();
  for (const { voice, pitch } of notes) {
    if (isPercussion(score, voice)) continue;
    const { count, sum } = registers.get(voice) ?? { count: 0, sum: 0 };
    registers.set(voice, { count: count + 1, sum: sum + pitch });
  }
  return registers;
}

export function total(registers: Iterable<Register>): Register {
  let [count, sum] = [0, 0];
  for (const register of registers) {
    count += register.count;
    sum += register.sum;
  }
  return { count, sum };
}

/** Between which borders the mean lies; those of one height have one clef. */
export function heightOf({ count, sum }: Register): number {
  if (count === 0) return -1;
  return BORDERS.filter((border) => sum >= border * count).length;
}

/** The nearest sum for which so many notes lie at a height. */
export function sumWithin(height: number, count: number, sum: number): number {
  const lowest = (BORDERS[height - 1] ?? 0) * count;
  const after = (BORDERS[height] ?? 128) * count;
  return Math.min(after - 1, Math.max(lowest, Math.round(sum)));
}

/** How many notes there are of each pitch class. */
export function classesOf(score: Score, notes: readonly Note[]): number[] {
  const counts = Array.from({ length: 12 }, () => 0);
  for (const { voice, pitch } of notes) {
    if (!isPercussion(score, voice)) add(counts, pitch);
  }
  return counts;
}

export function add(counts: number[], pitch: number): void {
  counts[pitch % 12] = (counts[pitch % 12] ?? 0) + 1;
}

/** The tonic of the major scale that has most notes, as the engine finds it: of equals the one nearest to C. */
export function tonicOf(counts: readonly number[]): number {
  let best = { tonic: 0, fitting: -1 };
  for (let tonic = -5; tonic <= 6; tonic++) {
    const fitting = scaleOf(tonic).reduce((sum, pitchClass) => sum + (counts[pitchClass] ?? 0), 0);
    const isNearer = Math.abs(tonic) <= Math.abs(best.tonic);
    if (fitting > best.fitting || (fitting === best.fitting && isNearer)) best = { tonic, fitting };
  }
  return best.tonic;
}

/** The pitch classes of a major scale. */
export function scaleOf(tonic: number): readonly number[] {
  return [-1, 0, 1, 2, 3, 4, 5].map((fifths) => ((((tonic + fifths) * 7) % 12) + 12) % 12);
}
