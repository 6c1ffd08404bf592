// What the library knows of a piece without reading its notes.

import type { Draft } from "../score/index.ts";
import { barCount } from "../score/index.ts";

/** One row of the library. */
export interface Piece {
  readonly id: string;
  readonly title: string;
  /** Id of the style that its answers are in. */
  readonly style: string;
  readonly bars: number;
  readonly notes: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly changed: number;
  /** When it was put into the bin; null where it was not. */
  readonly deleted: number | null;
  /** Where play begins, in ticks. */
  readonly position: number;
  /** The number of the oldest step that is kept, and of the one that is shown. */
  readonly first: number;
  readonly place: number;
}

/** What may change of a piece beside its steps. */
export interface PieceFacts {
  readonly style: string;
  readonly position: number;
}

/** What a draft says about its piece. */
export function factsOf({ score }: Draft): Pick<Piece, "title" | "bars" | "notes"> {
  return { title: score.title, bars: barCount(score), notes: score.notes.length };
}

/** A name that no other piece has, on any device. */
export function newPieceId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
