// Swing: a piece with straight time bent to its swing, and back.

import type { Duration, Note, Score, Tick } from "../score/index.ts";
import { barAt, duration, noteEnd, tick } from "../score/index.ts";

/** Where a place of straight time lies in time that swings. */
export function swung(score: Score, at: Tick, grid: Duration, swing: number): Tick {
  return bent(score, at, grid, 0.5, swing);
}

/** Where a place of time that swings lies in straight time. */
export function straightened(score: Score, at: Tick, grid: Duration, swing: number): Tick {
  return bent(score, at, grid, swing, 0.5);
}

/** A note between other places: its onset and its end are moved. */
export function bentNote(note: Note, place: (at: Tick) => Tick): Note {
  const onset = place(note.onset);
  return { ...note, onset, duration: duration(place(noteEnd(note)) - onset) };
}

/** Of each pair of grid steps the first takes the share `from`, and takes the share `to` afterwards. */
function bent(score: Score, at: Tick, grid: Duration, from: number, to: number): Tick {
  const { start, end } = barAt(score, at);
  const pair = 2 * grid;
  const first = start + Math.floor((at - start) / pair) * pair;
  // A step without a second one has nothing to lean on.
  if (first + pair > end) return at;
  const share = (at - first) / pair;
  const moved = share < from ? (share / from) * to : 1 - ((1 - share) / (1 - from)) * (1 - to);
  return tick(first + moved * pair);
}
