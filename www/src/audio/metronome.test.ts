import { expect, it } from "vitest";
import { duration, EMPTY_SCORE, type Score, tick } from "../score/index.ts";
import { clicksIn } from "./metronome.ts";

function check(
  change: Partial<Score>,
  to: number,
  expected: readonly (readonly [number, boolean])[],
) {
  const clicks = clicksIn({ ...EMPTY_SCORE, ...change }, 0, to);
  expect(clicks.map(({ tick, isDownbeat }) => [tick, isDownbeat])).toEqual(expected);
}

it("clicks on quarters in 3/4", () => {
  const timeSignatures = [{ tick: tick(0), beats: 3, beatUnit: 4 }];
  check({ timeSignatures }, 1920, [
    [0, true],
    [480, false],
    [960, false],
    [1440, true],
  ]);
});

it("clicks twice a bar in 6/8", () => {
  const timeSignatures = [{ tick: tick(0), beats: 6, beatUnit: 8 }];
  check({ timeSignatures }, 1441, [
    [0, true],
    [720, false],
    [1440, true],
  ]);
});

it("counts a pick-up from its end", () => {
  check({ pickup: duration(720) }, 1200, [
    [240, false],
    [720, true],
  ]);
});
