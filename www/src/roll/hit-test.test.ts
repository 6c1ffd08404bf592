import { describe, expect, it } from "vitest";
import { BASS, tick } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { hitAt } from "./hit-test.ts";
import { at, contentOf, VIEWPORT } from "./test-kit.ts";
import { pixels } from "./viewport.ts";

const content = contentOf(scoreOf(line("G4*2 A4 B4/8")));
const REACH = 7;

describe("hit test", () => {
  it.each([
    [480, 67, "note"],
    [10, 67, "note-start"],
    [950, 67, "note-end"],
    [480, 66, "paper"],
    [1200, 69, "note"],
    [5000, 67, "paper"],
  ])("finds at tick %d, pitch %d: %s", (tickAt, midi, kind) => {
    expect(hitAt(VIEWPORT, content, at(tickAt, midi), REACH).kind).toBe(kind);
  });

  it("leaves the middle of a very short note for moving", () => {
    expect(hitAt(VIEWPORT, content, at(1470, 71), 16).kind).toBe("note");
  });

  it("knows ruler, keys and corner", () => {
    const { x, y } = at(480, 67);
    expect(hitAt(VIEWPORT, content, { x, y: pixels(5) }, REACH).kind).toBe("ruler");
    expect(hitAt(VIEWPORT, content, { x: pixels(5), y }, REACH).kind).toBe("piano-keys");
    expect(hitAt(VIEWPORT, content, { x: pixels(5), y: pixels(5) }, REACH).kind).toBe("corner");
  });

  it("takes hold of the loop's ends", () => {
    const looped = contentOf(content.draft.score, { loop: { start: tick(480), end: tick(1920) } });
    const { x } = at(1920, 67);
    expect(hitAt(VIEWPORT, looped, { x, y: pixels(5) }, REACH).kind).toBe("loop-end");
  });

  it("prefers the current voice where two notes lie on each other", () => {
    const both = scoreOf(line("G4"), line("G4", BASS, 9));
    const hit = hitAt(VIEWPORT, contentOf(both, { voice: BASS }), at(240, 67), REACH);
    expect(hit).toMatchObject({ kind: "note", note: { voice: BASS } });
  });
});
