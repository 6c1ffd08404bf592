// The roll by keyboard alone: which key does what, and where the cursor goes.

import type { Edge, Note, Tick } from "../score/index.ts";
import { barAt, gridAfter, gridBefore, notesIn, pitch, tick } from "../score/index.ts";
import type { Cursor, RollContent } from "./content.ts";

/** What a key asks the roll to do. */
export type RollCommand =
  | { readonly kind: "step"; readonly ticks: number; readonly semitones: number }
  | { readonly kind: "stretch"; readonly ticks: number; readonly edge: Edge }
  | { readonly kind: "enter" }
  | { readonly kind: "delete" }
  | { readonly kind: "escape" }
  | { readonly kind: "go"; readonly to: "start" | "end" | "next-note" | "previous-note" };

/** The command of a key press, or null when the key is not the roll's. */
export function commandOf(
  event: KeyboardEvent,
  content: RollContent,
  cursor: Cursor,
): RollCommand | null {
  if (event.ctrlKey || event.metaKey) return null;
  const { score } = content.draft;
  const bar = barAt(score, cursor.tick);
  const across = event.shiftKey ? bar.end - bar.start : content.grid;
  const up = event.shiftKey ? 12 : 1;
  switch (event.key) {
    case "ArrowLeft":
      return event.altKey ? stretch(-content.grid, event) : step(-across, 0);
    case "ArrowRight":
      return event.altKey ? stretch(content.grid, event) : step(across, 0);
    case "ArrowUp":
      return step(0, up);
    case "ArrowDown":
      return step(0, -up);
    case "Enter":
      return { kind: "enter" };
    case "Delete":
    case "Backspace":
      return { kind: "delete" };
    case "Escape":
      return { kind: "escape" };
    case "Home":
      return { kind: "go", to: "start" };
    case "End":
      return { kind: "go", to: "end" };
    case "PageDown":
      return { kind: "go", to: "next-note" };
    case "PageUp":
      return { kind: "go", to: "previous-note" };
    default:
      return null;
  }
}

/** The cursor after a step; whole grid steps land on grid lines. */
export function stepped(
  content: RollContent,
  cursor: Cursor,
  ticks: number,
  semitones: number,
): Cursor {
  return {
    tick: nudged(content, cursor.tick, ticks),
    pitch: pitch(cursor.pitch + semitones),
  };
}

/** A place moved in time; one step of the grid leads to its next line. */
export function nudged({ draft: { score }, grid, swing }: RollContent, at: Tick, by: number): Tick {
  if (by === grid) return gridAfter(score, at, grid, swing);
  if (by === -grid) return gridBefore(score, tick(at - 1), grid, swing);
  return tick(at + by);
}

/** The note under the cursor; the current voice's first. */
export function noteAt(content: RollContent, cursor: Cursor): Note | null {
  const under = notesIn(content.draft.score, {
    start: cursor.tick,
    end: tick(cursor.tick + 1),
  }).filter((note) => note.pitch === cursor.pitch);
  const mine = under.find((note) => note.voice === content.voice);
  return mine ?? (content.isFocused ? null : (under[0] ?? null));
}

/** The cursor on the next or previous note of the current voice, or null where there is none. */
export function neighbour(content: RollContent, cursor: Cursor, direction: 1 | -1): Cursor | null {
  const line = content.draft.score.notes.filter((note) => note.voice === content.voice);
  const found =
    direction === 1
      ? line.find((note) => note.onset > cursor.tick)
      : line.findLast((note) => note.onset < cursor.tick);
  return found === undefined ? null : { tick: found.onset, pitch: found.pitch };
}

/** With Shift it is the start that goes. */
function stretch(ticks: number, { shiftKey }: KeyboardEvent): RollCommand {
  return { kind: "stretch", ticks, edge: shiftKey ? "start" : "end" };
}

function step(ticks: number, semitones: number): RollCommand {
  return { kind: "step", ticks, semitones };
}
