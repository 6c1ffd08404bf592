import { describe, expect, it } from "vitest";
import { line, scoreOf } from "./notation.ts";
import { survivors } from "./survivors.ts";

// A bar: on one, off, on two, on three, off, on four.
const score = scoreOf(line("C4/2 D4/2 E4 F4/2 G4/2 A4"));
const WEAKEST_FIRST = [2, 5, 3, 6, 4, 1];

function kept(share: number, rngSeed: number): readonly number[] {
  return [...survivors(score, score.notes, share, rngSeed)].sort((a, b) => a - b);
}

describe("survivors", () => {
  it("are the share that was asked for", () => {
    expect([0, 0.5, 1, 7, -1].map((share) => kept(share, 1).length)).toEqual([0, 3, 6, 6, 0]);
  });

  it("are the weak ones first, whatever the dice say", () => {
    for (let rngSeed = 0; rngSeed < 20; rngSeed++) {
      expect(kept(2 / 6, rngSeed)).toEqual([2, 5]);
      expect(kept(4 / 6, rngSeed)).toEqual([2, 3, 5, 6]);
      expect(kept(5 / 6, rngSeed)).toEqual(WEAKEST_FIRST.slice(0, 5).toSorted((a, b) => a - b));
    }
  });

  it("are drawn among equals, the same for the same number", () => {
    const draws = Array.from({ length: 40 }, (_, rngSeed) => kept(1 / 6, rngSeed)[0]);
    expect(new Set(draws)).toEqual(new Set([2, 5]));
    expect(kept(1 / 6, 2 ** 52 + 3)).toEqual(kept(1 / 6, 2 ** 52 + 3));
  });
});
