// What lies over the notes and moves: playhead, pen, marquee, loop wash, keyboard cursor.

import type { Scene } from "../scene.ts";
import { laneTop, widthOf, xOf, yOf } from "../viewport.ts";
import type { Brush } from "./layer.ts";
import type { Palette } from "./palette.ts";
import { voiceInk } from "./palette.ts";

export function paintOverlay(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport } = scene;
  brush.save();
  brush.beginPath();
  brush.rect(viewport.gutter, 0, viewport.width, viewport.height);
  brush.clip();
  paintRanges(brush, scene, palette);
  paintMarquee(brush, scene, palette);
  paintCursor(brush, scene, palette);
  paintPen(brush, scene, palette);
  paintPlayhead(brush, scene, palette);
  brush.restore();
}

function paintRanges(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport } = scene;
  const loop = scene.drag?.preview.loop ?? scene.loop;
  for (const range of [loop, scene.region]) {
    if (range === null) continue;
    const start = xOf(viewport, range.start);
    const end = xOf(viewport, range.end);
    brush.fillStyle = palette.accentWash;
    brush.globalAlpha = 0.6;
    brush.fillRect(start, viewport.ruler, end - start, viewport.height);
    brush.globalAlpha = 1;
    if (range === loop) continue;
    brush.fillStyle = palette.select;
    brush.fillRect(start, viewport.ruler, 1, viewport.height);
    brush.fillRect(end - 1, viewport.ruler, 1, viewport.height);
  }
}

function paintMarquee(brush: Brush, { drag }: Scene, palette: Palette): void {
  const marquee = drag?.preview.marquee ?? null;
  if (marquee === null) return;
  const { start, end, top, bottom } = marquee;
  brush.fillStyle = palette.accentWash;
  brush.fillRect(start, top, end - start, bottom - top);
  brush.strokeStyle = palette.select;
  brush.lineWidth = 1;
  brush.setLineDash([4, 3]);
  brush.strokeRect(start + 0.5, top + 0.5, end - start, bottom - top);
  brush.setLineDash([]);
}

function paintCursor(brush: Brush, scene: Scene, palette: Palette): void {
  if (!scene.isCursorShown) return;
  const { viewport, cursor, grid, voice } = scene;
  const x = xOf(viewport, cursor.tick);
  const y = yOf(viewport, cursor.pitch);
  const width = Math.max(8, widthOf(viewport, grid));
  brush.lineWidth = 3;
  brush.strokeStyle = palette.paper;
  brush.strokeRect(x, y, width, viewport.rowHeight);
  brush.lineWidth = 1.5;
  brush.strokeStyle = voiceInk(palette, voice).deep;
  brush.strokeRect(x, y, width, viewport.rowHeight);
}

/** A line with a nib: where the answer is being written. */
function paintPen(brush: Brush, { viewport, answer }: Scene, palette: Palette): void {
  if (answer === null || answer.pen === null) return;
  const x = Math.round(xOf(viewport, answer.pen));
  const top = laneTop(viewport);
  brush.fillStyle = palette.accent;
  brush.fillRect(x - 1, top, 2, viewport.height);
  paintWake(brush, palette, x, viewport);
  brush.fillStyle = palette.accent;
  brush.beginPath();
  brush.moveTo(x, top + 6);
  brush.lineTo(x + 6, top - 8);
  brush.lineTo(x, top - 13);
  brush.lineTo(x - 6, top - 8);
  brush.closePath();
  brush.fill();
  brush.strokeStyle = palette.paper;
  brush.lineWidth = 1;
  brush.beginPath();
  brush.moveTo(x, top + 4);
  brush.lineTo(x, top - 6);
  brush.stroke();
}

/** Fresh ink behind the pen. Stripes, because a gradient to "transparent" goes by way of grey. */
function paintWake(brush: Brush, palette: Palette, x: number, viewport: Scene["viewport"]): void {
  const stripes = 15;
  brush.fillStyle = palette.accentWash;
  for (let i = 0; i < stripes; i++) {
    brush.globalAlpha = 1 - i / stripes;
    brush.fillRect(x - 4 * (i + 1), viewport.ruler, 4, viewport.height);
  }
  brush.globalAlpha = 1;
}

function paintPlayhead(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, playhead, isPlaying } = scene;
  const x = xOf(viewport, playhead);
  const top = laneTop(viewport);
  brush.fillStyle = palette.ink;
  brush.globalAlpha = isPlaying ? 1 : 0.65;
  brush.fillRect(x - 0.75, top - 1, 1.5, viewport.height);
  brush.beginPath();
  brush.moveTo(x - 6, top - 11);
  brush.lineTo(x + 6, top - 11);
  brush.lineTo(x + 6, top - 6);
  brush.lineTo(x, top);
  brush.lineTo(x - 6, top - 6);
  brush.closePath();
  brush.fill();
  brush.globalAlpha = 1;
}
