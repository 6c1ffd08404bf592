// How good a take is, as the bar of takes says it.

import type { Take } from "./takes.ts";

/** How good a take is beside the others: 1 for the best, 0 for the worst; null where nobody has judged. */
export function standing(takes: readonly Take[], index: number): number | null {
  const totals = takes.map(({ rating }) => rating?.total);
  const total = totals[index];
  const all = totals.filter((other) => other !== undefined);
  if (total === undefined || all.length === 0) return null;
  const [worst, best] = [Math.min(...all), Math.max(...all)];
  return best === worst ? 1 : (total - worst) / (best - worst);
}

/** Why a take stands where it stands, in a line. */
export function ratingWords({ rating }: Take): string {
  if (rating === null) return "";
  const { likelihood, theory, critic, findings } = rating;
  const faults = `${theory.toFixed(1)} faults in 100 notes`;
  const real = critic === null ? [] : [`sounds ${Math.round(100 * critic)} % real`];
  return [`${likelihood.toFixed(2)} nats a note`, faults, ...real, ...findings].join("; ");
}
