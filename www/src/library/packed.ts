// Steps as they lie in the database. Thousands of notes lie there as numbers in one block: to copy so many
// objects would hold the page up for several frames.

import type { PlainNote } from "../score/index.ts";
import type { Row } from "./ledger.ts";

/** Fewer notes are kept as objects, which every version of the page has read. */
const ENOUGH = 500;

/** The numbers of a note, in their order. */
const FIELDS = ["id", "voice", "pitch", "onset", "duration", "velocity"] as const;

/** A row as it is kept. */
export function packed(row: Row): object {
  const { put } = row.change;
  if (put.length < ENOUGH) return row;
  const block = new Float64Array(put.length * FIELDS.length);
  let at = 0;
  for (const note of put) for (const name of FIELDS) block[at++] = note[name];
  return { ...row, change: { ...row.change, put: block } };
}

/** What was kept, as a row; anything else is left as it is, for who checks it. */
export function unpacked(kept: unknown): unknown {
  if (typeof kept !== "object" || kept === null) return kept;
  const { change } = kept as { readonly change?: unknown };
  if (typeof change !== "object" || change === null) return kept;
  const { put } = change as { readonly put?: unknown };
  if (!(put instanceof Float64Array)) return kept;
  const notes: PlainNote[] = [];
  for (let at = 0; at + FIELDS.length <= put.length; at += FIELDS.length) {
    const [id = 0, voice = 0, pitch = 0, onset = 0, duration = 0, velocity = 0] = put.subarray(at);
    notes.push({ id, voice, pitch, onset, duration, velocity });
  }
  return { ...kept, change: { ...change, put: notes } };
}
