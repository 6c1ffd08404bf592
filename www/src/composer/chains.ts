// Markov chains of each style: small files beside the script, fetched when somebody first asks for chains.

import { ComposerError } from "./errors.ts";

const fetched = new Map<string, Promise<Uint8Array>>();

/** The chains of a style; rejects with "chains-missing". */
export function chainsOf(style: string): Promise<Uint8Array> {
  const known = fetched.get(style) ?? fetchChains(style);
  fetched.set(style, known);
  // Who asks again tries again.
  known.catch(() => fetched.delete(style));
  return known;
}

async function fetchChains(style: string): Promise<Uint8Array> {
  const folder = import.meta.env.DEV ? "/chains/" : "./chains/";
  const base = new URL(/* @vite-ignore */ folder, import.meta.url);
  const url = new URL(`${encodeURIComponent(style)}.chains`, base);
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new ComposerError("chains-missing", `no chains at ${url.href}`, { cause });
  }
}
