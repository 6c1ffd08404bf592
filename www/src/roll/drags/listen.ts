// The piano keys at the left: a press is heard, a drag is a glissando.

import { DEFAULT_VELOCITY } from "../../score/index.ts";
import type { Drag, DragContext, DragPoint } from "./drag.ts";
import { NO_PREVIEW } from "./drag.ts";

/** Plays the keys that the pointer passes. */
export function listenDrag({ content, hear }: DragContext, from: DragPoint): Drag {
  let last = from.pitch;
  hear(last, DEFAULT_VELOCITY, content.voice);
  return {
    pointer: "pointer",
    preview: NO_PREVIEW,
    move(point) {
      if (point.pitch === last) return;
      last = point.pitch;
      hear(last, DEFAULT_VELOCITY, content.voice);
    },
    end: () => ({ kind: "nothing" }),
  };
}
