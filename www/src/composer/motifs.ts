// The space of motifs: the class of the wasm, with its small file of weights, fetched when a motif first moves.

import { ComposerError } from "./errors.ts";
import type { MotifRequest } from "./studio-protocol.ts";
import type { WasmExports, WasmMotifs } from "./wasm.ts";

let motifs: Promise<WasmMotifs> | null = null;

/** Moves two bars of a voice. */
export async function changeMotif(exports: WasmExports, request: MotifRequest): Promise<unknown> {
  const { Motifs } = exports;
  if (Motifs === undefined) {
    throw new ComposerError("module-missing", "this build of the engine has no motifs");
  }
  motifs ??= motifBytes().then((bytes) => Motifs.load(bytes));
  // Who asks again tries again.
  motifs.catch(() => {
    motifs = null;
  });
  return (await motifs).change(request);
}

/** The weights of generator and critic, a file beside the page. */
export async function motifBytes(): Promise<Uint8Array> {
  // Scripts of workers lie one folder below the page's.
  const folder = import.meta.env.DEV ? "/motifs/" : "../motifs/";
  const base = new URL(/* @vite-ignore */ folder, import.meta.url);
  const response = await fetch(new URL("motifs.safetensors", base)).catch(() => null);
  if (response?.ok !== true) {
    throw new ComposerError("weights-missing", "the motifs could not be fetched");
  }
  return new Uint8Array(await response.arrayBuffer());
}
