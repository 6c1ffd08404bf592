import { describe, expect, it } from "vitest";
import { line, scoreOf } from "./notation.ts";
import type { Score } from "./score.ts";
import { barAt, barCount, barPosition, barsIn, gridBefore, gridNear, lastBarEnd } from "./time.ts";
import { duration, span, tick } from "./units.ts";

const plain = scoreOf(line("G4*4 A4*4 B4"));

function metre(
  ...signatures: readonly (readonly [at: number, beats: number, unit: number])[]
): Score {
  return {
    ...plain,
    timeSignatures: signatures.map(([at, beats, beatUnit]) => ({
      tick: tick(at),
      beats,
      beatUnit,
    })),
  };
}

describe("bars", () => {
  const cases: readonly (readonly [string, Score, number, number, number, number])[] = [
    ["the first", plain, 0, 0, 0, 1920],
    ["the last tick of the first", plain, 1919, 0, 0, 1920],
    ["the second", plain, 1920, 1, 1920, 3840],
    ["far past the last note", plain, 19_200, 10, 19_200, 21_120],
    ["three eight", metre([0, 3, 8]), 800, 1, 720, 1440],
    ["after a change of metre", metre([0, 4, 4], [3840, 3, 4]), 5280, 3, 5280, 6720],
    ["before a change of metre", metre([0, 4, 4], [3840, 3, 4]), 3839, 1, 1920, 3840],
    ["cut by a change of metre", metre([0, 4, 4], [2400, 3, 4]), 2000, 1, 1920, 2400],
  ];
  it.each(cases)("are found: %s", (_, score, at, index, start, end) => {
    expect(barAt(score, tick(at))).toMatchObject({ index, start, end });
  });

  it("begin with a short one numbered 0 after a pick-up", () => {
    const score = { ...plain, pickup: span(tick(0), tick(480)) };
    expect(barAt(score, tick(0))).toMatchObject({ index: 0, number: 0, start: 0, end: 480 });
    expect(barAt(score, tick(480))).toMatchObject({ index: 1, number: 1, start: 480, end: 2400 });
    expect(barPosition(score, tick(0))).toEqual({ bar: 0, beat: 4, rest: 0 });
  });

  it("cover a range without gaps", () => {
    const bars = barsIn(metre([0, 4, 4], [2400, 3, 4]), { start: tick(100), end: tick(5000) });
    expect(bars.map((bar) => bar.start)).toEqual([0, 1920, 2400, 3840]);
  });

  it("are counted up to the last note", () => {
    expect(barCount(plain)).toBe(3);
    expect(lastBarEnd(plain)).toBe(5760);
    expect(barCount({ ...plain, notes: [] })).toBe(0);
  });
});

describe("grid", () => {
  const eighth = duration(240);
  it.each([
    [0, 0, 0],
    [239, 0, 240],
    [240, 240, 240],
    [1900, 1680, 1920],
  ])("snaps %d down to %d and near to %d", (at, before, near) => {
    expect(gridBefore(plain, tick(at), eighth)).toBe(before);
    expect(gridNear(plain, tick(at), eighth)).toBe(near);
  });

  it("starts afresh in every bar", () => {
    const score = metre([0, 3, 8]);
    expect(gridBefore(score, tick(1000), duration(480))).toBe(720);
  });
});
