import { expect, it } from "vitest";
import { seatOf, timbreOf } from "./timbre.ts";

it("is louder and brighter when struck harder", () => {
  const soft = timbreOf(60, 30);
  const hard = timbreOf(60, 110);
  expect(hard.bodyLevel).toBeGreaterThan(soft.bodyLevel);
  expect(hard.brightCutoff).toBeGreaterThan(soft.brightCutoff);
});

it("has finite numbers in range for every key and velocity", () => {
  for (let pitch = 0; pitch <= 127; pitch++) {
    for (const velocity of [1, 64, 127]) {
      const timbre = timbreOf(pitch, velocity);
      for (const value of Object.values(timbre)) expect(Number.isFinite(value)).toBe(true);
      expect(timbre.strikeLevel + timbre.bodyLevel).toBeLessThan(1);
    }
  }
});

it("seats the four voices apart and every other voice somewhere", () => {
  expect(new Set([0, 1, 2, 3].map(seatOf)).size).toBe(4);
  for (let voice = 0; voice < 256; voice++) expect(Math.abs(seatOf(voice))).toBeLessThanOrEqual(1);
});
