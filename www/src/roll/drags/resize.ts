// Pulling one end of a note, and of everything selected with it.

import type { Edge, Note, Selection } from "../../score/index.ts";
import { gridNear, noteEnd, notesWith, pulled, resized, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview } from "./drag.ts";
import { changesOf, NO_PREVIEW } from "./drag.ts";

/** A note pulled below the grid's length keeps this part of it. */
const SHORTEST_PART = 1;

/** Takes hold of the start or the end of a note. */
export function resizeDrag(
  { content, hear }: DragContext,
  from: DragPoint,
  held: Note,
  edge: Edge,
  selection: Selection,
): Drag {
  const { draft, grid, swing } = content;
  const place = edge === "start" ? held.onset : noteEnd(held);
  const before = notesWith(draft.score, selection);
  let ticks = 0;
  let after: readonly Note[] = [];
  let preview: DragPreview = NO_PREVIEW;
  hear(held.pitch, held.velocity, held.voice);
  return {
    pointer: "ew-resize",
    get preview(): DragPreview {
      return preview;
    },
    move(point) {
      const wanted = tick(place + point.tick - from.tick);
      const isStill = Math.abs(wanted - place) < grid / 4;
      const next = point.isFree
        ? wanted
        : isStill
          ? place
          : gridNear(draft.score, wanted, grid, swing);
      if (next - place === ticks) return;
      ticks = next - place;
      const least = shortest(point);
      after = before.map((note) => pulled(note, edge, ticks, least));
      preview = { ...NO_PREVIEW, changed: changesOf(selection, after) };
    },
    end() {
      const isSame = before.every((note, index) => {
        const now = after[index] ?? note;
        return now.onset === note.onset && now.duration === note.duration;
      });
      if (isSame) return { kind: "nothing" };
      const least = shortestOf(after, grid);
      const name = t("Resize {count} notes", { count: before.length }, "Resize note");
      return {
        kind: "edit",
        edit: { name, draft: resized(draft, selection, edge, ticks, least) },
        selection,
      };
    },
  };

  function shortest(point: DragPoint): number {
    return point.isFree ? SHORTEST_PART : grid;
  }
}

/** The length of the shortest note, or `most` where all are longer. */
function shortestOf(notes: readonly Note[], most: number): number {
  let least = most;
  for (const note of notes) least = Math.min(least, note.duration);
  return least;
}
