import { describe, expect, it } from "vitest";
import { BASS, partFrom, tick, voice } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { hitAt } from "./hit-test.ts";
import { boxOf } from "./note-box.ts";
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

describe("drums under a pointer", () => {
  const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
  const drums = contentOf({ ...scoreOf(line("r D2*4", voice(4))), parts });

  it.each([
    ["in their middle", 480, "note"],
    ["left of their onset", 440, "note"],
    ["right of it", 530, "note"],
    ["further left", 300, "paper"],
    ["where only their length lies", 1200, "paper"],
  ])("are found %s, and have no ends to pull", (_, tickAt, kind) => {
    expect(hitAt(VIEWPORT, drums, at(tickAt, 38), REACH).kind).toBe(kind);
  });
});

describe("the box of a note", () => {
  const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
  const [short, long] = line("D2/8 D2*4", voice(4));

  it("has one size for drums, however long they are", () => {
    if (short === undefined || long === undefined) throw new Error("two notes");
    const box = boxOf(VIEWPORT, { parts }, short);
    expect(boxOf(VIEWPORT, { parts }, { ...long, onset: short.onset })).toEqual(box);
    expect(box.x + box.width / 2).toBeCloseTo(at(0, 38).x);
    expect(box.width).toBe(12);
    // From afar drums are slimmer, so that a rhythm can still be read.
    const far = { ...VIEWPORT, quarterWidth: 20 };
    expect(boxOf(far, { parts }, short).width).toBe(5);
    const high = { ...VIEWPORT, rowHeight: 40 };
    expect(boxOf(high, { parts }, short)).toMatchObject({ height: 14 });
  });
});
