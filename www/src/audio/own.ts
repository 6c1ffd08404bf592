// Somebody's own soundfont: read by what is loaded for it, played by all composers of the page.

/** Reads a file (SF2, SF3 or DLS) and plays with it from now on; rejects with the reason where it is none. */
export async function bringSoundfont(file: File): Promise<string> {
  const { readSoundfont, sharedShelf } = await import("./sampled/soundfont.ts");
  const own = await readSoundfont(file);
  sharedShelf().own = own;
  return own.name;
}

/** Goes back to the instruments of the page. */
export async function leaveSoundfont(): Promise<void> {
  const { sharedShelf } = await import("./sampled/shelf.ts");
  sharedShelf().own = null;
}

/** As its namesake in `sampled`. */
export async function nameSoundfont(
  url: URL | null,
  failed: (thrown: unknown) => void,
): Promise<void> {
  (await import("./sampled/named.ts")).nameSoundfont(url, failed);
}
