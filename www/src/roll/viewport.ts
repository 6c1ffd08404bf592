// The visible window on the score: the only file that multiplies by a zoom.
// A viewport is a value; coordinates are CSS pixels from the top left corner of the whole roll.

import type { Pitch, Tick, TickRange } from "../score/index.ts";
import { pitch, TICKS_PER_QUARTER, tick } from "../score/index.ts";

/** A length or place on the screen, in CSS pixels. */
export type Pixels = number & { readonly unit: "pixel" };

/** A place on the screen. */
export interface Point {
  readonly x: Pixels;
  readonly y: Pixels;
}

/** What of the score is seen, and how large. */
export interface Viewport {
  readonly width: Pixels;
  readonly height: Pixels;
  /** Width of the piano keys at the left. */
  readonly gutter: Pixels;
  /** Height of the bar ruler at the top, the lane of chord symbols included. */
  readonly ruler: Pixels;
  /** Height of that lane, the lower part of the ruler; 0 where there are no chords. */
  readonly lane: Pixels;
  /** Height of the ribbons of sections, the upper part of the ruler; 0 where there are none. */
  readonly ribbons: Pixels;
  /** Pixels a quarter note. */
  readonly quarterWidth: number;
  /** Pixels a semitone. */
  readonly rowHeight: number;
  /** First visible tick; may be fractional while scrolling. */
  readonly leftTick: number;
  /** The pitch whose row's upper edge lies at the upper edge of the plane; may be fractional. */
  readonly topPitch: number;
}

/** Limits that keep a note visible and a bar on the screen. */
const QUARTER_WIDTHS = { least: 0.5, most: 320 } as const;
const ROW_HEIGHTS = { least: 4, most: 40 } as const;

/** Empty pixels left of the first bar line, so that notes on tick 0 can be pulled. */
const LEAD = 10;

export function pixels(value: number): Pixels {
  return value as Pixels;
}

/** A viewport of no size on the middle of the piano. */
export const FIRST_VIEWPORT: Viewport = {
  width: pixels(0),
  height: pixels(0),
  gutter: pixels(0),
  ruler: pixels(0),
  lane: pixels(0),
  ribbons: pixels(0),
  quarterWidth: 48,
  rowHeight: 14,
  leftTick: 0,
  topPitch: 85,
};

export function xOf(viewport: Viewport, at: number): Pixels {
  return pixels(
    viewport.gutter + ((at - viewport.leftTick) / TICKS_PER_QUARTER) * viewport.quarterWidth,
  );
}

/** Upper edge of a pitch's row. */
export function yOf(viewport: Viewport, at: number): Pixels {
  return pixels(viewport.ruler + (viewport.topPitch - 1 - at) * viewport.rowHeight);
}

export function tickAt(viewport: Viewport, x: Pixels): Tick {
  return tick(viewport.leftTick + ticksOf(viewport, x - viewport.gutter));
}

export function pitchAt(viewport: Viewport, y: Pixels): Pitch {
  return pitch(Math.ceil(rowAt(viewport, y)));
}

/** The pitch whose row's upper edge lies at a height; between two of them a fraction. */
export function rowAt(viewport: Viewport, y: Pixels): number {
  return viewport.topPitch - (y - viewport.ruler) / viewport.rowHeight - 1;
}

/** Where the bar numbers end and the chord symbols begin. */
export function laneTop(viewport: Viewport): Pixels {
  return pixels(viewport.ruler - viewport.lane);
}

/** The ticks that a width stands for. */
export function ticksOf(viewport: Viewport, width: number): number {
  return (width / viewport.quarterWidth) * TICKS_PER_QUARTER;
}

/** The width that a number of ticks takes. */
export function widthOf(viewport: Viewport, ticks: number): Pixels {
  return pixels((ticks / TICKS_PER_QUARTER) * viewport.quarterWidth);
}

/** The visible time. */
export function visibleRange(viewport: Viewport): TickRange {
  return {
    start: tick(Math.floor(viewport.leftTick)),
    end: tick(
      Math.ceil(viewport.leftTick + ticksOf(viewport, viewport.width - viewport.gutter)) + 1,
    ),
  };
}

/** The visible pitches, rows cut by an edge included. */
export function visiblePitches(viewport: Viewport): {
  readonly lowest: Pitch;
  readonly highest: Pitch;
} {
  return {
    lowest: pitchAt(viewport, viewport.height),
    highest: pitchAt(viewport, pixels(viewport.ruler + 0.5)),
  };
}

/** Whether a place lies on the notes, not on the ruler or the keys. */
export function planeAt(
  viewport: Viewport,
  { x, y }: Point,
): "notes" | "ruler" | "piano-keys" | "corner" {
  if (y < viewport.ruler) return x < viewport.gutter ? "corner" : "ruler";
  return x < viewport.gutter ? "piano-keys" : "notes";
}

/** The same view in another size. */
export function resizedTo(
  viewport: Viewport,
  size: Pick<Viewport, "width" | "height" | "gutter" | "ruler" | "lane" | "ribbons">,
): Viewport {
  return settled({ ...viewport, ...size });
}

/** Moved by pixels: positive `dx` shows later music, positive `dy` shows lower pitches. */
export function scrolled(viewport: Viewport, dx: number, dy: number): Viewport {
  return settled({
    ...viewport,
    leftTick: viewport.leftTick + ticksOf(viewport, dx),
    topPitch: viewport.topPitch - dy / viewport.rowHeight,
  });
}

/** Larger or smaller in time; what lies under `x` stays there. */
export function zoomedInTime(viewport: Viewport, factor: number, x: Pixels): Viewport {
  const quarterWidth = limited(viewport.quarterWidth * factor, QUARTER_WIDTHS);
  const under = viewport.leftTick + ticksOf(viewport, x - viewport.gutter);
  const next = { ...viewport, quarterWidth };
  return settled({ ...next, leftTick: under - ticksOf(next, x - viewport.gutter) });
}

/** Larger or smaller in pitch; what lies under `y` stays there. */
export function zoomedInPitch(viewport: Viewport, factor: number, y: Pixels): Viewport {
  const rowHeight = limited(viewport.rowHeight * factor, ROW_HEIGHTS);
  const under = viewport.topPitch - (y - viewport.ruler) / viewport.rowHeight;
  return settled({ ...viewport, rowHeight, topPitch: under + (y - viewport.ruler) / rowHeight });
}

/** The view in which a stretch of time and the pitches between two are seen whole. */
export function fittedTo(
  viewport: Viewport,
  range: TickRange,
  lowest: number,
  highest: number,
): Viewport {
  const width = Math.max(40, viewport.width - viewport.gutter - 2 * LEAD);
  const height = Math.max(40, viewport.height - viewport.ruler);
  const quarters = Math.max(1, (range.end - range.start) / TICKS_PER_QUARTER);
  const rows = Math.max(14, highest - lowest + 5);
  const quarterWidth = limited(width / quarters, { least: QUARTER_WIDTHS.least, most: 96 });
  const rowHeight = limited(height / rows, { least: 6, most: 22 });
  const middle = (lowest + highest + 1) / 2;
  const next = { ...viewport, quarterWidth, rowHeight };
  return settled({
    ...next,
    leftTick: range.start - ticksOf(next, LEAD),
    topPitch: middle + height / rowHeight / 2,
  });
}

/** Moved no further than needed for a note's place to be seen. */
export function revealed(viewport: Viewport, at: number, pitchToSee: number): Viewport {
  const margin = 32;
  const x = xOf(viewport, at);
  const y = yOf(viewport, pitchToSee);
  const right = viewport.width - margin;
  const bottom = viewport.height - margin;
  const left = viewport.gutter + LEAD;
  const dx = x < left ? x - left : x > right ? x - right : 0;
  const top = viewport.ruler + viewport.rowHeight;
  const dy = y < top ? y - top : y > bottom ? y - bottom : 0;
  return dx === 0 && dy === 0 ? viewport : scrolled(viewport, dx, dy);
}

/** Moved so that a stretch of time is seen, its start first, and the pitches in it. */
export function revealedRange(viewport: Viewport, range: TickRange, pitchToSee: number): Viewport {
  const width = viewport.width - viewport.gutter - 2 * LEAD;
  const right = xOf(viewport, range.end) - (viewport.width - LEAD);
  const left = xOf(viewport, range.start) - (viewport.gutter + LEAD);
  if (left >= 0 && right <= 0) return revealed(viewport, range.start, pitchToSee);
  const isWide = widthOf(viewport, range.end - range.start) > width;
  const dx = left < 0 || isWide ? left : Math.min(left, right);
  return scrolled(viewport, dx, 0);
}

/** Moved along so that the pen keeps paper in front of it. */
export function trailing(viewport: Viewport, at: number): Viewport {
  const x = xOf(viewport, at);
  const right = viewport.gutter + (viewport.width - viewport.gutter) * 0.86;
  if (x > right) return scrolled(viewport, x - right, 0);
  return x < viewport.gutter ? scrolled(viewport, x - viewport.gutter - LEAD, 0) : viewport;
}

/** Turned like a page when the playhead leaves the window. */
export function following(viewport: Viewport, at: number): Viewport {
  const x = xOf(viewport, at);
  const right = viewport.width - Math.min(60, viewport.width / 8);
  if (x >= viewport.gutter && x <= right) return viewport;
  return scrolled(viewport, x - viewport.gutter - Math.min(60, viewport.width / 10), 0);
}

function settled(viewport: Viewport): Viewport {
  const rows = (viewport.height - viewport.ruler) / viewport.rowHeight;
  const least = -ticksOf(viewport, LEAD);
  return {
    ...viewport,
    leftTick: Math.max(least, viewport.leftTick),
    topPitch: rows >= 128 ? 128 : Math.min(128, Math.max(rows, viewport.topPitch)),
  };
}

function limited(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  return Math.min(most, Math.max(least, value));
}
