// The silhouettes of notes, by which voices differ where their colours do not.

import type { Box } from "../note-box.ts";
import type { Brush } from "./layer.ts";

/** A voice's number, or a drum. */
export type Shape = number | "drum";

/**
 * Traces a note: soprano round, alto pointed, tenor square, bass notched at its start, the fifth
 * voice slanted, a drum a diamond.
 */
export function outline(brush: Brush, box: Box, shape: Shape, corner = 2.5): void {
  const { x, y, width, height } = box;
  const right = x + width;
  const bottom = y + height;
  const middle = y + height / 2;
  const depth = Math.min(height / 2, width / 2);
  const round = Math.max(0, Math.min(corner, height / 2, width / 2));
  brush.beginPath();
  if (shape === "drum") {
    brush.moveTo(x + width / 2, y);
    brush.lineTo(right, middle);
    brush.lineTo(x + width / 2, bottom);
    brush.lineTo(x, middle);
    brush.closePath();
    return;
  }
  brush.moveTo(right - round, y);
  brush.arcTo(right, y, right, y + round, round);
  brush.lineTo(right, bottom - round);
  brush.arcTo(right, bottom, right - round, bottom, round);
  switch (shape) {
    case 0:
      brush.lineTo(x + depth, bottom);
      brush.ellipse(x + depth, middle, depth, height / 2, 0, Math.PI / 2, (3 * Math.PI) / 2);
      break;
    case 1:
      brush.lineTo(x + depth, bottom);
      brush.lineTo(x, middle);
      brush.lineTo(x + depth, y);
      break;
    case 3:
      brush.lineTo(x, bottom);
      brush.lineTo(x + depth * 0.8, middle);
      brush.lineTo(x, y);
      break;
    case 4:
      brush.lineTo(x, bottom);
      brush.lineTo(x + depth, y);
      break;
    default:
      brush.lineTo(x, bottom);
      brush.lineTo(x, y);
  }
  brush.closePath();
}
