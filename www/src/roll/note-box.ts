// Where a note lies on the screen: a bar from its onset to its end, or a drum of fixed size on its onset.

import type { Ensemble, NewNote } from "../score/index.ts";
import { isPercussion } from "../score/index.ts";
import type { Viewport } from "./viewport.ts";
import { widthOf, xOf, yOf } from "./viewport.ts";

/** A rectangle in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The widest and the narrowest drum. */
const DRUM_WIDTHS = { least: 3, most: 14 } as const;

/** A sixteenth, beside which the next drum should still be seen. */
const CLOSE = 120;

/** The box of a note, the gap between rows left out. */
export function boxOf(viewport: Viewport, ensemble: Ensemble, note: NewNote): Box {
  const { rowHeight } = viewport;
  const gap = rowHeight > 7 ? 1 : 0;
  const whole = Math.max(2, rowHeight - 2 * gap);
  const x = xOf(viewport, note.onset);
  const y = yOf(viewport, note.pitch);
  if (!isPercussion(ensemble, note.voice)) {
    const width = Math.max(2, widthOf(viewport, note.duration) - 1.5);
    return { x: x + 0.5, y: y + gap, width, height: whole };
  }
  const height = Math.min(whole, DRUM_WIDTHS.most);
  const width = drumWidth(viewport, height);
  return { x: x - width / 2, y: y + (rowHeight - height) / 2, width, height };
}

/** As wide as high, but no wider than a sixteenth when time is seen from afar. */
function drumWidth(viewport: Viewport, height: number): number {
  const { least } = DRUM_WIDTHS;
  return Math.max(least, Math.min(height, widthOf(viewport, CLOSE)));
}
