// Selecting by a rectangle drawn around notes.

import type { Selection } from "../../score/index.ts";
import { EMPTY_SELECTION, gridNear, pitch, selectionIn, tick, united } from "../../score/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview, DragResult } from "./drag.ts";
import { NO_PREVIEW } from "./drag.ts";

/** Begins a rectangle; what it touches joins `kept`. */
export function selectDrag({ content }: DragContext, from: DragPoint, kept: Selection): Drag {
  let to = from;
  let selection = kept;
  let hasMoved = false;
  return {
    pointer: "crosshair",
    get preview(): DragPreview {
      const marquee = {
        start: from.x < to.x ? from.x : to.x,
        end: from.x < to.x ? to.x : from.x,
        top: from.y < to.y ? from.y : to.y,
        bottom: from.y < to.y ? to.y : from.y,
      };
      return { ...NO_PREVIEW, marquee, selection };
    },
    move(point) {
      to = point;
      hasMoved ||= Math.abs(to.x - from.x) + Math.abs(to.y - from.y) > 4;
      const inside = selectionIn(
        content.draft.score,
        {
          start: tick(Math.min(from.tick, to.tick)),
          end: tick(Math.max(from.tick, to.tick) + 1),
        },
        pitch(Math.min(from.pitch, to.pitch)),
        pitch(Math.max(from.pitch, to.pitch)),
      );
      selection = united(kept, inside);
    },
    end(): DragResult {
      if (!hasMoved) return { kind: "select", selection: kept, range: null };
      const { score } = content.draft;
      const start = gridNear(score, tick(Math.min(from.tick, to.tick)), content.grid);
      const end = gridNear(score, tick(Math.max(from.tick, to.tick)), content.grid);
      const range = end > start ? { start, end } : null;
      return { kind: "select", selection, range };
    },
  };
}

/** What a click on empty paper leaves selected. */
export const NOTHING_KEPT: Selection = EMPTY_SELECTION;
