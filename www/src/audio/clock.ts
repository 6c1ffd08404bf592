// Where a piece is by the clock: seconds from its beginning, for pages that know no ticks.

import type { Score, Tick } from "../score/index.ts";
import { tick } from "../score/index.ts";
import { secondsPerTick } from "./seconds.ts";

/** Seconds from the beginning of a piece to a tick of it, at its own tempo. */
export function secondsAt({ tempo }: Pick<Score, "tempo">, at: Tick): number {
  return at * secondsPerTick(tempo);
}

/** The tick at so many seconds from the beginning. */
export function tickAt({ tempo }: Pick<Score, "tempo">, seconds: number): Tick {
  return tick(Math.round(seconds / secondsPerTick(tempo)));
}
