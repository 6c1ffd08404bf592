import { describe, expect, it } from "vitest";
import type { KeyStroke } from "./actions.ts";
import { ACTIONS, actionOf } from "./actions.ts";
import { keyLabel } from "./key-tables.ts";

function press(key: string, ...modifiers: readonly string[]): KeyboardEvent {
  const has = (name: string): boolean => modifiers.includes(name);
  // The parts of an event that are read; there is no DOM in these tests.
  const event: Partial<KeyboardEvent> = {
    key,
    ctrlKey: has("ctrl"),
    metaKey: has("meta"),
    shiftKey: has("shift"),
    altKey: has("alt"),
  };
  return event as KeyboardEvent;
}

describe("keys", () => {
  it.each([
    [press(" "), "play"],
    [press("z", "ctrl"), "undo"],
    [press("Z", "ctrl", "shift"), "redo"],
    [press("y", "meta"), "redo"],
    [press("C"), "continue"],
    [press("c", "ctrl"), "copy"],
    [press("?", "shift"), "help"],
    [press("+", "shift"), "zoom-in"],
    [press("1"), "voice-1"],
  ])("do what the sheet says", (event, id) => {
    expect(actionOf(event)).toBe(id);
  });

  it.each([press("z"), press("c", "alt"), press("h", "ctrl"), press("Tab")])(
    "leave others to the browser",
    (event) => {
      expect(actionOf(event)).toBeNull();
    },
  );

  it("are used for one action each", () => {
    const strokes = ACTIONS.flatMap(({ keys }) => keys.map((stroke) => JSON.stringify(stroke)));
    expect(new Set(strokes).size).toBe(strokes.length);
  });

  it("are printed as they stand on the keyboard", () => {
    const redo: KeyStroke = { key: "z", hasMod: true, hasShift: true };
    expect(keyLabel(redo, false)).toBe("Ctrl + Shift + Z");
    expect(keyLabel({ key: " " }, true)).toBe("Space");
  });
});
