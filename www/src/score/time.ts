// Bars, beats and grids: where a tick stands in the metre. Integer ticks only; seconds live in audio.

import type { TickRange } from "./range.ts";
import type { Score, TimeSignature } from "./score.ts";
import { barTicks, beatTicks, scoreEnd } from "./score.ts";
import type { Duration, Tick } from "./units.ts";
import { duration, TICKS_PER_QUARTER, tick } from "./units.ts";

/** One bar of a score; `index` counts from 0, `number` is what a musician calls it (0 = pick-up). */
export interface Bar {
  readonly index: number;
  readonly number: number;
  readonly start: Tick;
  readonly end: Tick;
  readonly signature: TimeSignature;
}

/** A place in the metre; bar and beat as a musician counts them, from 1. */
export interface BarPosition {
  readonly bar: number;
  readonly beat: number;
  /** Ticks after the beat. */
  readonly rest: number;
}

/** A length that notes snap to. */
export interface GridLength {
  readonly id: string;
  readonly label: string;
  readonly ticks: Duration;
}

/** The grids on offer, from coarse to fine. */
export const GRID_LENGTHS: readonly GridLength[] = [
  gridLength("1/1", "1/1", 4),
  gridLength("1/2", "1/2", 2),
  gridLength("1/4", "1/4", 1),
  gridLength("1/4t", "1/4 triplet", 2 / 3),
  gridLength("1/8", "1/8", 1 / 2),
  gridLength("1/8t", "1/8 triplet", 1 / 3),
  gridLength("1/16", "1/16", 1 / 4),
  gridLength("1/16t", "1/16 triplet", 1 / 6),
  gridLength("1/32", "1/32", 1 / 8),
];

/** The bar that holds a tick; bars go on for ever after the last note. */
export function barAt(score: Score, at: Tick): Bar {
  let firstIndex = 0;
  const { timeSignatures, pickup } = score;
  for (let i = 0; i < timeSignatures.length; i++) {
    const signature = timeSignatures[i];
    if (signature === undefined) break;
    const next = timeSignatures[i + 1];
    const length = barTicks(signature);
    let start: number = signature.tick;
    if (i === 0 && pickup > 0) {
      if (at < pickup) return bar(score, 0, 0, pickup, signature);
      start = pickup;
      firstIndex = 1;
    }
    if (next !== undefined && at >= next.tick) {
      firstIndex += Math.ceil((next.tick - start) / length);
      continue;
    }
    const count = Math.floor((at - start) / length);
    const begin = start + count * length;
    const end = Math.min(begin + length, next?.tick ?? Number.POSITIVE_INFINITY);
    return bar(score, firstIndex + count, begin, end, signature);
  }
  throw new Error("invariant: a score has a time signature at tick 0");
}

/** The bars that touch a range, in order. */
export function barsIn(score: Score, range: TickRange): readonly Bar[] {
  const bars: Bar[] = [];
  let next = barAt(score, range.start);
  while (next.start < range.end) {
    bars.push(next);
    next = barAt(score, next.end);
  }
  return bars;
}

/** Number of bars up to the end of the last note. */
export function barCount(score: Score): number {
  const end = scoreEnd(score);
  return end === 0 ? 0 : barAt(score, tick(end - 1)).index + 1;
}

/** Where the bar ends in which the last note ends; 0 for an empty score. */
export function lastBarEnd(score: Score): Tick {
  const end = scoreEnd(score);
  return end === 0 ? end : barAt(score, tick(end - 1)).end;
}

/** Where a tick stands in the metre. */
export function barPosition(score: Score, at: Tick): BarPosition {
  const { number, start, end, signature } = barAt(score, at);
  const beat = beatTicks(signature);
  // A pick-up is counted from its end, so that its last beat is the last beat of a whole bar.
  const missing = number === 0 ? barTicks(signature) - (end - start) : 0;
  const inside = at - start + missing;
  return { bar: number, beat: Math.floor(inside / beat) + 1, rest: inside % beat };
}

/** The grid line at or before a tick; grids start afresh in every bar. */
export function gridBefore(score: Score, at: Tick, grid: Duration): Tick {
  const { start } = barAt(score, at);
  return tick(start + Math.floor((at - start) / grid) * grid);
}

/** The grid line nearest to a tick. */
export function gridNear(score: Score, at: Tick, grid: Duration): Tick {
  const { start, end } = barAt(score, at);
  return tick(Math.min(end, start + Math.round((at - start) / grid) * grid));
}

function bar(
  score: Score,
  index: number,
  start: number,
  end: number,
  signature: TimeSignature,
): Bar {
  const number = score.pickup > 0 ? index : index + 1;
  return { index, number, start: tick(start), end: tick(end), signature };
}

function gridLength(id: string, label: string, quarters: number): GridLength {
  return { id, label, ticks: duration(quarters * TICKS_PER_QUARTER) };
}
