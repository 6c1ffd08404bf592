// Music that nobody hears: it makes the browser compile what will be needed, and shows how fast an engine is.

import type { Engine, EnginePorts } from "./engine.ts";

/** Writes one bar; resolves with milliseconds a word. */
export async function rehearse(
  engine: Engine,
  { breathe, now }: Pick<EnginePorts, "breathe" | "now">,
  onNote = () => {},
): Promise<number> {
  const [style] = engine.describe().styles;
  if (style === undefined) return Number.POSITIVE_INFINITY;
  const request = {
    style,
    key: null,
    timeSignature: { beats: 4, beatUnit: 4 },
    bars: 1,
    tempo: 96,
    voices: [0, 1, 2, 3],
    sampling: { temperature: 1, topK: 0, topP: 1 },
    rngSeed: 0,
  };
  const begun = now();
  const { receipt } = await engine.compose({ act: "seed", request }, { note: onNote, breathe });
  return (now() - begun) / Math.max(1, receipt.tokens);
}
