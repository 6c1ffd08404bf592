// Clock time. Only this room knows seconds; everything else counts ticks.

import { TICKS_PER_QUARTER } from "../score/index.ts";

/** A point or length of time on the clock of the sound card. */
export type Seconds = number & { readonly unit: "seconds" };

/** Seconds from a plain number. */
export function seconds(value: number): Seconds {
  return value as Seconds;
}

/** How long one tick lasts at a tempo in quarter notes a minute. */
export function secondsPerTick(tempo: number): number {
  return 60 / (tempo * TICKS_PER_QUARTER);
}
