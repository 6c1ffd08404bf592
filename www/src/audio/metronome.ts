// Where a metronome clicks: on the beats as they are felt, so three times in 9/8.

import type { Score, Tick, TimeSignature } from "../score/index.ts";
import { barAt, barsIn, barTicks, beatTicks, tick } from "../score/index.ts";

/** One click. */
export interface Click {
  readonly tick: number;
  readonly isDownbeat: boolean;
}

/** The clicks from one tick, included, to another, excluded. */
export function clicksIn(score: Score, from: number, to: number): readonly Click[] {
  if (to <= from) return [];
  const range = { start: tick(Math.floor(from)), end: tick(Math.ceil(to)) };
  return barsIn(score, range).flatMap(({ start, end, signature }) => {
    const beat = feltBeatTicks(signature);
    const clicks: Click[] = [];
    // Counted from the end of a pick-up, which lacks its beginning, and from the start of any other bar.
    const isPickup = start === 0 && score.pickup > 0;
    const first = isPickup ? end - Math.floor((end - start) / beat) * beat : start;
    for (let at: number = first; at < end; at += beat) {
      if (at >= from && at < to) clicks.push({ tick: at, isDownbeat: at === start && !isPickup });
    }
    return clicks;
  });
}

/** The clicks that count up to a tick: whole bars, and then what of its own bar comes before it. */
export function countIn(score: Score, from: Tick, bars: number): readonly Click[] {
  if (bars === 0) return [];
  const { end, signature } = barAt(score, from);
  const bar = barTicks(signature);
  const beat = feltBeatTicks(signature);
  const clicks: Click[] = [];
  // Counted from the end, since a pick-up lacks its beginning.
  const first = end - bar * (bars + 1);
  for (let at = first; at < from; at += beat) {
    clicks.push({ tick: at - from, isDownbeat: (at - first) % bar === 0 });
  }
  return clicks;
}

/** In 6/8, 9/8 and 12/8 three written beats are felt as one. */
function feltBeatTicks(signature: TimeSignature): number {
  const isCompound = signature.beatUnit >= 8 && signature.beats > 3 && signature.beats % 3 === 0;
  return beatTicks(signature) * (isCompound ? 3 : 1);
}
