// Each part of a piece as sound of its own.

import { renderWav } from "../../audio/index.ts";
import type { Score } from "../../score/index.ts";
import { voiceName, withNotes } from "../../score/index.ts";

/** One part's sound. */
export interface Stem {
  readonly name: string;
  readonly wav: Uint8Array;
}

/** All parts, one after the other, each as long as it sounds from the beginning of the piece. */
export async function renderStems(score: Score): Promise<readonly Stem[]> {
  const stems: Stem[] = [];
  for (const voice of new Set(score.notes.map((note) => note.voice))) {
    const notes = score.notes.filter((note) => note.voice === voice);
    stems.push({ name: voiceName(score, voice), wav: await renderWav(withNotes(score, notes)) });
  }
  return stems;
}
