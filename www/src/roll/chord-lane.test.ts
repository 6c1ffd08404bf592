import { describe, expect, it } from "vitest";
import type { PlainChordChange } from "../score/index.ts";
import { chordsFrom } from "../score/index.ts";
import { scoreOf } from "../score/notation.ts";
import { chordMarks } from "./chord-lane.ts";
import { contentOf, VIEWPORT } from "./test-kit.ts";
import type { Viewport } from "./viewport.ts";
import { xOf } from "./viewport.ts";

const SYMBOLS: readonly PlainChordChange[] = [
  { tick: 0, chord: "C" },
  { tick: 480, chord: "F#m7b5" },
  { tick: 960, chord: null },
  { tick: 1920, chord: "G7" },
];

/** Ten pixels a letter. */
function measure(label: string): number {
  return 10 * label.length;
}

function marks(viewport: Viewport, symbols = SYMBOLS) {
  const { draft } = contentOf({ ...scoreOf(), chords: chordsFrom(symbols) });
  return chordMarks({ viewport, draft, key: null }, measure);
}

describe("the lane of chord symbols", () => {
  it("shows a symbol where it begins", () => {
    const near = { ...VIEWPORT, quarterWidth: 100 };
    expect(marks(near).map(({ label }) => label)).toEqual(["C", "F♯m7♭5", "N.C.", "G7"]);
    expect(marks(near).map(({ start }) => start)).toEqual(
      SYMBOLS.map(({ tick }) => xOf(near, tick)),
    );
  });

  it("shows none over time in which another one holds", () => {
    expect(marks(VIEWPORT).map(({ label }) => label)).toEqual(["C", null, "N.C.", "G7"]);
    const far = { ...VIEWPORT, quarterWidth: 10 };
    expect(marks(far).map(({ label }) => label)).toEqual([null, null, null, "G7"]);
    for (const quarterWidth of [1, 7, 20, 48, 90, 320]) {
      const viewport = { ...VIEWPORT, quarterWidth };
      const found = marks(viewport);
      for (const [index, { x, label }] of found.entries()) {
        const next = found[index + 1]?.start ?? Number.POSITIVE_INFINITY;
        if (label !== null) expect(x + measure(label)).toBeLessThan(next);
      }
    }
  });

  it("keeps the symbol that holds at the left edge in sight", () => {
    const scrolled = { ...VIEWPORT, leftTick: 1200 };
    const [held, next] = marks(scrolled);
    expect(held).toMatchObject({ start: null, label: "N.C." });
    expect(held?.x).toBeGreaterThan(VIEWPORT.gutter);
    expect(next).toMatchObject({ label: "G7" });
    expect(marks({ ...VIEWPORT, leftTick: 9600 })).toMatchObject([{ start: null, label: "G7" }]);
  });

  it("leaves out what lies right of the window", () => {
    const later = [...SYMBOLS, { tick: 480_000, chord: "A" }];
    expect(marks(VIEWPORT, later)).toHaveLength(SYMBOLS.length);
  });
});
