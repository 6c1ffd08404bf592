// How good takes are: asked for once all are there, so that the best is offered first.

import type { RateRequest, Rating } from "../composer/index.ts";
import type { Store } from "./store.ts";
import type { Take } from "./takes.ts";

/** The part of the composer's client that judges. */
export interface Rater {
  rate(request: RateRequest, signal?: AbortSignal): Promise<readonly Rating[]>;
}

/** Takes are shown after this, judged or not. */
const PATIENCE_MS = 800;

/** The judgement of takes on its way. */
export interface Judging {
  /** The takes in their order as far as that is known soon. */
  readonly soon: Promise<readonly Take[]>;
  /** The judgement, whenever it comes; null where there is no judge. */
  readonly ratings: Promise<readonly Rating[] | null>;
}

/** Has takes judged. */
export function judged(takes: readonly Take[], rater: Rater, signal: AbortSignal): Judging {
  const ratings = ratingsOf(takes, rater);
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  const soon = Promise.race([ratings, late]).then((found) => ranked(rated(takes, found)));
  return { soon, ratings };
}

/** Shows a judgement that comes late: what is heard stays, and nothing moves once somebody has chosen. */
export function showRatings(
  store: Store,
  shown: readonly Take[],
  ratings: readonly Rating[] | null,
): void {
  const { audition } = store.state;
  if (audition === null || audition.takes !== shown || ratings === null) return;
  const takes = rated(shown, ratings);
  if (audition.shown > 0 || audition.held.size > 0) {
    return store.update({ audition: { ...audition, takes } });
  }
  const inOrder = ranked(takes);
  const heard = takes[audition.shown];
  const place = heard === undefined ? 0 : inOrder.indexOf(heard);
  store.update({ audition: { ...audition, takes: inOrder, shown: place } });
}

/** The order in which takes are offered: the best first; those of which nobody knows stay in their order. */
export function ranked(takes: readonly Take[]): readonly Take[] {
  const total = ({ rating }: Take): number => rating?.total ?? Number.NEGATIVE_INFINITY;
  return takes.toSorted((a, b) => {
    const [one, other] = [total(a), total(b)];
    return one === other ? 0 : other - one;
  });
}

async function ratingsOf(takes: readonly Take[], rater: Rater): Promise<readonly Rating[] | null> {
  const [first] = takes;
  if (first === undefined || takes.length < 2) return null;
  const candidates = takes.map(({ draft, written, likelihood }) => ({
    score: draft.score,
    added: [...written],
    ...(likelihood === undefined ? {} : { likelihood }),
  }));
  try {
    const { style } = first.receipt;
    return await rater.rate({ style, key: first.draft.score.key, candidates });
  } catch {
    // Takes can be chosen without a judge.
    return null;
  }
}

function rated(takes: readonly Take[], ratings: readonly Rating[] | null): readonly Take[] {
  if (ratings === null) return takes;
  return takes.map((take, index) => ({ ...take, rating: ratings[index] ?? null }));
}
