// Notes as full as they were likely: what was certain is all colour, what was bold an outline.

import type { HeatLook } from "../equipment.ts";
import type { Box } from "../note-box.ts";
import type { Brush } from "../painter/layer.ts";
import { outline } from "../painter/outline.ts";
import type { Palette } from "../painter/palette.ts";

export function paintHeat(
  brush: Brush,
  palette: Palette,
  box: Box,
  { shape, ink, heat }: HeatLook,
): void {
  const level = box.height * Math.max(0, Math.min(1, heat ?? 0));
  outline(brush, box, shape);
  brush.fillStyle = palette.paper;
  brush.fill();
  brush.save();
  brush.clip();
  brush.fillStyle = ink.fill;
  brush.fillRect(box.x, box.y + box.height - level, box.width, level);
  brush.restore();
  const { x, y, width, height } = box;
  outline(brush, { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 }, shape);
  brush.lineWidth = 1.25;
  brush.strokeStyle = ink.deep;
  brush.stroke();
}
