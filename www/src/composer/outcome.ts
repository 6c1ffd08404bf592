// Outcomes that no engine had to write.

import { DRUMS } from "../score/index.ts";
import type {
  Assignment,
  EngineInfo,
  Outcome,
  PiecePlan,
  WireNote,
  WireScore,
} from "./protocol.ts";
import { styleOf } from "./styles.ts";

/** The outcome of a request that was cancelled before it began: nothing changed. */
export function emptyOutcome(order: Assignment, plan: PiecePlan | null = null): Outcome {
  const { act, request } = order;
  const score = scoreOf(order, plan);
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

/**
 * The outcome of an act that was cancelled while its engine did not listen: the notes heard until then, kept
 * as the engine would have kept them. Without any note nothing has changed.
 */
export function writtenOutcome(
  order: Assignment,
  notes: readonly WireNote[],
  info: EngineInfo | null,
  plan: PiecePlan | null = null,
): Outcome {
  const empty = emptyOutcome(order, plan);
  if (notes.length === 0) return empty;
  const added = notes.toSorted(
    (a, b) => a.onset - b.onset || a.voice - b.voice || b.pitch - a.pitch || a.id - b.id,
  );
  const removed = replacedIds(order);
  const gone = new Set(removed);
  const kept = empty.score.notes.filter(({ id }) => !gone.has(id));
  const isNew = order.act === "seed" || order.act === "piece";
  const parts = isNew ? styleOf(order.request.style).parts : empty.score.parts;
  return {
    ...empty,
    score: { ...empty.score, parts, notes: [...kept, ...added] },
    added,
    removed,
    receipt: {
      ...empty.receipt,
      device: info?.device ?? "none",
      engine: "network",
      modelVersion: info?.modelVersion ?? "none",
    },
  };
}

/** The notes that an act writes afresh. */
function replacedIds(order: Assignment): readonly number[] {
  if (order.act === "seed" || order.act === "piece" || order.act === "continue") return [];
  const { score, locked } = order.request;
  const { voices } = order.act === "infill" ? order.request.region : order.request;
  const written = new Set(voices);
  const isInside = ({ onset }: WireNote) =>
    order.act !== "infill" ||
    (onset >= order.request.region.start && onset < order.request.region.end);
  return score.notes
    .filter((note) => isInside(note) && written.has(writtenAs(score, note)))
    .map(({ id }) => id)
    .filter((id) => !locked.includes(id));
}

/** The voice by which the composer knows a note: drums are drums, whichever voice of the score they have. */
function writtenAs({ parts }: WireScore, { voice }: WireNote): number {
  const part = parts.find(({ voices }) => voices.includes(voice));
  if (part?.isPercussion === true) return DRUMS;
  return voice === DRUMS ? Number.NaN : voice;
}

function scoreOf(order: Assignment, plan: PiecePlan | null): WireScore {
  if (order.act !== "seed" && order.act !== "piece") return order.request.score;
  const { style, key, timeSignature, tempo } = order.request;
  // What an order leaves open is known once it is planned.
  const usual = styleOf(style);
  return {
    title: "",
    key: plan?.key ?? key,
    timeSignatures: [{ tick: 0, ...(plan?.timeSignature ?? timeSignature ?? usual.timeSignature) }],
    pickup: 0,
    tempo: plan?.tempo ?? tempo ?? usual.tempo,
    parts: [],
    phraseEnds: [],
    chords: [],
    notes: [],
  };
}
