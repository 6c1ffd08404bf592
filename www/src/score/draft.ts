// A score together with what the page knows about its notes: who wrote each, and which are locked.

import type { Score } from "./score.ts";
import { EMPTY_SCORE } from "./score.ts";
import type { NoteId } from "./units.ts";

/**
 * Who wrote a note.
 * Given: by the person or a file. Generated: by the composer. Edited: by the composer, then changed.
 */
export type Origin = "given" | "generated" | "edited";

/** What one undo step goes back to. */
export interface Draft {
  readonly score: Score;
  /** Notes that are not given; every other note is. */
  readonly origins: ReadonlyMap<NoteId, Exclude<Origin, "given">>;
  readonly locked: ReadonlySet<NoteId>;
}

export const EMPTY_DRAFT: Draft = { score: EMPTY_SCORE, origins: new Map(), locked: new Set() };

/** A draft of a score in which every note is given and none is locked. */
export function draftOf(score: Score): Draft {
  return { score, origins: new Map(), locked: new Set() };
}

/** Who wrote a note of a draft. */
export function originOf(draft: Draft, id: NoteId): Origin {
  return draft.origins.get(id) ?? "given";
}
