// A view that is moved, and made smaller if need be, until some rows are seen.

import type { Viewport } from "../viewport.ts";
import { pixels, scrolled, yOf, zoomedInPitch } from "../viewport.ts";

/** Rows that stay free above and below. */
const MARGIN = 1;
/** Lower rows would be hard to tell apart, in pixels. */
const LEAST_ROW = 6;

/** The view moved no further than needed for the rows from `lowest` to `highest` to be seen. */
export function seeingRows(viewport: Viewport, lowest: number, highest: number): Viewport {
  const height = viewport.height - viewport.ruler;
  const rows = highest - lowest + 1 + 2 * MARGIN;
  const fitting = Math.max(LEAST_ROW, height / rows);
  const factor = Math.min(1, fitting / viewport.rowHeight);
  const next = factor < 1 ? zoomedInPitch(viewport, factor, pixels(viewport.ruler)) : viewport;
  const above = next.ruler - yOf(next, highest + MARGIN);
  const below = yOf(next, lowest - MARGIN - 1) - next.height;
  if (above > 0) return scrolled(next, 0, -above);
  return below > 0 ? scrolled(next, 0, below) : next;
}
