import { describe, expect, it } from "vitest";
import { isBlackKey, partFrom, voice } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import { lanesOf } from "./lanes.ts";

const choir = scoreOf(line("G4 A4 B4 C5"), line("E2 F2 G2 A2", voice(3), 9));

describe("the keys under falling notes", () => {
  it.each([390, 768, 1440])("have every note of the piece, side by side on %d pixels", (width) => {
    const { keys } = lanesOf(choir, choir.notes, width);
    for (const { pitch } of choir.notes) expect(keys.has(pitch)).toBe(true);
    const whites = [...keys].filter(([pitch]) => !isBlackKey(pitch)).map(([, lane]) => lane);
    for (const [index, { x, width: size }] of whites.entries()) {
      expect(x).toBeCloseTo(index * size);
    }
    const last = whites.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(width);
  });

  it("span what is used where there is little room, and more where there is much", () => {
    const small = lanesOf(choir, choir.notes, 390).keys;
    expect([Math.min(...small.keys()), Math.max(...small.keys())]).toEqual([40, 72]);
    const wide = lanesOf(choir, choir.notes, 1440).keys;
    expect(Math.min(...wide.keys())).toBeLessThanOrEqual(40);
    expect(wide.size).toBeGreaterThan(small.size);
    expect(wide.get(60)?.width).toBeLessThanOrEqual(54);
  });

  it("lay black keys between the white ones", () => {
    const { keys } = lanesOf(choir, choir.notes, 390);
    const [c, sharp, d] = [60, 61, 62].map((pitch) => keys.get(pitch));
    if (c === undefined || sharp === undefined || d === undefined) throw new Error("no keys");
    expect(sharp.isBlack).toBe(true);
    expect(sharp.x + sharp.width / 2).toBeCloseTo(d.x);
    expect(sharp.width).toBeLessThan(c.width);
    expect(keys.get(64)?.isBlack).toBe(false);
  });

  it("end on white keys, and are there for an empty piece too", () => {
    const black = scoreOf(line("C#4 D#4"));
    const keys = [...lanesOf(black, black.notes, 390).keys.keys()];
    expect(isBlackKey(Math.min(...keys)) || isBlackKey(Math.max(...keys))).toBe(false);
    expect(lanesOf(choir, [], 390).keys.has(60)).toBe(true);
  });

  it("leave drums to pads beside them, one a drum", () => {
    const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
    const band = { ...scoreOf(line("G4 A4"), line("C2 D2 C2", voice(4), 9)), parts };
    const { keys, pads } = lanesOf(band, band.notes, 390);
    expect([...pads.keys()]).toEqual([36, 38]);
    expect(keys.has(36)).toBe(false);
    const end = Math.max(...[...keys.values()].map(({ x, width }) => x + width));
    for (const { x, width } of pads.values()) {
      expect(x).toBeGreaterThanOrEqual(end);
      expect(x + width).toBeLessThanOrEqual(390.001);
    }
  });
});
