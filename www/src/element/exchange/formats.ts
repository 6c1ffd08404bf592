// What a piece can be saved as, and the download itself.

import { make } from "../dom.ts";

/** A kind of file. */
export interface Format {
  readonly extension: string;
  readonly type: string;
}

export const FORMATS = {
  midi: { extension: "mid", type: "audio/midi" },
  musicxml: { extension: "musicxml", type: "application/vnd.recordare.musicxml+xml" },
  mxl: { extension: "mxl", type: "application/vnd.recordare.musicxml" },
  abc: { extension: "abc", type: "text/vnd.abc" },
  wav: { extension: "wav", type: "audio/wav" },
  zip: { extension: "zip", type: "application/zip" },
  svg: { extension: "svg", type: "image/svg+xml" },
  png: { extension: "png", type: "image/png" },
} as const satisfies Readonly<Record<string, Format>>;

/** A busy browser reads what it downloads a while after it was asked to. */
const KEPT_MS = 60_000;

/** Downloads bytes under the title of the piece, unless nobody waits for them any longer. */
export function download(
  signal: AbortSignal,
  content: Uint8Array | Blob,
  title: string,
  { extension, type }: Format,
): void {
  if (signal.aborted) return;
  const blob = content instanceof Blob ? content : new Blob([new Uint8Array(content)], { type });
  const url = URL.createObjectURL(blob);
  make("a", { href: url, download: `${fileName(title)}.${extension}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** A title as a name that every file system takes. */
export function fileName(title: string): string {
  const name = title
    .replaceAll(/[^\p{L}\p{N} _-]+/gu, "")
    .trim()
    .slice(0, 100);
  return name === "" ? "antiphon" : name;
}
