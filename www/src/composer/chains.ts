// Markov chains of each style: small files beside the script, fetched when somebody first asks for chains.

import { placeOf } from "./base.ts";
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
  const url = placeOf(`${folder}${encodeURIComponent(style)}.chains`, import.meta.url);
  try {
    const response = await fetch(url).catch(async (thrown: unknown) => {
      // Programs without a server read files, which no `fetch` of theirs does.
      if (url.protocol !== "file:") throw thrown;
      return (await import("./node-files.ts")).fetchFile(url);
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new ComposerError("chains-missing", `no chains at ${url.href}`, { cause });
  }
}
