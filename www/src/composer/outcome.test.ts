import { expect, it } from "vitest";
import { NOTE, seedOrder } from "./fakes.ts";
import { emptyOutcome, writtenOutcome } from "./outcome.ts";
import type { WireScore } from "./protocol.ts";

const { request } = seedOrder(1);
const { sampling, style, rngSeed } = request;

/** Melody, bass and drums; the kit has a voice of its own choice. */
const SCORE: WireScore = {
  ...emptyOutcome(seedOrder(1)).score,
  parts: [
    { name: "Melody", program: 0, voices: [0] },
    { name: "Bass", program: 32, voices: [3] },
    { name: "Drums", program: 0, isPercussion: true, voices: [2] },
  ],
  notes: [
    { ...NOTE, id: 1, voice: 0 },
    { ...NOTE, id: 2, voice: 3 },
    { ...NOTE, id: 3, voice: 3, onset: 960 },
    { ...NOTE, id: 4, voice: 2 },
    { ...NOTE, id: 5, voice: 3, onset: 1920 },
  ],
};
const LATE = { ...NOTE, id: 11, voice: 3, onset: 480 };
const EARLY = { ...NOTE, id: 10, voice: 3, onset: 0 };

function idsAfter(outcome: ReturnType<typeof writtenOutcome>): readonly number[] {
  return outcome.score.notes.map(({ id }) => id);
}

it("keeps a harmonization as far as it was heard, in the place of what it replaces", () => {
  const order = {
    act: "harmonize",
    request: { score: SCORE, style, voices: [3, 4], sampling, rngSeed, locked: [3] },
  } as const;
  const outcome = writtenOutcome(order, [LATE, EARLY], null);
  expect(outcome.removed).toEqual([2, 4, 5]);
  expect(outcome.added.map(({ id }) => id)).toEqual([10, 11]);
  expect(idsAfter(outcome)).toEqual([1, 3, 10, 11]);
  expect(outcome.isComplete).toBe(false);
});

it("replaces nothing outside the region of a fill", () => {
  const region = { start: 960, end: 1920, voices: [2, 3] };
  const order = {
    act: "infill",
    request: { score: SCORE, style, region, sampling, rngSeed, locked: [] },
  } as const;
  expect(writtenOutcome(order, [LATE], null).removed).toEqual([3]);
});

it("gives a new piece the parts of its style, and says which network wrote it", () => {
  const info = {
    device: "cpu",
    adapter: null,
    modelVersion: "nano-1",
    vocabularyVersion: 2,
    styles: [style],
  };
  const outcome = writtenOutcome(seedOrder(7), [NOTE], info);
  expect(outcome.score.parts.map(({ name }) => name)).toContain("Soprano");
  expect(outcome.receipt).toMatchObject({ device: "cpu", modelVersion: "nano-1", rngSeed: 7 });
});

it("changes nothing where nothing was heard", () => {
  const order = {
    act: "harmonize",
    request: { score: SCORE, style, voices: [3], sampling, rngSeed, locked: [] },
  } as const;
  expect(writtenOutcome(order, [], null)).toEqual(emptyOutcome(order));
});
