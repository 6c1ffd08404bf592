// Pulling one end of a loop.

import type { TickRange } from "../../score/index.ts";
import { gridNear } from "../../score/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview } from "../drags/drag.ts";
import { NO_PREVIEW } from "../drags/drag.ts";

/** Pulls one end of the loop that is there. */
export function loopEndDrag(
  { content }: DragContext,
  held: TickRange,
  edge: "start" | "end",
): Drag {
  let loop = held;
  return {
    pointer: "ew-resize",
    get preview(): DragPreview {
      return { ...NO_PREVIEW, loop };
    },
    move(point: DragPoint) {
      const at = gridNear(content.draft.score, point.tick, content.grid);
      if (edge === "start" && at < held.end) loop = { start: at, end: held.end };
      if (edge === "end" && at > held.start) loop = { start: held.start, end: at };
    },
    end: () => ({ kind: "loop", loop }),
  };
}
