// The critic that has a say in ratings: a small file beside the page, fetched when something is first rated.

import { motifBytes } from "./motifs.ts";
import type { WasmComposer } from "./wasm.ts";

const equipped = new WeakSet<WasmComposer>();

/** Gives a composer the critic; ratings do without it where it cannot be had. */
export async function seatCritic(composer: WasmComposer): Promise<void> {
  if (composer.loadCritic === undefined || equipped.has(composer)) return;
  try {
    composer.loadCritic(await motifBytes());
    equipped.add(composer);
  } catch {
    // The next rating tries again.
  }
}
