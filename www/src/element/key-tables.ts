// What the sheet of keys shows beside the actions, and how a key is printed.

import { t } from "../words/index.ts";
import type { KeyStroke } from "./actions.ts";

/** What the bar of takes answers to beside its actions; shown on the sheet, handled elsewhere. */
export const TAKE_KEYS: readonly (readonly [keys: string, label: string])[] = [
  ["← →", "Previous or next take, where the focus is on one"],
  ["Esc", "Take the whole answer back"],
];

/** What the roll itself answers to; shown on the sheet, handled in the roll's room. */
export const ROLL_KEYS: readonly (readonly [keys: string, label: string])[] = [
  ["← → ↑ ↓", "Move the cursor, or the selected notes"],
  ["Shift + arrows", "By an octave or a bar"],
  ["Alt + ← →", "Shorten or lengthen selected notes, or the one just written"],
  ["Alt + Shift + ← →", "Let them begin earlier or later"],
  ["Enter", "Write a note at the cursor, or select the one there"],
  ["Del", "Delete the selected notes, or the one at the cursor"],
  ["Page Up, Page Down", "Previous or next note of the voice"],
  ["Home, End", "Start or end of the piece"],
  ["Esc", "Let go; clear the selection"],
];

/** What the keys row answers to while typing plays; shown on the sheet, handled in `keys/typing.ts`. */
export const TYPING_KEYS: readonly (readonly [keys: string, label: string])[] = [
  ["{white} ..., {black} ...", "White keys and black keys"],
  ["{lower}, {higher}", "An octave down or up"],
  ["Shift + letter", "The command of that letter"],
];

/** What pointers do; shown on the sheet. */
export const POINTER_ACTS: readonly (readonly [act: string, label: string])[] = [
  ["Click, drag", "Draw a note; drag sets its length"],
  ["Drag a note, or its end", "Move it, or change its length"],
  ["Double click, right click", "Delete a note"],
  ["Shift + drag on paper", "Select by a rectangle; F then fills it"],
  ["Alt + drag on paper", "Select by a free shape"],
  ["Alt + drag a note", "Copy it"],
  ["Alt while dragging", "Do not snap to the grid"],
  ["Bar numbers: click, drag", "Set the playhead, mark a loop"],
  ["Name of a section: click", "Mark it, with its notes"],
  ["Wheel; with Shift", "Scroll pitches; time"],
  ["Wheel with Ctrl; with Alt", "Zoom time; pitches"],
  ["Loudness: drag; with Shift", "Pull a note, paint over several; draw a ramp"],
  ["Overview: drag; its sides", "Go elsewhere; see more or less"],
  ["Touch: hold; two fingers", "Select; scroll and zoom"],
];

/** What is printed on keys that are called otherwise. */
export const PRINTED: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Backspace: "Backspace",
  Delete: "Del",
  Home: "Home",
};

/** "Ctrl + Z": a key as it is printed. */
export function keyLabel({ key: name, hasMod, hasShift }: KeyStroke, isMac: boolean): string {
  const parts: string[] = [];
  if (hasMod === true) parts.push(isMac ? "⌘" : t("Ctrl"));
  if (hasShift === true) parts.push(t("Shift"));
  parts.push(t(PRINTED[name] ?? (name.length === 1 ? name.toUpperCase() : name)));
  return parts.join(" + ");
}

/** Whether Command stands for Ctrl. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
