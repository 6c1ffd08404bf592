// The names of sections over the ruler: a click marks the section with its notes, a drag marks a loop.

import { notesIn, selectionOf } from "../../score/index.ts";
import type { Drag, DragContext, DragPoint } from "../drags/drag.ts";
import { rulerDrag } from "../drags/loop.ts";
import { touchable } from "../drags/select.ts";

export function sectionDrag(context: DragContext, from: DragPoint): Drag {
  const ruler = rulerDrag(context, from);
  const { content } = context;
  const section = content.draft.sections.find(
    ({ start, end }) => from.tick >= start && from.tick < end,
  );
  return {
    pointer: "pointer",
    get preview() {
      return ruler.preview;
    },
    move: (point) => ruler.move(point),
    end() {
      const result = ruler.end();
      if (result.kind !== "seek" || section === undefined) return result;
      const { start, end } = section;
      const notes = notesIn(content.draft.score, section).filter(({ onset }) => onset >= start);
      const selection = touchable(content, selectionOf(notes));
      return { kind: "select", selection, range: { start, end } };
    },
  };
}
