import { afterEach, describe, expect, it, vi } from "vitest";
import type { KeyMap } from "../actions.ts";
import { actionOf, chooseKeys } from "../actions.ts";
import { asking, caught } from "./capture.ts";
import {
  changedIn,
  holderOf,
  keysIn,
  readKeys,
  refusalOf,
  restored,
  strokeOf,
  withKey,
  withoutKey,
  written,
} from "./key-map.ts";
import { titleWith } from "./titles.ts";

const NONE: KeyMap = new Map();

function press(key: string, held = "", code = ""): KeyboardEvent {
  const event: Partial<KeyboardEvent> = {
    key,
    code,
    isComposing: false,
    ctrlKey: held.includes("ctrl"),
    metaKey: false,
    shiftKey: held.includes("shift"),
    altKey: held.includes("alt"),
  };
  return event as KeyboardEvent;
}

vi.stubGlobal("navigator", { userAgent: "X11; Linux x86_64" });

afterEach(() => chooseKeys(NONE));

describe("a key that is pressed", () => {
  it.each([
    [press("G"), { key: "g" }],
    [press("G", "ctrl shift"), { key: "g", hasMod: true, hasShift: true }],
    [press("?", "shift"), { key: "?" }],
    [press("F3"), { key: "F3" }],
    [press("Shift", "shift"), null],
    [press("Dead"), null],
  ])("is named by what it writes", (event, stroke) => {
    expect(strokeOf(event)).toEqual(stroke);
  });

  it.each([
    ["Tab", false, "browser"],
    ["w", true, "browser"],
    ["w", false, null],
    ["ArrowUp", false, "roll"],
    ["ArrowUp", true, null],
    ["Enter", false, "roll"],
    [" ", false, null],
  ] as const)("%s (Ctrl: %s) is refused: %s", (key, hasMod, refusal) => {
    expect(refusalOf("loop", { key, hasMod })).toBe(refusal);
  });

  it("deletes with Delete, and does nothing else with it", () => {
    expect(refusalOf("delete", { key: "Delete" })).toBeNull();
    expect(refusalOf("loop", { key: "Delete" })).toBe("roll");
  });
});

describe("keys that somebody sets", () => {
  it("do what they were set to, and no longer what they did", () => {
    chooseKeys(withKey(NONE, "continue", { key: "g" }));
    expect(actionOf(press("g"))).toBe("continue");
    expect(actionOf(press("c"))).toBeNull();
    expect(actionOf(press("h"))).toBe("harmonize");
  });

  it("are taken from who held them", () => {
    expect(holderOf(NONE, { key: "h" }, "continue")).toBe("harmonize");
    const map = withKey(NONE, "continue", { key: "h" });
    expect(keysIn(map, "harmonize")).toEqual([]);
    expect(holderOf(map, { key: "h" }, "continue")).toBeNull();
    expect(changedIn(NONE, map)).toEqual(["continue", "harmonize"]);
  });

  it("leave the other keys of who has several", () => {
    const map = withKey(NONE, "fit", { key: "=" });
    expect(keysIn(map, "zoom-in")).toEqual([{ key: "+" }]);
  });

  it("go back one by one, and give back what was taken", () => {
    const map = withKey(NONE, "continue", { key: "h" });
    expect(restored(map, "continue")).toEqual(NONE);
    expect(restored(map, "harmonize")).toEqual(NONE);
    const bare = withoutKey(NONE, "continue");
    expect(keysIn(bare, "continue")).toEqual([]);
    expect(restored(bare, "continue")).toEqual(NONE);
  });

  it("go back to their first keys at the expense of who has them now", () => {
    const map = withKey(withKey(NONE, "continue", { key: "g" }), "fit", { key: "c" });
    const back = restored(map, "continue");
    expect(keysIn(back, "continue")).toEqual([{ key: "c" }]);
    expect(keysIn(back, "fit")).toEqual([{ key: "0" }]);
  });

  it("are told apart by Shift only beside Ctrl", () => {
    expect(holderOf(NONE, { key: "z", hasMod: true, hasShift: true }, "undo")).toBe("redo");
    expect(holderOf(NONE, { key: "z", hasMod: true }, "redo")).toBe("undo");
  });

  it("survive being kept, whatever else stands there", () => {
    const map = withoutKey(withKey(NONE, "continue", { key: "g", hasMod: true }), "loop");
    expect(readKeys(written(map))).toEqual(map);
    const other = { ...JSON.parse(written(map)), gone: [{ key: "q" }], play: [{ key: 3 }], fit: 1 };
    expect(readKeys(JSON.stringify(other))).toEqual(map);
    for (const text of [null, "", "[]", "null", "{"]) expect(readKeys(text)).toEqual(NONE);
    expect(readKeys('{"loop":[{"key":"Tab"}]}')).toEqual(NONE);
  });
});

describe("other keyboards", () => {
  it("do by place what their letters do not say", () => {
    expect(actionOf(press("с", "", "KeyC"))).toBe("continue");
    expect(actionOf(press("я", "ctrl", "KeyZ"))).toBe("undo");
    expect(actionOf(press("é", "", "Digit2"))).toBe("voice-2");
  });

  it("follow the letter where there is one", () => {
    // A French keyboard has A where others have Q.
    expect(actionOf(press("a", "", "KeyQ"))).toBe("keys");
    chooseKeys(withKey(NONE, "loop", { key: "é" }));
    expect(actionOf(press("é", "", "Digit2"))).toBe("loop");
  });
});

describe("waiting for a key", () => {
  it("asks, takes, and says what has become of it", () => {
    expect(asking("loop").words).toContain("Loop on or off");
    expect(caught("loop", press("Shift", "shift"), null)).toBeNull();
    expect(caught("loop", press("Escape"), null)).toMatchObject({ kind: "left" });
    expect(caught("loop", press("Tab"), null)?.words).toBe(
      "Tab belongs to the browser. Press another key.",
    );
    const set = caught("loop", press("F3"), null);
    expect(set).toMatchObject({ kind: "set", words: "“Loop on or off” has the key F3 now." });
  });

  it("says who has the key, and takes it when it is pressed once more", () => {
    const held = caught("loop", press("h"), null);
    expect(held?.words).toBe(
      "H is the key of “Harmonize”. Press it once more to take it from there, or press another.",
    );
    const stroke = held?.kind === "held" ? held.stroke : null;
    const other = caught("loop", press("f"), stroke);
    expect(other?.kind).toBe("held");
    const set = caught("loop", press("h"), stroke);
    expect(set?.words).toBe("“Loop on or off” has the key H now. “Harmonize” has no key now.");
  });
});

describe("titles", () => {
  it.each([
    ["Draw (D)", "G", "Draw (G)"],
    ["Keyboard and gestures (?)", "F1", "Keyboard and gestures (F1)"],
    ["Zeichnen (D)", "", "Zeichnen"],
    ["描く（D）", "G", "描く（G）"],
    ["Staves (/)", "Ctrl + J", "Staves (Ctrl + J)"],
    ["Play", "G", "Play"],
  ])("%s with %s", (title, key, expected) => {
    expect(titleWith(title, key)).toBe(expected);
  });

  it("names the key of a voice before what Shift does", () => {
    const title = "Soprano (1; with Shift, selected notes go there)";
    expect(titleWith(title, "Q", true)).toBe("Soprano (Q; with Shift, selected notes go there)");
  });
});
