import { describe, expect, it } from "vitest";
import type { Cupboard } from "./keepsakes.ts";
import { keepsakes, mended } from "./keepsakes.ts";
import { FIRST_WISH } from "./order/wish.ts";
import { FIRST_RULES } from "./rules/rules.ts";
import { Store } from "./store.ts";

/** A storage with one place. */
function cupboard(text: string | null = null): Cupboard & { text: string | null } {
  return {
    text,
    getItem() {
      return this.text;
    },
    setItem(_, value) {
      this.text = value;
    },
  };
}

const FOR_EVER = new AbortController().signal;

describe("what is kept", () => {
  it("is found again in another page", () => {
    const box = cupboard();
    const store = new Store();
    keepsakes(store, FOR_EVER, box);
    const strictness = { ...FIRST_RULES.strictness, scale: 1 };
    const rules = { ...FIRST_RULES, strictness, scale: "D dorian", lowest: ["C4", "", "", ""] };
    store.update({
      settings: { ...store.state.settings, rules },
      wish: { ...FIRST_WISH, moods: ["calm"], key: "D minor" },
    });
    const next = new Store();
    keepsakes(next, FOR_EVER, box);
    expect(next.state.settings.rules).toEqual(rules);
    expect(next.state.wish).toMatchObject({ moods: ["calm"], key: "D minor" });
    expect(next.state.settings.style).toBe(store.state.settings.style);
  });

  it("is mended where it has another shape", () => {
    for (const text of ["", "{", "3", "null", '{"rules":7,"wish":[]}']) {
      const store = new Store();
      keepsakes(store, FOR_EVER, cupboard(text));
      expect(store.state.settings.rules).toEqual(FIRST_RULES);
      expect(store.state.wish).toEqual(FIRST_WISH);
    }
    expect(mended({ length: "2:00", moods: [{}], key: 5, drafts: "x" }, FIRST_WISH)).toEqual({
      ...FIRST_WISH,
      length: "2:00",
    });
  });

  it("is nothing where the browser keeps nothing, and all else works", () => {
    const store = new Store();
    const full: Cupboard = {
      getItem: () => null,
      setItem: () => {
        throw new Error("quota");
      },
    };
    keepsakes(store, FOR_EVER, full);
    store.update({ wish: { ...FIRST_WISH, length: "0:45" } });
    expect(store.state.wish.length).toBe("0:45");
  });
});
