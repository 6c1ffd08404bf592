// The ruler: a click sets the playhead, a drag the loop.

import type { Tick, TickRange } from "../../score/index.ts";
import { barAt, gridBefore, tick } from "../../score/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview, DragResult } from "./drag.ts";
import { NO_PREVIEW } from "./drag.ts";

/** Fewer pixels than this are a click. */
const CLICK_SLACK = 5;

/** Begins a click or a new loop on the ruler. */
export function rulerDrag({ content }: DragContext, from: DragPoint): Drag {
  const { score } = content.draft;
  let loop: TickRange | null = null;
  return {
    pointer: "text",
    get preview(): DragPreview {
      return { ...NO_PREVIEW, loop };
    },
    move(point) {
      if (loop === null && Math.abs(point.x - from.x) < CLICK_SLACK) return;
      loop = between(from.tick, point.tick, point.isFree);
    },
    end(): DragResult {
      if (loop !== null) return { kind: "loop", loop };
      const at = from.isFree ? from.tick : gridBefore(score, from.tick, content.grid);
      return { kind: "seek", tick: at };
    },
  };

  /** Whole bars, or beats of the grid with Alt. */
  function between(a: Tick, b: Tick, isFine: boolean): TickRange {
    const [first, last] = a < b ? [a, b] : [b, a];
    if (!isFine) return { start: barAt(score, first).start, end: barAt(score, last).end };
    const start = gridBefore(score, first, content.grid);
    return { start, end: gridBefore(score, tick(last + content.grid), content.grid) };
  }
}
