// A file or a text as a score, whatever it is: MIDI by the module that is there, all else (MusicXML, ABC, **kern) by the studio's.

import type { ComposerClient, MidiFile } from "../../composer/index.ts";
import { ComposerError } from "../../composer/index.ts";
import { t } from "../../words/index.ts";

/** Who reads. */
export type MusicReader = Pick<ComposerClient, "readMidi"> & {
  readonly studio: Pick<ComposerClient["studio"], "readScore">;
};

/** Larger files are no single piece of music. */
export const MAX_FILE_BYTES = 8_000_000;

/** Reads a file; throws a `ComposerError` that says what was found and what is allowed. */
export async function readMusic(
  reader: MusicReader,
  bytes: Uint8Array,
  name: string,
): Promise<MidiFile> {
  checkSize(bytes.length);
  if (isMidi(bytes)) return reader.readMidi(bytes);
  return reader.studio.readScore(bytes, name);
}

/** Refuses what is too large before it is read into memory. */
export function checkSize(bytes: number): void {
  if (bytes <= MAX_FILE_BYTES) return;
  const sizes = { found: Math.round(bytes / 100_000) / 10, allowed: MAX_FILE_BYTES / 1_000_000 };
  throw new ComposerError("too-large", t("{found} MB found; at most {allowed} are allowed", sizes));
}

/** Whether a text is music in ABC: it has a key, and a tune's number, metre or title before it. */
export function isAbc(text: string): boolean {
  return /^K:/m.test(text) && /^[XTML]:/m.test(text);
}

/** The name of a file without what its format adds. */
export function titleOf(name: string): string {
  return name.replace(/\.(midi?|musicxml|xml|mxl|abc|krn)$/i, "");
}

function isMidi(bytes: Uint8Array): boolean {
  const mark = String.fromCharCode(...bytes.subarray(0, 4));
  return mark === "MThd" || mark === "RIFF";
}
