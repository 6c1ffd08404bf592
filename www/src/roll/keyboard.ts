// The roll by keyboard alone: which key does what, and where the cursor goes.

import type { Note } from "../score/index.ts";
import { barAt, gridBefore, notesIn, pitch, tick } from "../score/index.ts";
import type { Cursor, RollContent } from "./content.ts";

/** What a key asks the roll to do. */
export type RollCommand =
  | { readonly kind: "step"; readonly ticks: number; readonly semitones: number }
  | { readonly kind: "stretch"; readonly ticks: number }
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
      return event.altKey ? { kind: "stretch", ticks: -content.grid } : step(-across, 0);
    case "ArrowRight":
      return event.altKey ? { kind: "stretch", ticks: content.grid } : step(across, 0);
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
  const { score } = content.draft;
  const moved = tick(cursor.tick + ticks);
  return {
    tick: Math.abs(ticks) === content.grid ? gridBefore(score, moved, content.grid) : moved,
    pitch: pitch(cursor.pitch + semitones),
  };
}

/** The note under the cursor; the current voice's first. */
export function noteAt(content: RollContent, cursor: Cursor): Note | null {
  const under = notesIn(content.draft.score, {
    start: cursor.tick,
    end: tick(cursor.tick + 1),
  }).filter((note) => note.pitch === cursor.pitch);
  return under.find((note) => note.voice === content.voice) ?? under[0] ?? null;
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

function step(ticks: number, semitones: number): RollCommand {
  return { kind: "step", ticks, semitones };
}
