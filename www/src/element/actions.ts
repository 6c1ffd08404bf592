// Everything that a button or a key can ask for, in one table: the sheet of keys is made from it.

import type { ReworkKind } from "./rework-kinds.ts";
import { REWORKS } from "./rework-kinds.ts";

/** What is done at the workbench, which is loaded by who first touches the composer. */
export type BenchAction =
  | "octave-up"
  | "octave-down"
  | "step-up"
  | "step-down"
  | "invert"
  | "invert-in-key"
  | "retrograde"
  | "legato"
  | "staccato"
  | "double"
  | "halve"
  | "focus-voice"
  | "overview"
  | "loudness"
  | "waterfall"
  | "fit-selection"
  | "rows-higher"
  | "rows-lower"
  | "read-aloud";

/** What the element can be asked to do. */
export type ActionId =
  | BenchAction
  | ReworkKind
  | "play"
  | "to-start"
  | "loop"
  | "metronome"
  | "mixer"
  | "keys"
  | "continue"
  | "harmonize"
  | "infill"
  | "seed"
  | "piece"
  | "undo"
  | "redo"
  | "select-all"
  | "copy"
  | "cut"
  | "paste"
  | "duplicate"
  | "delete"
  | "lock"
  | "lock-rhythm"
  | "lock-pitch"
  | "take-next"
  | "take-previous"
  | "take-hold"
  | "take-more"
  | "take-less"
  | "take-keep"
  | "draw"
  | "select"
  | "voice-1"
  | "voice-2"
  | "voice-3"
  | "voice-4"
  | "voice-5"
  | "fit"
  | "zoom-in"
  | "zoom-out"
  | "learn"
  | "open"
  | "save"
  | "library"
  | "heat"
  | "staves"
  | "export"
  | "print"
  | "panel"
  | "help"
  | "palette"
  | "escape"
  | "motif";

/** A key with its modifiers; `mod` is Ctrl, or Command on a Mac. */
export interface KeyStroke {
  readonly key: string;
  readonly hasMod?: boolean;
  readonly hasShift?: boolean;
}

/** An action as the help sheet shows it. */
export interface Action {
  readonly id: ActionId;
  readonly label: string;
  readonly group: "Play" | "Compose" | "Takes" | "Edit" | "Look" | "Files";
  readonly keys: readonly KeyStroke[];
}

export const ACTIONS: readonly Action[] = [
  action("play", "Play or stop", "Play", key(" ")),
  action("to-start", "Back to the start", "Play", key("Home", "mod")),
  action("loop", "Loop on or off", "Play", key("r")),
  action("metronome", "Metronome on or off", "Play", key("m")),
  action("mixer", "Mixer, tempo and instruments", "Play", key("z")),
  action("keys", "Keys, recording and duet", "Play", key("a")),
  action("continue", "Continue", "Compose", key("c")),
  action("harmonize", "Harmonize", "Compose", key("h")),
  action("infill", "Fill", "Compose", key("f")),
  action("seed", "Seed a new piece", "Compose", key("n")),
  action("piece", "Order a whole piece", "Compose", key("o")),
  action("lock", "Lock or unlock selected notes", "Compose", key("l")),
  action("lock-rhythm", "Lock only the rhythm of selected notes", "Compose", key("y")),
  action("lock-pitch", "Lock only their pitch", "Compose", key("i")),
  action("take-next", "Next take", "Takes", key(".")),
  action("take-previous", "Previous take", "Takes", key(",")),
  action(
    "take-hold",
    "Keep the marked bars, or the bar at the playhead, from this take",
    "Takes",
    key("b"),
  ),
  action("take-more", "More takes like the one shown", "Takes", key("w")),
  action("take-less", "Takes unlike the one shown", "Takes", key("x")),
  action("take-keep", "Keep what is shown", "Takes", key("k")),
  action("draw", "Draw", "Edit", key("d")),
  action("select", "Select", "Edit", key("v")),
  action("voice-1", "Write soprano", "Edit", key("1")),
  action("voice-2", "Write alto", "Edit", key("2")),
  action("voice-3", "Write tenor", "Edit", key("3")),
  action("voice-4", "Write bass", "Edit", key("4")),
  action("voice-5", "Write the fifth voice, such as drums", "Edit", key("5")),
  action("undo", "Undo", "Edit", key("z", "mod")),
  action("redo", "Redo", "Edit", key("z", "mod", "shift"), key("y", "mod")),
  action("select-all", "Select all", "Edit", key("a", "mod")),
  action("copy", "Copy", "Edit", key("c", "mod")),
  action("cut", "Cut", "Edit", key("x", "mod")),
  action("paste", "Paste at the playhead", "Edit", key("v", "mod")),
  action("duplicate", "Duplicate after itself", "Edit", key("d", "mod")),
  action("delete", "Delete selected notes", "Edit", key("Delete"), key("Backspace")),
  ...Object.entries(REWORKS).map(([kind, { name, line, key: letter }]) =>
    action(kind as ReworkKind, `${name}: ${line.toLowerCase()}`, "Edit", key(letter)),
  ),
  action("octave-up", "An octave up", "Edit", key("ArrowUp", "mod", "shift")),
  action("octave-down", "An octave down", "Edit", key("ArrowDown", "mod", "shift")),
  action("step-up", "A step of the key up", "Edit", key("ArrowUp", "mod")),
  action("step-down", "A step of the key down", "Edit", key("ArrowDown", "mod")),
  action("invert", "Invert", "Edit", key("i", "mod")),
  action("invert-in-key", "Invert in the key", "Edit", key("j", "mod")),
  action("retrograde", "Retrograde", "Edit", key("b", "mod")),
  action("legato", "Legato", "Edit", key(";")),
  action("staccato", "Staccato", "Edit", key("'")),
  action("double", "Double durations", "Edit", key(">")),
  action("halve", "Halve durations", "Edit", key("<")),
  action("focus-voice", "Only the voice that is written", "Look", key("6")),
  action("overview", "Overview", "Look", key("7")),
  action("loudness", "Loudness", "Look", key("8")),
  action("waterfall", "Falling notes", "Look", key("_")),
  action("fit-selection", "Show the selection", "Look", key("9")),
  action("rows-higher", "Higher rows", "Look", key(")")),
  action("rows-lower", "Lower rows", "Look", key("(")),
  action("motif", "Motif pad", "Edit", key("j")),
  action("fit", "Show the whole piece", "Look", key("0")),
  action("zoom-in", "Zoom in", "Look", key("+"), key("=")),
  action("zoom-out", "Zoom out", "Look", key("-")),
  action("staves", "Staves beside the roll, in its place, or not", "Look", key("/")),
  action("heat", "Show how likely each note was", "Look", key("e")),
  action("panel", "Composer panel", "Look", key("p")),
  action("help", "This sheet", "Look", key("?")),
  action("palette", "Find a command", "Look", key("k", "mod")),
  action("read-aloud", "Read the piece aloud", "Look", key("!")),
  action("open", "Open MIDI, MusicXML or ABC", "Files", key("o", "mod")),
  action("export", "Save in any format, or share", "Files", key("s", "mod", "shift")),
  action("print", "Print the staves", "Files", key("p", "mod")),
  action("save", "Save as MIDI", "Files", key("s", "mod")),
  action("library", "Pieces on this device", "Files", key(":")),
];

/** Keys that somebody has set instead of those of the table. */
export type KeyMap = ReadonlyMap<ActionId, readonly KeyStroke[]>;

/** In the browser's storage, for all composers of one origin. */
export const OWN_KEYS = "antiphon-keys";

let own: KeyMap = new Map();

/** The keys that are set. */
export function keyMap(): KeyMap {
  return own;
}

/** Sets keys. */
export function chooseKeys(keys: KeyMap): void {
  own = keys;
}

/** The keys of an action. */
export function keysOf({ id, keys }: Pick<Action, "id" | "keys">): readonly KeyStroke[] {
  return own.get(id) ?? keys;
}

/** The action of a key press, if any. */
export function actionOf(event: KeyboardEvent): ActionId | null {
  if (event.altKey) return null;
  const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Where keys write other letters than Latin ones, their places say what is meant.
  const place = /^[^ -~]$/.test(pressed) && /^(?:Key|Digit)(.)$/.exec(event.code)?.[1];
  return actionAt(event, pressed) ?? (place ? actionAt(event, place.toLowerCase()) : null);
}

function actionAt(event: KeyboardEvent, pressed: string): ActionId | null {
  const hasMod = event.ctrlKey || event.metaKey;
  for (const action of ACTIONS) {
    for (const stroke of keysOf(action)) {
      // A letter's case and the way to "?" or "+" depend on the keyboard, so Shift counts with Mod only.
      const isShiftRight = !hasMod || event.shiftKey === (stroke.hasShift ?? false);
      const isIt = stroke.key === pressed && hasMod === (stroke.hasMod ?? false);
      if (isIt && isShiftRight) return action.id;
    }
  }
  return null;
}

function action(
  id: ActionId,
  label: string,
  group: Action["group"],
  ...keys: readonly KeyStroke[]
): Action {
  return { id, label, group, keys };
}

function key(name: string, ...modifiers: readonly ("mod" | "shift")[]): KeyStroke {
  return {
    key: name,
    ...(modifiers.includes("mod") ? { hasMod: true } : {}),
    ...(modifiers.includes("shift") ? { hasShift: true } : {}),
  };
}
