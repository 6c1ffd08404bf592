// A stretch of musical time.

import type { Tick } from "./units.ts";

/** A stretch of time, its end excluded. */
export interface TickRange {
  readonly start: Tick;
  readonly end: Tick;
}
