// What stands in the lane of chord symbols: never a symbol over time in which another one holds.

import { chordLabel } from "../score/index.ts";
import type { Scene } from "./scene.ts";
import type { Pixels } from "./viewport.ts";
import { pixels, xOf } from "./viewport.ts";

/** One symbol of the lane. */
export interface ChordMark {
  /** Where the chord begins; null where that lies left of the window. */
  readonly start: Pixels | null;
  /** Where its label stands. */
  readonly x: Pixels;
  /** Null where the chord's own time has no room for it. */
  readonly label: string | null;
}

/** Empty pixels to either side of a label. */
const PADDING = 5;

/** The symbols that hold in the window; `measure` says how wide a label is. */
export function chordMarks(
  { viewport, draft, key }: Pick<Scene, "viewport" | "draft" | "key">,
  measure: (label: string) => number,
): readonly ChordMark[] {
  const { chords } = draft.score;
  const marks: ChordMark[] = [];
  for (const [index, { tick, chord }] of chords.entries()) {
    const start = xOf(viewport, tick);
    if (start >= viewport.width) break;
    const next = chords[index + 1];
    const end = next === undefined ? Number.POSITIVE_INFINITY : xOf(viewport, next.tick);
    if (end <= viewport.gutter) continue;
    // A chord that began further left stays in sight for as long as it holds.
    const from = Math.max(start, viewport.gutter);
    const label = chordLabel(chord, key);
    marks.push({
      start: start < viewport.gutter ? null : start,
      x: pixels(from + PADDING),
      label: measure(label) + 2 * PADDING <= end - from ? label : null,
    });
  }
  return marks;
}
