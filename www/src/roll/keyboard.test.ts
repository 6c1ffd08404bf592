import { describe, expect, it } from "vitest";
import { ALTO, duration, pitch, tick } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { neighbour, noteAt, stepped } from "./keyboard.ts";
import { contentOf } from "./test-kit.ts";

const content = contentOf(scoreOf(line("G4 A4 B4 C5 D5*4"), line("D4*8", ALTO, 20)));

describe("the cursor", () => {
  it("steps on grid lines, and not below the start", () => {
    const fine = contentOf(content.draft.score, { grid: duration(240) });
    expect(stepped(fine, { tick: tick(300), pitch: pitch(60) }, 240, 0).tick).toBe(480);
    expect(stepped(fine, { tick: tick(0), pitch: pitch(60) }, -240, 0).tick).toBe(0);
  });

  it("goes from note to note of the voice", () => {
    const cursor = { tick: tick(480), pitch: pitch(69) };
    expect(neighbour(content, cursor, 1)).toEqual({ tick: 960, pitch: 71 });
    expect(neighbour(content, cursor, -1)).toEqual({ tick: 0, pitch: 67 });
    expect(neighbour(content, { tick: tick(0), pitch: pitch(67) }, -1)).toBeNull();
  });

  it("finds the note under it", () => {
    expect(noteAt(content, { tick: tick(3000), pitch: pitch(62) })?.id).toBe(20);
    expect(noteAt(content, { tick: tick(3000), pitch: pitch(63) })).toBeNull();
  });
});
