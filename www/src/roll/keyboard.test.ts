import { describe, expect, it } from "vitest";
import { ALTO, duration, pitch, tick } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { commandOf, neighbour, noteAt, stepped } from "./keyboard.ts";
import { contentOf } from "./test-kit.ts";

const content = contentOf(scoreOf(line("G4 A4 B4 C5 D5*4"), line("D4*8", ALTO, 20)));

describe("the cursor", () => {
  it("steps on grid lines, and not below the start", () => {
    const fine = contentOf(content.draft.score, { grid: duration(240) });
    expect(stepped(fine, { tick: tick(300), pitch: pitch(60) }, 240, 0).tick).toBe(480);
    expect(stepped(fine, { tick: tick(0), pitch: pitch(60) }, -240, 0).tick).toBe(0);
  });

  it("goes over to the next line of a grid that swings, and back", () => {
    const swung = contentOf(content.draft.score, { grid: duration(240), swing: 2 / 3 });
    const step = (from: number, by: number) =>
      stepped(swung, { tick: tick(from), pitch: pitch(60) }, by, 0).tick;
    expect([step(0, 240), step(320, 240), step(480, -240)]).toEqual([320, 480, 320]);
  });

  it("pulls ends with Alt, starts with Shift too", () => {
    const press = (shiftKey: boolean) => {
      // The parts of an event that are read; there is no DOM in these tests.
      const event: Partial<KeyboardEvent> = { key: "ArrowLeft", altKey: true, shiftKey };
      return commandOf(event as KeyboardEvent, content, { tick: tick(0), pitch: pitch(60) });
    };
    expect(press(false)).toEqual({ kind: "stretch", ticks: -480, edge: "end" });
    expect(press(true)).toEqual({ kind: "stretch", ticks: -480, edge: "start" });
  });

  it("meets only the voice in focus", () => {
    const focused = contentOf(content.draft.score, { isFocused: true });
    expect(noteAt(focused, { tick: tick(3000), pitch: pitch(62) })).toBeNull();
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
