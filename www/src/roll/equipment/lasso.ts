// Selecting by a free shape drawn around notes, or through them.

import type { Note, Selection, TickRange } from "../../score/index.ts";
import { noteEnd, notesIn, selectionOf, tick } from "../../score/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview, DragResult } from "../drags/drag.ts";
import { NO_PREVIEW } from "../drags/drag.ts";
import { regionOf, touchable } from "../drags/select.ts";
import type { Viewport } from "../viewport.ts";
import { rowAt } from "../viewport.ts";

/** A corner of the shape: time, and a pitch that may lie between two. */
export interface Corner {
  readonly at: number;
  readonly row: number;
}

/** A lasso in progress, which knows its shape. */
export interface Lasso extends Drag {
  readonly path: readonly Corner[];
}

/** The middle of a note's row lies this far below its upper edge. */
const MIDDLE = 0.5;
/** Corners closer than this are one, in pixels. */
const LEAST_STEP = 3;

/** Begins a shape; `viewport` tells where the pointer is on the paper as it is then. */
export function lassoDrag(
  { content }: DragContext,
  from: DragPoint,
  viewport: () => Viewport,
): Lasso {
  const path: Corner[] = [cornerOf(from)];
  let last = from;
  let selection: Selection = content.selection;
  return {
    path,
    pointer: "crosshair",
    get preview(): DragPreview {
      return { ...NO_PREVIEW, selection };
    },
    move(point) {
      if (Math.hypot(point.x - last.x, point.y - last.y) < LEAST_STEP) return;
      last = point;
      path.push(cornerOf(point));
      selection = touchable(content, selectionOf(notesInside(content.draft.score, path)));
    },
    end(): DragResult {
      if (path.length < 3) return { kind: "select", selection: new Set(), range: null };
      const { start, end } = extent(path);
      return { kind: "select", selection, range: regionOf(content, start, end) };
    },
  };

  function cornerOf({ tick: at, y }: DragPoint): Corner {
    return { at, row: rowAt(viewport(), y) };
  }
}

/** The notes whose middle line lies in a closed shape or crosses its edge. */
export function notesInside(
  score: Parameters<typeof notesIn>[0],
  path: readonly Corner[],
): readonly Note[] {
  const crossings = new Map<number, readonly number[]>();
  return notesIn(score, extent(path)).filter((note) => {
    let row = crossings.get(note.pitch);
    if (row === undefined) {
      row = crossingsAt(path, note.pitch - MIDDLE);
      crossings.set(note.pitch, row);
    }
    const isCrossed = row.some((at) => at >= note.onset && at <= noteEnd(note));
    return isCrossed || row.filter((at) => at > note.onset).length % 2 === 1;
  });
}

/** Where the edges of a closed shape cross a height. */
function crossingsAt(path: readonly Corner[], row: number): readonly number[] {
  const found: number[] = [];
  let a = path.at(-1);
  for (const b of path) {
    if (a !== undefined && a.row > row !== b.row > row) {
      found.push(a.at + ((row - a.row) / (b.row - a.row)) * (b.at - a.at));
    }
    a = b;
  }
  return found;
}

function extent(path: readonly Corner[]): TickRange {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const { at } of path) {
    start = Math.min(start, at);
    end = Math.max(end, at);
  }
  return { start: tick(start), end: tick(end) };
}
