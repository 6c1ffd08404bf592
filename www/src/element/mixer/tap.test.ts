import { expect, it } from "vitest";
import { type Taps, tapped, tempoOf } from "./tap.ts";

function after(...times: readonly number[]): Taps {
  return times.reduce<Taps>((taps, at) => tapped(taps, at), []);
}

it("needs two taps", () => {
  expect(tempoOf(after(0))).toBeNull();
  expect(tempoOf(after(0, 500))).toBe(120);
});

it("does not mind one late finger", () => {
  expect(tempoOf(after(0, 500, 1000, 1650, 2000, 2500))).toBe(120);
});

it("begins anew after a pause, and follows who speeds up", () => {
  expect(tempoOf(after(0, 500, 9000, 10000))).toBe(60);
  const slow = Array.from({ length: 8 }, (_, i) => 1000 * i);
  const quick = Array.from({ length: 8 }, (_, i) => 7000 + 400 * (i + 1));
  expect(tempoOf(after(...slow, ...quick))).toBe(150);
});
