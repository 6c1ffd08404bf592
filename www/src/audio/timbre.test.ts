import { describe, expect, it } from "vitest";
import { HOUSE, mannerOf } from "./manner.ts";
import { seatOf } from "./mix.ts";
import type { Timbre, Tone } from "./timbre.ts";
import { timbreOf } from "./timbre.ts";
import { WAVES } from "./waves.ts";

const PROGRAMS = Array.from({ length: 128 }, (_, program) => program);

/** Root mean square of both oscillators so many seconds after they begin, before the filter. */
function loudness(timbre: Timbre, at: number): number {
  const power = ({ wave, level, attack, decay, held }: Tone): number => {
    const gain =
      at < attack
        ? (level * at) / attack
        : held + (level - held) * Math.exp(-(at - attack) / decay);
    return gain ** 2 * WAVES[wave].reduce((sum, strength) => sum + strength ** 2 / 2, 0);
  };
  return Math.sqrt(power(timbre.body) + power(timbre.strike));
}

it("is louder and brighter when struck harder", () => {
  const soft = timbreOf(60, 30);
  const hard = timbreOf(60, 110);
  expect(hard.body.level).toBeGreaterThan(soft.body.level);
  expect(hard.brightCutoff).toBeGreaterThan(soft.brightCutoff);
});

it("has finite numbers in range for every key, velocity and instrument", () => {
  const wrong: (readonly number[])[] = [];
  for (const manner of new Set([HOUSE, ...PROGRAMS.map(mannerOf)])) {
    for (let pitch = 0; pitch <= 127; pitch++) {
      for (const velocity of [1, 64, 127]) {
        const { strike, body, ...rest } = timbreOf(pitch, velocity, manner);
        const numbers = [strike, body].flatMap(({ wave: _, ...tone }) => Object.values(tone));
        // An expectation for each of a hundred thousand numbers would take longer than all else.
        const isRight = [...numbers, ...Object.values(rest)].every(
          (value) => Number.isFinite(value) && value >= 0,
        );
        if (!isRight || strike.level + body.level >= 1) wrong.push([pitch, velocity]);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it("seats the four voices apart and every other voice somewhere", () => {
  expect(new Set([0, 1, 2, 3].map((voice) => seatOf(voice, null))).size).toBe(4);
  for (let voice = 0; voice < 256; voice++)
    expect(Math.abs(seatOf(voice, null))).toBeLessThanOrEqual(1);
});

describe("instruments", () => {
  it("are told apart by their program", () => {
    const heard = [0, 11, 19, 24, 29, 33, 40, 48, 52, 56, 66, 73, 80].map(mannerOf);
    expect(new Set([HOUSE, ...heard]).size).toBe(heard.length + 1);
  });

  it.each([
    ["violin", 40, "fiddle", 110],
    ["choir", 52, "choir pad", 91],
    ["guitar", 24, "harp", 46],
    ["oboe", 68, "bagpipe", 109],
  ])("sound alike where they are: %s and %s", (_, one, __, other) => {
    expect(mannerOf(one)).toBe(mannerOf(other));
  });

  it("are about as loud as the house instrument", () => {
    const house = loudness(timbreOf(60, 80), 0.2);
    for (const program of PROGRAMS) {
      const decibels = 20 * Math.log10(loudness(timbreOf(60, 80, mannerOf(program)), 0.2) / house);
      expect(Math.abs(decibels), `program ${program}`).toBeLessThan(7);
    }
  });

  it.each([
    ["an organ", 19, true],
    ["a flute", 73, true],
    ["a fiddle", 40, true],
    ["strings", 48, true],
    ["a choir", 52, true],
    ["a piano", 0, false],
    ["a guitar", 24, false],
  ])("hold a note or let it go: %s", (_, program, isHeld) => {
    const timbre = timbreOf(60, 80, mannerOf(program));
    const left = loudness(timbre, 3) / loudness(timbre, 0.2);
    if (isHeld) expect(left).toBeGreaterThan(0.7);
    else expect(left).toBeLessThan(0.5);
  });
});
