// Pulling the paper itself: the viewport follows the pointer.

import type { Drag, DragPoint } from "../drags/drag.ts";
import { NO_PREVIEW } from "../drags/drag.ts";
import type { Viewport } from "../viewport.ts";
import { scrolled } from "../viewport.ts";

/** Moves the view so that the paper stays under the pointer. */
export function panDrag(
  viewport: Viewport,
  from: DragPoint,
  show: (viewport: Viewport) => void,
): Drag {
  return {
    pointer: "grabbing",
    preview: NO_PREVIEW,
    move(point) {
      show(scrolled(viewport, from.x - point.x, from.y - point.y));
    },
    end: () => ({ kind: "nothing" }),
  };
}
