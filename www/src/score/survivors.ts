// Which notes of a stretch stay when it is written afresh, but not all of it.

import type { Note } from "./note.ts";
import type { Score } from "./score.ts";
import { beatTicks } from "./score.ts";
import type { Selection } from "./selection.ts";
import { selectionOf } from "./selection.ts";
import { barAt } from "./time.ts";

/**
 * A share of some notes, 0 to 1: those off the beat first, then those on weak beats, on the middle of the bar, on
 * its first beat; among equals the dice decide. What is written afresh then is what carries the harmony.
 */
export function survivors(
  score: Score,
  notes: readonly Note[],
  share: number,
  rngSeed: number,
): Selection {
  const count = Math.round(notes.length * Math.min(1, Math.max(0, share)));
  const ranked = notes
    .map((note) => ({ note, weight: weightOf(score, note), lot: lotOf(note.id, rngSeed) }))
    .sort((a, b) => a.weight - b.weight || a.lot - b.lot || a.note.id - b.note.id);
  return selectionOf(ranked.slice(0, count).map(({ note }) => note));
}

/** 0 off the beat, 1 on a beat, 2 in the middle of the bar, 3 at its beginning. */
function weightOf(score: Score, { onset }: Note): number {
  const { start, signature } = barAt(score, onset);
  const beat = beatTicks(signature);
  const offset = onset - start;
  if (offset === 0) return 3;
  if (offset % beat !== 0) return 0;
  return signature.beats % 2 === 0 && offset === (beat * signature.beats) / 2 ? 2 : 1;
}

/** A number for a note and a throw of the dice. Source: the finalizer of MurmurHash3, Appleby, 2011. */
function lotOf(id: number, rngSeed: number): number {
  let hash = (id ^ (rngSeed % 0x1_0000_0000) ^ Math.floor(rngSeed / 0x1_0000_0000)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
