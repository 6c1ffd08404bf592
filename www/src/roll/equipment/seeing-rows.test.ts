import { describe, expect, it } from "vitest";
import { FIRST_VIEWPORT, pixels, visiblePitches } from "../viewport.ts";
import { seeingRows } from "./seeing-rows.ts";

/** 20 rows of 20 pixels: C5 down to F3. */
const VIEW = {
  ...FIRST_VIEWPORT,
  width: pixels(400),
  height: pixels(430),
  ruler: pixels(30),
  rowHeight: 20,
  topPitch: 73,
};

describe("seeing rows", () => {
  it("leaves a view alone that shows them", () => {
    expect(seeingRows(VIEW, 60, 70)).toBe(VIEW);
  });

  it.each([
    [48, 60],
    [70, 84],
    [36, 79],
    [60, 60],
  ])("shows those from %d to %d, and no more is moved than needed", (lowest, highest) => {
    const seen = seeingRows(VIEW, lowest, highest);
    const { lowest: least, highest: most } = visiblePitches(seen);
    expect(least).toBeLessThanOrEqual(lowest);
    expect(most).toBeGreaterThanOrEqual(highest);
    expect(seen.leftTick).toBe(VIEW.leftTick);
    if (highest - lowest < 18) expect(seen.rowHeight).toBe(20);
    else expect(seen.rowHeight).toBeLessThan(20);
    expect(seeingRows(seen, lowest, highest)).toEqual(seen);
  });
});
