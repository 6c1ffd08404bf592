// The outcome of a piece that was cancelled while its engine did not listen.

import { orchestrated } from "./instruments.ts";
import type { EngineInfo, WireNote } from "./protocol.ts";
import type { PieceOutcome, PiecePlan, PieceRequest } from "./studio-protocol.ts";
import { styleOf } from "./styles.ts";

/** The notes heard until then in the metre of the plan; without any, an empty piece. */
export function writtenPiece(
  { style, key, tempo, timeSignature, instruments = [], rngSeed }: PieceRequest,
  plan: PiecePlan | null,
  notes: readonly WireNote[],
  info: EngineInfo | null,
): PieceOutcome {
  const usual = styleOf(style);
  // What an order leaves open is known once it is planned.
  const signature = plan?.timeSignature ?? timeSignature ?? usual.timeSignature;
  const added = notes.toSorted(
    (a, b) => a.onset - b.onset || a.voice - b.voice || b.pitch - a.pitch || a.id - b.id,
  );
  const isBegun = added.length > 0;
  return {
    score: {
      title: "",
      key: plan?.key ?? key,
      timeSignatures: [{ tick: 0, ...signature }],
      pickup: 0,
      tempo: plan?.tempo ?? tempo ?? usual.tempo,
      parts: orchestrated(usual, instruments),
      phraseEnds: [],
      chords: [],
      notes: added,
    },
    added,
    removed: [],
    isComplete: false,
    plan,
    ending: null,
    receipt: {
      act: "piece",
      rngSeed,
      style,
      key: plan?.key ?? key,
      device: isBegun ? (info?.device ?? "none") : "none",
      engine: isBegun ? "network" : "none",
      modelVersion: isBegun ? (info?.modelVersion ?? "none") : "none",
      tokens: 0,
    },
  };
}
