// Notes that were copied; one clipboard for all composers of a page.

import type { Note } from "../score/index.ts";

let copied: readonly Note[] = [];

/** Keeps notes to be pasted. */
export function copyNotes(notes: readonly Note[]): void {
  if (notes.length > 0) copied = notes;
}

/** The notes copied last. */
export function copiedNotes(): readonly Note[] {
  return copied;
}
