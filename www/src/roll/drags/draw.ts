// Drawing a note: a click makes one of the grid's length, a drag sets its length and pitch.

import type { NewNote } from "../../score/index.ts";
import {
  added,
  DEFAULT_VELOCITY,
  duration,
  gridBefore,
  gridNear,
  selectionOf,
  tick,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview } from "./drag.ts";
import { NO_PREVIEW } from "./drag.ts";

/** Begins a new note of the current voice where the pointer went down. */
export function drawDrag({ content, hear }: DragContext, from: DragPoint): Drag {
  const { draft, grid, voice } = content;
  const onset = from.isFree ? from.tick : gridBefore(draft.score, from.tick, grid);
  let note: NewNote = {
    voice,
    pitch: from.pitch,
    onset,
    duration: duration(grid),
    velocity: DEFAULT_VELOCITY,
  };
  hear(note.pitch, note.velocity, voice);
  return {
    pointer: "crosshair",
    get preview(): DragPreview {
      return { ...NO_PREVIEW, fresh: [note] };
    },
    move(point) {
      // The end lies on the grid line after the pointer, so that the note covers where one points.
      const end = point.isFree
        ? point.tick
        : gridNear(draft.score, tick(point.tick + grid / 2 - 1), grid);
      if (point.pitch !== note.pitch) hear(point.pitch, note.velocity, voice);
      note = { ...note, pitch: point.pitch, duration: duration(Math.max(grid, end - onset)) };
    },
    end() {
      const { draft: next, ids } = added(draft, [note]);
      const selection = selectionOf(ids.map((id) => ({ id })));
      return { kind: "edit", edit: { name: t("Draw note"), draft: next }, selection };
    },
  };
}
