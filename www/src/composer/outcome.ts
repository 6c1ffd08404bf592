// Outcomes that no engine had to write.

import type { Order, Outcome, WireScore } from "./protocol.ts";

/** The outcome of a request that was cancelled before it began: nothing changed. */
export function emptyOutcome(order: Order): Outcome {
  const { act, request } = order;
  const score = scoreOf(order);
  return {
    score,
    added: [],
    removed: [],
    isComplete: false,
    receipt: {
      act,
      rngSeed: request.rngSeed,
      style: request.style,
      key: score.key,
      device: "none",
      engine: "none",
      modelVersion: "none",
      tokens: 0,
    },
  };
}

function scoreOf(order: Order): WireScore {
  if (order.act !== "seed") return order.request.score;
  const { key, timeSignature, tempo } = order.request;
  return {
    title: "",
    key,
    timeSignatures: [{ tick: 0, ...timeSignature }],
    pickup: 0,
    tempo,
    parts: [],
    phraseEnds: [],
    chords: [],
    notes: [],
  };
}
