import { describe, expect, it } from "vitest";
import { draftOf, noteId, velocity, voice } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import { contentOf, VIEWPORT } from "../test-kit.ts";
import { xOf } from "../viewport.ts";
import { isEditable, raised, stemAt, stemsIn, strokeOver, struck } from "./loudness.ts";

const score = scoreOf(line("G4 A4 B4 C5"), line("C4*4", voice(3), 9));
const content = contentOf(score);
const stems = stemsIn(VIEWPORT, content);

function levels(map: ReadonlyMap<number, number>): Readonly<Record<string, number>> {
  return Object.fromEntries(map);
}

describe("stems", () => {
  it("stand at their onsets, those of one moment side by side", () => {
    const at = (id: number) => stems.find(({ note }) => note.id === id)?.x ?? 0;
    expect(at(2) - at(1)).toBeCloseTo(xOf(VIEWPORT, 480) - xOf(VIEWPORT, 0));
    expect(at(9)).toBeGreaterThan(at(1));
  });

  it("are met by the nearest, and not from afar", () => {
    const x = stems.find(({ note }) => note.id === 3)?.x ?? 0;
    expect(stemAt(stems, x + 6)?.note.id).toBe(3);
    expect(stemAt(stems, x + 20)).toBeNull();
  });

  it("are only those of the voice in focus, and of the selection where there is one", () => {
    const focused = stemsIn(VIEWPORT, contentOf(score, { isFocused: true }));
    expect(focused.map(({ note }) => Number(note.id))).toEqual([1, 2, 3, 4]);
    const chosen = contentOf(score, { selection: new Set([noteId(2)]) });
    expect(score.notes.filter((note) => isEditable(chosen, note)).map(({ id }) => id)).toEqual([2]);
  });
});

describe("a stroke", () => {
  const line4 = stems.filter(({ note }) => note.voice === 0);
  const left = line4[0]?.x ?? 0;
  const right = line4[3]?.x ?? 0;

  it("is a straight ramp over what it passes, in either direction", () => {
    const up = strokeOver(line4, { x: left, level: 40 }, { x: right, level: 100 });
    expect(levels(up)).toEqual({ 1: 40, 2: 60, 3: 80, 4: 100 });
    const back = strokeOver(line4, { x: right, level: 100 }, { x: left, level: 40 });
    expect(levels(back)).toEqual(levels(up));
  });

  it("leaves alone what it does not pass", () => {
    const some = strokeOver(line4, { x: left + 10, level: 30 }, { x: right - 10, level: 30 });
    expect(levels(some)).toEqual({ 2: 30, 3: 30 });
  });

  it("that only goes up or down sets where it is now", () => {
    const pull = strokeOver(line4, { x: left, level: 90 }, { x: left, level: 20 });
    expect(levels(pull)).toEqual({ 1: 20 });
  });
});

describe("a group", () => {
  it("keeps its differences, and stops where one has no room", () => {
    const loud = struck(draftOf(score), new Map([[noteId(2), velocity(120)]])).score.notes;
    const notes = loud.filter(({ id }) => id < 3);
    expect(levels(raised(notes, 30))).toEqual({ 1: 87, 2: 127 });
    expect(levels(raised(notes, -10))).toEqual({ 1: 70, 2: 110 });
  });
});
