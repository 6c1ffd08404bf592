// A soundfont that a page names by its address: nothing of it is fetched before an instrument is wanted.

import type { Own } from "./shelf.ts";
import { sharedShelf } from "./shelf.ts";

/** Plays with it from the first sound on, in all composers of the page; null for none. `failed` hears why not. */
export function nameSoundfont(url: URL | null, failed: (thrown: unknown) => void): void {
  sharedShelf().name(url === null ? null : () => fetched(url, failed));
}

async function fetched(url: URL, failed: (thrown: unknown) => void): Promise<Own> {
  try {
    const { fetchSoundfont } = await import("./soundfont.ts");
    return await fetchSoundfont(url);
  } catch (thrown) {
    failed(thrown);
    throw thrown;
  }
}
