// Moving notes in time and pitch, or a copy of them when the drag began with Alt.

import type { Note, Selection, Shift } from "../../score/index.ts";
import {
  added,
  gridNear,
  limitsOf,
  moved,
  notesWith,
  selectionOf,
  shifted,
  tick,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Drag, DragContext, DragPoint, DragPreview } from "./drag.ts";
import { changesOf, NO_PREVIEW } from "./drag.ts";

/** Takes hold of a note and moves everything selected with it. */
export function moveDrag(
  { content, hear }: DragContext,
  from: DragPoint,
  held: Note,
  selection: Selection,
): Drag {
  const { draft, grid, swing } = content;
  const isCopy = from.isFree;
  const notes = notesWith(draft.score, selection);
  const place = notes.findIndex(({ id }) => id === held.id);
  const limited = limitsOf(draft.score, notes);
  let shift: Shift = { ticks: 0, semitones: 0 };
  let after: readonly Note[] = [];
  let preview: DragPreview = NO_PREVIEW;
  let heard = held.pitch;
  hear(held.pitch, held.velocity, held.voice);
  return {
    pointer: isCopy ? "copy" : "grabbing",
    get preview(): DragPreview {
      return preview;
    },
    move(point) {
      const wanted = tick(held.onset + point.tick - from.tick);
      const isFree = point.isFree && !isCopy;
      const onset = isFree ? wanted : snapped(held, wanted);
      const next = limited({
        ticks: onset - held.onset,
        semitones: point.pitch - from.pitch,
      });
      if (next.ticks === shift.ticks && next.semitones === shift.semitones) return;
      shift = next;
      after = shifted(draft.score, notes, shift);
      preview = isCopy
        ? { ...NO_PREVIEW, fresh: after }
        : { ...NO_PREVIEW, changed: changesOf(selection, after) };
      const { pitch } = after[place] ?? held;
      if (pitch === heard) return;
      heard = pitch;
      hear(pitch, held.velocity, held.voice);
    },
    end() {
      if (shift.ticks === 0 && shift.semitones === 0) return { kind: "nothing" };
      const count = notes.length;
      if (isCopy) {
        const copy = added(draft, after);
        const copies = selectionOf(copy.ids.map((id) => ({ id })));
        return {
          kind: "edit",
          edit: { name: t("Copy {count} notes", { count }, "Copy note"), draft: copy.draft },
          selection: copies,
        };
      }
      const edit = {
        name: t("Move {count} notes", { count }, "Move note"),
        draft: moved(draft, selection, shift),
      };
      return { kind: "edit", edit, selection };
    },
  };

  /** The nearest place on the grid, or exactly where the note was when it is hardly moved. */
  function snapped(note: Note, wanted: Note["onset"]): Note["onset"] {
    if (Math.abs(wanted - note.onset) < grid / 2) return note.onset;
    return gridNear(draft.score, wanted, grid, swing);
  }
}
