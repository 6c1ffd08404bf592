// One frame of the roll: its content and the state of the view, as the painters read them.

import type { Pitch, Tick } from "../score/index.ts";
import type { Cursor, RollContent } from "./content.ts";
import type { Drag } from "./drags/drag.ts";
import type { Equipment } from "./equipment.ts";
import type { Viewport } from "./viewport.ts";

/** Everything a painter needs for one frame. */
export interface Scene extends RollContent {
  readonly viewport: Viewport;
  readonly drag: Drag | null;
  readonly equipment: Equipment | null;
  readonly cursor: Cursor;
  readonly isCursorShown: boolean;
  readonly playhead: Tick;
  readonly isPlaying: boolean;
  /** The note or row under the pointer. */
  readonly hoverPitch: Pitch | null;
  readonly soundingPitches: ReadonlySet<number>;
}
