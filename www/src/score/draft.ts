// A score together with what the page knows about its notes: who wrote each, and which are locked.

import type { TickRange } from "./range.ts";
import type { Score } from "./score.ts";
import { EMPTY_SCORE } from "./score.ts";
import type { NoteId } from "./units.ts";

/**
 * Who wrote a note.
 * Given: by the person or a file. Generated: by the composer. Edited: by the composer, then changed.
 */
export type Origin = "given" | "generated" | "edited";

/** A stretch of a piece that was planned as one, such as a verse. */
export interface Section extends TickRange {
  /** "A", "A'", "intro": those of one letter or word are the same music. */
  readonly name: string;
}

/** What the composer keeps of a note that it writes afresh: when and how long it sounds, or how high. */
export type Hold = "rhythm" | "pitch";

/** What the composer says of a note that it wrote. */
export interface Account {
  /** Of its pitch, among those that were weighed at its place. */
  readonly probability: number;
  /** What it beat; `pitch` is null for silence. */
  readonly alternatives: readonly { readonly pitch: number | null; readonly probability: number }[];
  /** "passing", "suspension"; null where no harmony was heard. */
  readonly role: string | null;
  /** The constraints that took away what was liked better. */
  readonly movedBy: readonly string[];
}

/** What one undo step goes back to. */
export interface Draft {
  readonly score: Score;
  /** Notes that are not given; every other note is. */
  readonly origins: ReadonlyMap<NoteId, Exclude<Origin, "given">>;
  readonly locked: ReadonlySet<NoteId>;
  /** Notes that are locked in part; none of them is in `locked`. */
  readonly holds: ReadonlyMap<NoteId, Hold>;
  /** Of generated notes, where the composer has said something about them. */
  readonly accounts: ReadonlyMap<NoteId, Account>;
  /** In order; none where the piece was not planned. */
  readonly sections: readonly Section[];
}

/** A draft of a score in which every note is given and none is locked. */
export function draftOf(score: Score, sections: readonly Section[] = []): Draft {
  const known = { origins: new Map(), locked: new Set<NoteId>() };
  return { score, ...known, holds: new Map(), accounts: new Map(), sections };
}

/** What is known of some notes, without all others. */
export function knownOf(
  { origins, locked, holds, accounts }: Draft,
  isKept: (id: NoteId) => boolean,
): Pick<Draft, "origins" | "locked" | "holds" | "accounts"> {
  return {
    origins: new Map([...origins].filter(([id]) => isKept(id))),
    locked: new Set([...locked].filter(isKept)),
    holds: new Map([...holds].filter(([id]) => isKept(id))),
    accounts: new Map([...accounts].filter(([id]) => isKept(id))),
  };
}

export const EMPTY_DRAFT: Draft = draftOf(EMPTY_SCORE);

/** Who wrote a note of a draft. */
export function originOf(draft: Draft, id: NoteId): Origin {
  return draft.origins.get(id) ?? "given";
}
