// The instruments that a piece may be ordered for: the names of `src/compose/piece/instrument.rs`.

import type { Part } from "../score/index.ts";
import type { Style } from "./styles.ts";

/** Names as the wire has them, with General MIDI instrument numbers. */
export const INSTRUMENTS: readonly (readonly [name: string, program: number])[] = [
  ["piano", 0],
  ["electric-piano", 4],
  ["harpsichord", 6],
  ["celesta", 8],
  ["music-box", 10],
  ["vibraphone", 11],
  ["marimba", 12],
  ["organ", 19],
  ["accordion", 21],
  ["guitar", 24],
  ["steel-guitar", 25],
  ["electric-guitar", 27],
  ["overdriven-guitar", 29],
  ["double-bass", 32],
  ["electric-bass", 33],
  ["synth-bass", 38],
  ["violin", 40],
  ["viola", 41],
  ["cello", 42],
  ["harp", 46],
  ["strings", 48],
  ["choir", 52],
  ["trumpet", 56],
  ["trombone", 57],
  ["horn", 60],
  ["brass", 61],
  ["saxophone", 65],
  ["oboe", 68],
  ["bassoon", 70],
  ["clarinet", 71],
  ["flute", 73],
  ["pad", 89],
];

/**
 * Who plays a piece: the parts of a style with the instruments that were asked for, one for all that have
 * pitches or one for each part, "none" for silence; as `roster` of the engine has it.
 */
export function orchestrated({ parts }: Style, asked: readonly string[]): readonly Part[] {
  const [only] = asked;
  return parts.flatMap((part, index) => {
    const name = asked.length === 1 && !part.isPercussion ? only : asked[index];
    if (asked.length === 0 || name === undefined) return [part];
    if (name === "none") return [];
    const program = INSTRUMENTS.find(([known]) => known === name)?.[1];
    if (program === undefined || part.isPercussion) return [part];
    return [{ ...part, program, name: `${part.name} (${name})` }];
  });
}
