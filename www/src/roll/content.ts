// What the roll shows, as one value that the element hands down.

import type {
  Draft,
  Duration,
  KeySignature,
  Note,
  NoteId,
  Part,
  Pitch,
  Selection,
  Tick,
  TickRange,
  Voice,
} from "../score/index.ts";

/** What a click on empty paper does. */
export type Tool = "draw" | "select";

/** What the element wants to be seen. */
export interface RollContent {
  readonly draft: Draft;
  readonly selection: Selection;
  /** The voice that new notes get. */
  readonly voice: Voice;
  readonly grid: Duration;
  readonly tool: Tool;
  /** The key whose tones are lit; null for none. */
  readonly key: KeySignature | null;
  readonly loop: TickRange | null;
  readonly isLooping: boolean;
  /** The stretch of time that was marked for Fill. */
  readonly region: TickRange | null;
  readonly isReadonly: boolean;
  /** Whether notes are filled as far as they were likely. */
  readonly isHeatShown: boolean;
  /** Where an answer stands that is being written, or tried out; null when none is. */
  readonly answer: Answer | null;
}

/** An answer in progress, or one that is only tried out. */
export interface Answer {
  readonly notes: readonly Note[];
  /** Where the pen stands; null where nothing is being written. */
  readonly pen: Tick | null;
  /** Notes that the answer replaces; drawn faded until it ends. */
  readonly replaced: ReadonlySet<NoteId>;
  /** What plays it: the answer may bring instruments that the piece does not have yet. */
  readonly parts: readonly Part[];
}

/** The place of the keyboard cursor. */
export interface Cursor {
  readonly tick: Tick;
  readonly pitch: Pitch;
}
