// Selecting by a rectangle drawn around notes.

import type { Note, Selection, Tick, TickRange } from "../../score/index.ts";
import {
  gridNear,
  notesWith,
  pitch,
  selectionIn,
  selectionOf,
  tick,
  united,
} from "../../score/index.ts";
import type { RollContent } from "../content.ts";
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
      const { score } = content.draft;
      const drawn = {
        start: tick(Math.min(from.tick, to.tick)),
        end: tick(Math.max(from.tick, to.tick) + 1),
      };
      const [lowest, highest] = [Math.min(from.pitch, to.pitch), Math.max(from.pitch, to.pitch)];
      const inside = selectionIn(score, drawn, pitch(lowest), pitch(highest));
      const region = regionOf(content, from.tick, to.tick);
      const meant = notesWith(score, inside).filter((note) => !isGrazed(note, drawn, region));
      selection = united(kept, touchable(content, selectionOf(meant)));
    },
    end(): DragResult {
      if (!hasMoved) return { kind: "select", selection: kept, range: null };
      return { kind: "select", selection, range: regionOf(content, from.tick, to.tick) };
    },
  };
}

/** Whether a note reaches into what was drawn, but not into the grid steps that it stands for. */
function isGrazed({ onset, duration }: Note, drawn: TickRange, region: TickRange | null): boolean {
  if (region === null) return false;
  const end = onset + duration;
  const isBeside = end <= region.start || onset >= region.end;
  return isBeside && (onset < drawn.start || end > drawn.end);
}

/** What of a selection may be touched. */
export function touchable(
  { isFocused, draft, voice }: RollContent,
  selection: Selection,
): Selection {
  if (!isFocused) return selection;
  return selectionOf(notesWith(draft.score, selection).filter((note) => note.voice === voice));
}

/** The stretch of grid steps between two places; null where it is empty. */
export function regionOf({ draft, grid, swing }: RollContent, a: Tick, b: Tick): TickRange | null {
  const [first, last] = a < b ? [a, b] : [b, a];
  const start = gridNear(draft.score, first, grid, swing);
  const end = gridNear(draft.score, last, grid, swing);
  return end > start ? { start, end } : null;
}
