// Where a piece is by the clock: from ticks to seconds and back, at all the tempi that it has.

import type { Tempi, Tick } from "../score/index.ts";
import { tick } from "../score/index.ts";
import { secondsPerTick } from "./seconds.ts";

/** A stretch of one tempo, and where it begins. */
interface Stretch {
  readonly tick: number;
  readonly seconds: number;
  readonly secondsPerTick: number;
}

/** Worked out once for each score: a scheduler asks for every note. */
const stretches = new WeakMap<Tempi, readonly [Stretch, ...Stretch[]]>();

/** Seconds from the beginning of a piece to a tick of it, at its own tempi. */
export function secondsAt(score: Tempi, at: number): number {
  const stretch = stretchAt(score, "tick", at);
  return stretch.seconds + (at - stretch.tick) * stretch.secondsPerTick;
}

/** The place at so many seconds from the beginning, between ticks too. */
export function placeAt(score: Tempi, seconds: number): number {
  const stretch = stretchAt(score, "seconds", seconds);
  return stretch.tick + (seconds - stretch.seconds) / stretch.secondsPerTick;
}

/** The tick at so many seconds from the beginning. */
export function tickAt(score: Tempi, seconds: number): Tick {
  return tick(placeAt(score, seconds));
}

/** How long a tick lasts at a place. */
export function tickLength(score: Tempi, at: number): number {
  return stretchAt(score, "tick", at).secondsPerTick;
}

/** The last stretch that has begun, by ticks or by seconds; before the beginning the first. */
function stretchAt(score: Tempi, unit: "tick" | "seconds", at: number): Stretch {
  const all = stretchesOf(score);
  let [found] = all;
  let low = 1;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const stretch = all[middle];
    if (stretch === undefined || stretch[unit] > at) high = middle;
    else {
      found = stretch;
      low = middle + 1;
    }
  }
  return found;
}

function stretchesOf(score: Tempi): readonly [Stretch, ...Stretch[]] {
  const known = stretches.get(score);
  if (known !== undefined) return known;
  let last: Stretch = { tick: 0, seconds: 0, secondsPerTick: secondsPerTick(score.tempo) };
  const all: [Stretch, ...Stretch[]] = [last];
  for (const change of score.tempoChanges) {
    const seconds = last.seconds + (change.tick - last.tick) * last.secondsPerTick;
    last = { tick: change.tick, seconds, secondsPerTick: secondsPerTick(change.tempo) };
    all.push(last);
  }
  stretches.set(score, all);
  return all;
}
