// How good a take is, as the bar of takes says it.

import { t } from "../words/index.ts";
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
  const faults = t("{faults} faults in 100 notes", { faults: theory.toFixed(1) });
  const real =
    critic === null ? [] : [t("sounds {percent} % real", { percent: Math.round(100 * critic) })];
  return [
    t("{nats} nats a note", { nats: likelihood.toFixed(2) }),
    faults,
    ...real,
    ...findings,
  ].join("; ");
}
