// What an answer makes of the piece: one take, or several to choose from.

import type { Act, Outcome, Rating, Receipt } from "../composer/index.ts";
import { styleOf } from "../composer/index.ts";
import type {
  Account,
  Draft,
  Note,
  NoteId,
  Part,
  PlainScore,
  Score,
  Selection,
} from "../score/index.ts";
import {
  answered,
  chordsFrom,
  draftOf,
  keyLabel,
  noteFrom,
  noteId,
  parseKey,
  scoreFrom,
  selectionOf,
} from "../score/index.ts";
import { spokenKey, t } from "../words/index.ts";

/** The piece as one outcome leaves it. */
export interface Take {
  readonly draft: Draft;
  /** The notes that the composer wrote. */
  readonly written: Selection;
  readonly receipt: Receipt;
  /** Nats a note that the network needed, where one wrote. */
  readonly likelihood?: number | undefined;
  /** How good it is; null until somebody has judged. */
  readonly rating: Rating | null;
}

/** What an outcome makes of a draft, a new piece played by its style's `parts`; null where it changes nothing. */
export function takeOf(
  act: Act,
  before: Draft,
  outcome: Outcome,
  parts: readonly Part[],
): Take | null {
  const isSame = outcome.added.length === 0 && outcome.removed.length === 0;
  if (isSame && !hasOtherChords(outcome.score, before.score)) return null;
  const read = titled(scoreFrom(outcome.score), outcome);
  const score = act === "seed" ? { ...read, parts } : read;
  const added = outcome.added.map(noteFrom);
  const base = act === "seed" ? draftOf(score) : before;
  const draft = answered(base, score, added, accountsOf(outcome));
  const { receipt, likelihood } = outcome;
  return { draft, written: selectionOf(added), receipt, likelihood, rating: null };
}

/** What the composer says of its notes, by their ids. */
export function accountsOf({ explanations = [] }: Outcome): ReadonlyMap<NoteId, Account> {
  return new Map(explanations.map(({ id, ...account }) => [noteId(id), account]));
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
  const style = t(styleOf(receipt.style).name);
  const title =
    key === null ? style : t("{style} in {key}", { style, key: spokenKey(keyLabel(key)) });
  return { ...score, title };
}
