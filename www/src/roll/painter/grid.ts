// The paper: rows of pitches, lines of bars, beats and divisions, the end of the piece.

import { barsIn, beatTicks, gridAfter, isBlackKey, isScaleTone } from "../../score/index.ts";
import type { Scene } from "../scene.ts";
import { visiblePitches, visibleRange, widthOf, xOf, yOf } from "../viewport.ts";
import { paperEnd } from "./ground.ts";
import type { Brush } from "./layer.ts";
import type { Palette } from "./palette.ts";

/** Lines closer than this are left out. */
const LEAST_GAP = 9;
/** Bar lines, which are dark, need more room. */
const LEAST_BAR = 18;

export function paintGrid(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport } = scene;
  brush.fillStyle = palette.paper;
  brush.fillRect(0, 0, viewport.width, viewport.height);
  paintRows(brush, scene, palette);
  paintLines(brush, scene, palette);
  paintEnd(brush, scene, palette);
}

function paintRows(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, key } = scene;
  const { lowest, highest } = visiblePitches(viewport);
  for (let pitch: number = lowest; pitch <= highest; pitch++) {
    // Whole pixels are crisp, and quicker to fill.
    const y = Math.round(yOf(viewport, pitch));
    const below = Math.round(yOf(viewport, pitch - 1));
    if (isBlackKey(pitch)) {
      brush.fillStyle = palette.blackRow;
      brush.fillRect(viewport.gutter, y, viewport.width, below - y);
    }
    if (key !== null && isScaleTone(key, pitch)) {
      brush.fillStyle = palette.scaleRow;
      brush.fillRect(viewport.gutter, y, viewport.width, below - y);
    }
    // A hairline under every C and F, where two white keys meet: one reads octaves by them.
    if (pitch % 12 === 0 || pitch % 12 === 5) {
      brush.fillStyle = pitch % 12 === 0 ? palette.beat : palette.division;
      brush.fillRect(viewport.gutter, below - 1, viewport.width, 1);
    }
  }
}

function paintLines(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft, grid, swing } = scene;
  for (const bar of barsIn(draft.score, visibleRange(viewport))) {
    const beat = beatTicks(bar.signature);
    const barWidth = widthOf(viewport, bar.end - bar.start);
    if (widthOf(viewport, grid) >= LEAST_GAP && grid < beat) {
      let at = gridAfter(draft.score, bar.start, grid, swing);
      for (; at < bar.end; at = gridAfter(draft.score, at, grid, swing)) {
        if ((at - bar.start) % beat !== 0) line(brush, scene, at, palette.division);
      }
    }
    if (widthOf(viewport, beat) >= LEAST_GAP) {
      for (let at = bar.start + beat; at < bar.end; at += beat)
        line(brush, scene, at, palette.beat);
    }
    if (bar.index % everyNth(barWidth, LEAST_BAR) === 0) {
      line(brush, scene, bar.start, palette.bar);
    }
  }
}

/** Thins bar lines when the whole piece is seen at once. */
export function everyNth(barWidth: number, least: number): number {
  let n = 1;
  while (barWidth * n < least) n *= 2;
  return n;
}

function paintEnd(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, answer } = scene;
  const end = paperEnd(scene);
  if (end === 0) return;
  const x = Math.round(xOf(viewport, end));
  if (x > viewport.width) return;
  const from = Math.max(viewport.gutter, x);
  brush.fillStyle = palette.beyond;
  brush.fillRect(from, viewport.ruler, viewport.width - from, viewport.height);
  if (answer !== null) return;
  // The final bar line of printed music: thin, then thick.
  brush.fillStyle = palette.bar;
  brush.fillRect(x - 4, viewport.ruler, 1, viewport.height);
  brush.fillRect(x - 1, viewport.ruler, 2, viewport.height);
}

function line(brush: Brush, { viewport }: Scene, at: number, colour: string): void {
  const x = Math.round(xOf(viewport, at));
  if (x < viewport.gutter || x > viewport.width) return;
  brush.fillStyle = colour;
  brush.fillRect(x, viewport.ruler, 1, viewport.height - viewport.ruler);
}
