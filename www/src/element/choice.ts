// The takes of an answer as a page's scripts see them: counted from 1, bars by their numbers.

import type { Receipt } from "../composer/index.ts";
import type { Score } from "../score/index.ts";
import type { Audition } from "./audition.ts";

/** The takes that may be chosen from. */
export interface TakeChoice {
  /** The take that is shown, from 1. */
  readonly shown: number;
  /** The piece with each take, the best first. */
  readonly takes: readonly { readonly score: Score; readonly receipt: Receipt }[];
  /** The numbers of the bars in which the takes may differ. */
  readonly bars: readonly number[];
  /** The bars that are kept from one take, whichever is shown. */
  readonly held: readonly { readonly bar: number; readonly take: number }[];
}

/** What a script sees of an audition. */
export function choiceOf({ takes, shown, bars, held }: Audition): TakeChoice {
  return {
    shown: shown + 1,
    takes: takes.map(({ draft: { score }, receipt }) => ({ score, receipt })),
    bars: bars.map(({ number }) => number),
    held: bars.flatMap(({ index, number }) => {
      const take = held.get(index);
      return take === undefined ? [] : [{ bar: number, take: take + 1 }];
    }),
  };
}
