// A tempo from taps: the middle of the last distances, so that one late finger does not matter.

/** A longer silence begins anew. */
const LONGEST_GAP_MS = 2_500;
const MOST_TAPS = 8;

/** Times of taps, the newest last. */
export type Taps = readonly number[];

/** The taps with one more. */
export function tapped(taps: Taps, at: number): Taps {
  const last = taps.at(-1);
  const isNew = last === undefined || at - last > LONGEST_GAP_MS;
  return isNew ? [at] : [...taps, at].slice(-MOST_TAPS);
}

/** Beats a minute; null as long as there are fewer than two taps. */
export function tempoOf(taps: Taps): number | null {
  const gaps = taps.slice(1).map((at, index) => at - (taps[index] ?? at));
  if (gaps.length === 0) return null;
  const sorted = gaps.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const low = sorted[Math.ceil(half) - 1] ?? 0;
  const high = sorted[Math.floor(half)] ?? low;
  return Math.round(120_000 / Math.max(1, low + high));
}
