// How good takes are: asked for once all are there, the best put first while nobody has chosen among them.

import type { RateRequest, Rating } from "../composer/index.ts";
import { amended } from "../score/index.ts";
import type { Audition } from "./audition.ts";
import type { Store } from "./store.ts";
import type { Take } from "./takes.ts";
import { ranked } from "./takes.ts";

/** The part of the composer's client that judges. */
export interface Rater {
  rate(request: RateRequest, signal?: AbortSignal): Promise<readonly Rating[]>;
}

/** Rates the takes that are to be chosen from; without a judge they stay as they are. */
export async function rateTakes(store: Store, rater: Rater, signal: AbortSignal): Promise<void> {
  const { audition, settings } = store.state;
  if (audition === null) return;
  const [first] = audition.takes;
  const candidates = audition.takes.map(({ draft, written }) => ({
    score: draft.score,
    added: [...written],
  }));
  const key = first?.draft.score.key ?? null;
  const style = first?.receipt.style ?? settings.style;
  let ratings: readonly Rating[];
  try {
    ratings = await rater.rate({ style, key, candidates }, signal);
  } catch {
    // Takes can be chosen without a judge.
    return;
  }
  const now = store.state.audition;
  if (signal.aborted || now === null || now.takes !== audition.takes) return;
  const takes = now.takes.map((take, index) => ({ ...take, rating: ratings[index] ?? null }));
  if (!isUntouched(now) || store.state.isPlaying) {
    return store.update({ audition: { ...now, takes } });
  }
  const inOrder = ranked(takes);
  const best = inOrder[0] ?? takes[0];
  if (best === undefined) return;
  const { history } = store.state;
  store.update({
    audition: { ...now, takes: inOrder, draft: best.draft },
    history: amended(history, best.draft),
    receipt: best.receipt,
  });
}

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

function isUntouched({ shown, held }: Audition): boolean {
  return shown === 0 && held.size === 0;
}
