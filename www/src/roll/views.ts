// Which part of a piece is shown: at first, and when everything is asked for.

import type { Score, TickRange } from "../score/index.ts";
import { barTicks, lastBarEnd, tick } from "../score/index.ts";
import type { Viewport } from "./viewport.ts";
import { fittedTo } from "./viewport.ts";

/** The compass of four voices, E2 to G5: room for an answer around any melody. */
const CHOIR = { lowest: 40, highest: 79 } as const;

/** Below this height only the notes' own compass is shown. */
const CHOIR_HEIGHT = 420;

/** A bar narrower than this is hard to write in. */
const READABLE_BAR = 118;

/** Rows kept free below the notes of a low roll, where the first hint lies. */
const HINT_ROWS = 3;

/** A stretch of time and the pitches in it. */
export interface Extent {
  readonly range: TickRange;
  readonly lowest: number;
  readonly highest: number;
}

/** The whole piece; four bars of the middle of the piano when it is empty. */
export function wholePiece(score: Score): Extent {
  const bar = barTicks(score.timeSignatures[0] ?? { beats: 4, beatUnit: 4 });
  const end = lastBarEnd(score);
  let lowest = 127;
  let highest = 0;
  for (const note of score.notes) {
    lowest = Math.min(lowest, note.pitch);
    highest = Math.max(highest, note.pitch);
  }
  if (score.notes.length === 0)
    return { range: { start: tick(0), end: tick(4 * bar) }, lowest: 55, highest: 79 };
  return { range: { start: tick(0), end }, lowest, highest };
}

/** The beginning with room after the last note, as many bars as read well. */
export function firstLook(viewport: Viewport, score: Score): Viewport {
  const { range, lowest, highest } = wholePiece(score);
  const bar = barTicks(score.timeSignatures[0] ?? { beats: 4, beatUnit: 4 });
  const width = viewport.width - viewport.gutter;
  const bars = Math.max(2, Math.floor(width / READABLE_BAR));
  const wanted = Math.min(bars, Math.max(8, Math.ceil((range.end / bar) * 1.25)));
  const isTall = viewport.height > CHOIR_HEIGHT;
  return fittedTo(
    viewport,
    { start: tick(0), end: tick(wanted * bar) },
    isTall ? Math.min(lowest, CHOIR.lowest) : lowest - HINT_ROWS,
    isTall ? Math.max(highest, CHOIR.highest) : highest,
  );
}
