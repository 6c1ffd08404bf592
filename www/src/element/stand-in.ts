// Who answers where the network is not there: Markov chains, which are small, and the page says so.

import type { Outcome } from "../composer/index.ts";
import { composerErrorFrom } from "../composer/index.ts";
import type { Question } from "./requests.ts";
import type { State, Store } from "./store.ts";

/** An answer, and whether it is by those who stand in. */
export interface Answered {
  readonly outcomes: readonly Outcome[];
  readonly isStandIn: boolean;
}

/** Somebody waits this long for a network that is not half here yet. */
const PATIENCE_MS = 6_000;

export const STAND_IN =
  "Written by Markov chains: the network is not here yet. Ask again for its answer.";

/** Has a question answered; chains stand in for a network that is late, or cannot be fetched. */
export async function answerOf(
  store: Store,
  question: Question,
  compose: (question: Question) => Promise<readonly Outcome[]>,
  signal: AbortSignal,
): Promise<Answered> {
  const isNeural = (question.order.request.engine ?? "neural") === "neural";
  const byChains = async (): Promise<Answered | null> => {
    try {
      return { outcomes: await compose(chained(question)), isStandIn: true };
    } catch {
      // Neither chains nor module, or laws that only the network can keep.
      return null;
    }
  };
  if (isNeural && isFarOff(store.state) && (await isLate(store, signal))) {
    const answered = await byChains();
    if (answered !== null) return answered;
  }
  try {
    return { outcomes: await compose(question), isStandIn: false };
  } catch (thrown) {
    const { code } = composerErrorFrom(thrown);
    const isAway = code === "weights-missing" || code === "weights-corrupt";
    const answered = isNeural && isAway ? await byChains() : null;
    if (answered === null) throw thrown;
    return answered;
  }
}

function chained(question: Question): Question {
  const { order } = question;
  return {
    ...question,
    order: { ...order, request: { ...order.request, engine: "markov" } } as Question["order"],
  };
}

/** Waits for a network that is on its way; true if most of it is still missing after a while. */
function isLate(store: Store, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const settle = (late: boolean) => {
      waiting.abort();
      clearTimeout(timer);
      resolve(late);
    };
    const timer = setTimeout(() => settle(isFarOff(store.state)), PATIENCE_MS);
    signal.addEventListener("abort", () => settle(false), { once: true, signal: waiting.signal });
    store.onChange((state) => {
      if (!isFarOff(state)) settle(false);
    }, waiting.signal);
  });
}

/** Less than half of what is being loaded is there. */
function isFarOff({ engine, progress }: State): boolean {
  if (engine.phase !== "opening") return false;
  return progress === null || progress.total <= 0 || progress.loaded < progress.total / 2;
}
