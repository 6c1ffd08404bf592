// Music that nobody hears: it makes the browser compile what will be needed, and shows how fast an engine is.

import type { Engine, EnginePorts } from "./engine.ts";
import type { Outcome } from "./protocol.ts";

type RehearsalPorts = Pick<EnginePorts, "breathe" | "now">;

/** What a rehearsal found out. */
export interface Rehearsal {
  /** Milliseconds a word. */
  readonly pace: number;
  /** What was written; null where the engine knows no style. */
  readonly outcome: Outcome | null;
}

const COMMON = {
  bars: 1,
  voices: [0, 1, 2, 3],
  sampling: { temperature: 1, topK: 0, topP: 1 },
  rngSeed: 0,
};

/** Writes one bar from nothing. */
export async function rehearse(
  engine: Engine,
  { breathe, now }: RehearsalPorts,
  onNote = () => {},
): Promise<Rehearsal> {
  const [style] = engine.describe().styles;
  if (style === undefined) return { pace: Number.POSITIVE_INFINITY, outcome: null };
  const timeSignature = { beats: 4, beatUnit: 4 };
  const request = { ...COMMON, style, key: null, timeSignature, tempo: 96 };
  const begun = now();
  const hooks = { note: onNote, breathe };
  const outcome = await engine.compose({ act: "seed", request }, hooks);
  return { pace: (now() - begun) / Math.max(1, outcome.receipt.tokens), outcome };
}

/** Goes on from what has been written, up to its first note: reading a piece takes other code than writing one. */
export async function rehearseReading(
  engine: Engine,
  { outcome }: Rehearsal,
  { breathe }: RehearsalPorts,
): Promise<void> {
  if (outcome === null || outcome.added.length === 0) return;
  const { score, receipt } = outcome;
  const request = { ...COMMON, style: receipt.style, score, locked: [] };
  const hooks = { note: () => engine.cancel(), breathe };
  await engine.compose({ act: "continue", request }, hooks);
}
