import { describe, expect, it } from "vitest";
import { duration, gridAfter, gridBefore, gridNear, tick } from "../score/index.ts";
import { scoreOf } from "../score/notation.ts";
import { straightened, swung } from "./swing.ts";

const score = scoreOf();
const eighth = duration(240);

describe("a grid that swings", () => {
  it("has every second line late", () => {
    const lines: number[] = [0];
    while (lines.length < 5) lines.push(gridAfter(score, tick(lines.at(-1) ?? 0), eighth, 2 / 3));
    expect(lines).toEqual([0, 320, 480, 800, 960]);
  });

  it("finds the line before and the nearest", () => {
    expect(gridBefore(score, tick(319), eighth, 2 / 3)).toBe(0);
    expect(gridBefore(score, tick(320), eighth, 2 / 3)).toBe(320);
    expect(gridNear(score, tick(159), eighth, 2 / 3)).toBe(0);
    expect(gridNear(score, tick(170), eighth, 2 / 3)).toBe(320);
    expect(gridNear(score, tick(410), eighth, 2 / 3)).toBe(480);
  });

  it("begins afresh in every bar", () => {
    const waltz = { ...score, timeSignatures: [{ tick: tick(0), beats: 3, beatUnit: 8 }] };
    expect(gridAfter(waltz, tick(480), eighth, 0.75)).toBe(720);
    expect(gridAfter(waltz, tick(720), eighth, 0.75)).toBe(1080);
  });
});

describe("swinging", () => {
  it.each([
    [0, 0],
    [120, 160],
    [240, 320],
    [480, 480],
    [720, 800],
  ])("takes %d to %d, and back", (straight, late) => {
    expect(swung(score, tick(straight), eighth, 2 / 3)).toBe(late);
    expect(straightened(score, tick(late), eighth, 2 / 3)).toBe(straight);
  });
});
