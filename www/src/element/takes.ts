// What an answer makes of the piece: one take, or several to choose from.

import type { Act, Outcome, Receipt } from "../composer/index.ts";
import { styleOf } from "../composer/index.ts";
import type { Draft, Note, PlainScore, Score, Selection } from "../score/index.ts";
import {
  answered,
  chordsFrom,
  draftOf,
  keyLabel,
  noteFrom,
  parseKey,
  scoreFrom,
  selectionOf,
} from "../score/index.ts";

/** The piece as one outcome leaves it. */
export interface Take {
  readonly draft: Draft;
  /** The notes that the composer wrote. */
  readonly written: Selection;
  readonly receipt: Receipt;
}

/** What an outcome makes of a draft; null where it changes nothing. */
export function takeOf(act: Act, before: Draft, outcome: Outcome): Take | null {
  const isSame = outcome.added.length === 0 && outcome.removed.length === 0;
  if (isSame && !hasOtherChords(outcome.score, before.score)) return null;
  const score = titled(scoreFrom(outcome.score), outcome);
  const added = outcome.added.map(noteFrom);
  const draft = answered(act === "seed" ? draftOf(score) : before, score, added);
  return { draft, written: selectionOf(added), receipt: outcome.receipt };
}

/**
 * The order in which takes are offered. An outcome says nothing yet of how good it is, so the order is that
 * of the request; a rating would be compared here.
 */
export function ranked(takes: readonly Take[]): readonly Take[] {
  return takes;
}

/** The takes without those that sound like one before them. */
export function distinct(takes: readonly Take[]): readonly Take[] {
  const seen = new Set<string>();
  return takes.filter(({ draft: { score } }) => {
    const music = JSON.stringify([score.notes.map(sounding), score.chords]);
    return !seen.has(music) && seen.add(music);
  });
}

function sounding({ voice, pitch, onset, duration }: Note): readonly number[] {
  return [voice, pitch, onset, duration];
}

/** Whether the chord symbols of two scores differ; they may be all that was asked for. */
function hasOtherChords({ chords = [] }: PlainScore, before: Score): boolean {
  return JSON.stringify(chordsFrom(chords)) !== JSON.stringify(before.chords);
}

/** A piece without a title is called by what it is: "Hymn in D minor". */
function titled(score: Score, { receipt }: Outcome): Score {
  if (score.title !== "" || receipt.act !== "seed") return score;
  const key = parseKey(receipt.key ?? score.key ?? "");
  const place = key === null ? "" : ` in ${keyLabel(key)}`;
  return { ...score, title: `${styleOf(receipt.style).name}${place}` };
}
