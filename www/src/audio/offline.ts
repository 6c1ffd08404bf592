// Sound as files: loaded by who asks for one.

import type { Score } from "../score/index.ts";
import type { RenderOptions } from "./render.ts";

/** A whole score as the bytes of a WAV file, with the recorded instruments unless the mix says otherwise. */
export async function renderWav(score: Score, options?: RenderOptions): Promise<Uint8Array> {
  return (await import("./render.ts")).wavOf(score, options);
}

/** Each voice as a WAV file of its own, together in the bytes of a ZIP file. */
export async function renderStems(score: Score, options?: RenderOptions): Promise<Uint8Array> {
  return (await import("./render.ts")).stemsOf(score, options);
}
