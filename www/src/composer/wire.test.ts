import { expect, it } from "vitest";
import carryOn from "../../../tests/fixtures/wire/continue.json";
import editOutcome from "../../../tests/fixtures/wire/edit-outcome.json";
import edits from "../../../tests/fixtures/wire/edits.json";
import harmonize from "../../../tests/fixtures/wire/harmonize.json";
import infill from "../../../tests/fixtures/wire/infill.json";
import outcome from "../../../tests/fixtures/wire/outcome.json";
import rate from "../../../tests/fixtures/wire/rate.json";
import ratings from "../../../tests/fixtures/wire/ratings.json";
import score from "../../../tests/fixtures/wire/score.json";
import seed from "../../../tests/fixtures/wire/seed.json";
import { type PlainScore, type Score, scoreFrom } from "../score/index.ts";
import type {
  EditOutcome,
  EditRequest,
  EngineName,
  Outcome,
  RateRequest,
  Rating,
  RequestOf,
  WireScore,
} from "./protocol.ts";
import { outcomeFrom, outcomesFrom } from "./wasm.ts";

// What the compiler makes of JSON: it knows of no words, only of text.
type Json<T> = T extends string ? string : { [Key in keyof T]: Json<T[Key]> };

// These lines are the test: the compiler reads the same examples that Rust reads.
const ENGINE: EngineName = "neural";
const REQUESTS: Json<RequestOf> = {
  seed,
  continue: carryOn,
  harmonize: { ...harmonize, engine: ENGINE },
  infill,
};
const RATE: RateRequest = rate;
const RATINGS: readonly Rating[] = ratings;
// The compiler reads a JSON file's words as any words.
const EDITS = edits as readonly EditRequest[];
const EDIT_OUTCOME: EditOutcome = editOutcome;
// Where a score says nothing of changes of tempo it has none.
const SCORE: WireScore = whole(score);
const OUTCOME: Outcome = outcome;

function whole<Fields extends object>(plain: Fields): Fields & Pick<Score, "tempoChanges"> {
  return { tempoChanges: [], ...plain };
}

it("keeps the changes of tempo that an answer says", () => {
  const tempoChanges = [
    { tick: 480, tempo: 80.5 },
    { tick: 960, tempo: 60 },
  ];
  expect(scoreFrom({ ...score, tempoChanges })).toEqual({ ...score, tempoChanges });
});

it("knows every field of the examples and no other", () => {
  expect(Object.keys(REQUESTS.seed).sort()).toEqual([
    "bars",
    "constraints",
    "controls",
    "explain",
    "key",
    "rngSeed",
    "sampling",
    "style",
    "tempo",
    "timeSignature",
    "voices",
  ]);
  expect(REQUESTS.seed.controls).toEqual({ density: 4, leaps: 0 });
  expect(Object.keys(REQUESTS.seed.constraints ?? {}).sort()).toEqual([
    "cadence",
    "cadences",
    "chords",
    "density",
    "end",
    "largestLeap",
    "longestNote",
    "mostRepeats",
    "ranges",
    "scale",
    "shortestNote",
    "start",
    "voiceLeading",
  ]);
  expect(REQUESTS.infill.constraints?.scale).toEqual({ scale: null, strictness: 1 });
  expect(REQUESTS.infill.region).toEqual({ start: 960, end: 1920, voices: [0], keep: "rhythm" });
  expect(REQUESTS.harmonize.holds).toEqual([
    { id: 2, keep: "rhythm" },
    { id: 3, keep: "pitch" },
  ]);
  expect(OUTCOME.explanations?.map(({ id }) => id)).toEqual(OUTCOME.added.map(({ id }) => id));
  expect(REQUESTS.seed.rngSeed).toBe(Number.MAX_SAFE_INTEGER);
});

it("knows ratings, edits and engines as the examples have them", () => {
  expect(harmonize.engine).toBe(REQUESTS.harmonize.engine);
  expect(RATE.candidates.map(({ added }) => added.length)).toEqual([2, 0]);
  expect(RATINGS.map(({ critic }) => critic)).toEqual([null, 0.75]);
  expect(Object.keys(RATINGS[0] ?? {}).sort()).toEqual([
    "critic",
    "findings",
    "likelihood",
    "theory",
    "total",
  ]);
  const fields = EDITS.map(({ edit }) => Object.keys(edit).sort().join(" "));
  expect(fields).toEqual([
    "grid kind strength",
    "kind rngSeed timing velocity",
    "kind",
    "kind rngSeed",
    "amount kind",
  ]);
  expect(Object.keys(EDIT_OUTCOME).sort()).toEqual(["changed", "remarks", "removed", "score"]);
});

it("holds a score of the wire without changing it", () => {
  const held: PlainScore = scoreFrom(SCORE);
  expect(held).toEqual(SCORE);
});

it("takes a score that leaves out what may be left out, and sends it whole", () => {
  const { chords: _, tempoChanges: __, parts, ...rest } = whole(score);
  const spare: WireScore = { ...rest, parts: parts.map(({ isPercussion: ___, ...part }) => part) };
  const held = scoreFrom(spare);
  expect(held).toEqual({ ...SCORE, chords: [], tempoChanges: [] });
  expect(Object.keys(held).sort()).toEqual(Object.keys(SCORE).sort());
  expect(Object.keys(held.parts[0] ?? {}).sort()).toEqual(Object.keys(parts[0] ?? {}).sort());
});

it("gives every request of the examples back as it was", () => {
  for (const request of [carryOn, harmonize, infill]) {
    expect(scoreFrom(request.score)).toEqual(whole(request.score));
  }
  expect(scoreFrom(outcome.score)).toEqual(whole(outcome.score));
});

it("takes an outcome for what it is, and nothing else", () => {
  expect(outcomeFrom(outcome)).toEqual(OUTCOME);
  const { receipt: _, ...rest } = outcome;
  for (const other of [null, 3, {}, rest]) expect(() => outcomeFrom(other)).toThrow(/engine/);
  expect(outcomesFrom([outcome, outcome], 2)).toEqual([OUTCOME, OUTCOME]);
  for (const other of [null, outcome, [outcome], [outcome, rest]]) {
    expect(() => outcomesFrom(other, 2)).toThrow(/engine/);
  }
});
