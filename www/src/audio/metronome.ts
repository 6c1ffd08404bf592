// Where a metronome clicks: on the beats as they are felt, so three times in 9/8.

import type { Score, TimeSignature } from "../score/index.ts";
import { barsIn, beatTicks, tick } from "../score/index.ts";

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

/** In 6/8, 9/8 and 12/8 three written beats are felt as one. */
function feltBeatTicks(signature: TimeSignature): number {
  const isCompound = signature.beatUnit >= 8 && signature.beats > 3 && signature.beats % 3 === 0;
  return beatTicks(signature) * (isCompound ? 3 : 1);
}
