// Music that was copied; one clipboard for all composers of a page.

import type { Passage } from "../score/index.ts";

let copied: Passage | null = null;

/** Keeps a passage to be pasted. */
export function copyPassage(passage: Passage): void {
  if (passage.notes.length > 0) copied = passage;
}

/** The passage copied last. */
export function copiedPassage(): Passage | null {
  return copied;
}
