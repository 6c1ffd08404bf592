// What a pointer act in progress is: a preview while it lasts, and one result when it ends.

import type {
  Edit,
  NewNote,
  Note,
  NoteId,
  Pitch,
  Selection,
  Tick,
  TickRange,
  Velocity,
  Voice,
} from "../../score/index.ts";
import type { RollContent } from "../content.ts";
import type { Pixels } from "../viewport.ts";

/** Where the pointer is, in all the units that drags ask for. */
export interface DragPoint {
  readonly x: Pixels;
  readonly y: Pixels;
  readonly tick: Tick;
  readonly pitch: Pitch;
  /** Alt is held: no snapping. */
  readonly isFree: boolean;
}

/** What a drag may use. */
export interface DragContext {
  readonly content: RollContent;
  readonly hear: (pitch: Pitch, velocity: Velocity, voice: Voice) => void;
}

/** Notes as they would become, by their ids: a map, or the notes of a selection. */
export interface Changes {
  readonly size: number;
  has(id: NoteId): boolean;
  get(id: NoteId): Note | undefined;
  values(): Iterable<Note>;
}

/** All notes of a selection, changed; no map is made for them, which would take longer than to paint them. */
export function changesOf(selection: Selection, notes: readonly Note[]): Changes {
  return {
    size: notes.length,
    has: (id) => selection.has(id),
    get: (id) => notes.find((note) => note.id === id),
    values: () => notes,
  };
}

/** What the painters show in place of the score while a drag lasts. */
export interface DragPreview {
  /** Notes as they would become. */
  readonly changed: Changes;
  /** Notes that do not exist yet. */
  readonly fresh: readonly NewNote[];
  readonly marquee: Marquee | null;
  readonly loop: TickRange | null;
  readonly selection: Selection | null;
}

/** The rectangle of a selection in progress. */
export interface Marquee {
  readonly start: Pixels;
  readonly end: Pixels;
  readonly top: Pixels;
  readonly bottom: Pixels;
}

/** What a drag has done in the end. */
export type DragResult =
  | { readonly kind: "nothing" }
  | { readonly kind: "edit"; readonly edit: Edit; readonly selection: Selection }
  | { readonly kind: "select"; readonly selection: Selection; readonly range: TickRange | null }
  | { readonly kind: "loop"; readonly loop: TickRange | null }
  | { readonly kind: "seek"; readonly tick: Tick };

/** A pointer act in progress. The score does not change before `end`. */
export interface Drag {
  /** The same object as long as it shows the same. */
  readonly preview: DragPreview;
  /** The cursor's name in CSS. */
  readonly pointer: string;
  move(point: DragPoint): void;
  end(): DragResult;
}

export const NO_PREVIEW: DragPreview = {
  changed: new Map(),
  fresh: [],
  marquee: null,
  loop: null,
  selection: null,
};
