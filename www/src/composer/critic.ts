// The critic that has a say in ratings: a small file beside the page, fetched when something is first rated.

import type { WasmComposer } from "./wasm.ts";

const equipped = new WeakSet<WasmComposer>();

/** Gives a composer the critic; ratings do without it where it cannot be had. */
export async function seatCritic(composer: WasmComposer): Promise<void> {
  if (composer.loadCritic === undefined || equipped.has(composer)) return;
  try {
    // Scripts of workers lie one folder below the page's.
    const folder = import.meta.env.DEV ? "/motifs/" : "../motifs/";
    const base = new URL(/* @vite-ignore */ folder, import.meta.url);
    const response = await fetch(new URL("motifs.safetensors", base));
    if (!response.ok) return;
    composer.loadCritic(new Uint8Array(await response.arrayBuffer()));
    equipped.add(composer);
  } catch {
    // The next rating tries again.
  }
}
