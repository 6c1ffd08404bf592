import { expect, it } from "vitest";
import outcome from "../../../tests/fixtures/wire/outcome.json";
import piece from "../../../tests/fixtures/wire/piece.json";
import pieceOutcome from "../../../tests/fixtures/wire/piece-outcome.json";
import score from "../../../tests/fixtures/wire/score.json";
import type { PieceOutcome, PieceRequest, PieceSection } from "./studio-protocol.ts";
import { studioAnswerFrom } from "./wasm.ts";

// The compiler reads the same examples that Rust reads.
const PIECE: PieceRequest = piece;
// Words of a closed list are strings to whoever reads JSON.
const SECTIONS: readonly (Omit<PieceSection, "origin"> & { readonly origin: string })[] =
  pieceOutcome.plan.sections;

it("knows every field of an order and of its answer", () => {
  expect(Object.keys(PIECE).sort()).toEqual([
    "drafts",
    "energy",
    "form",
    "influence",
    "instruments",
    "key",
    "moods",
    "rngSeed",
    "seconds",
    "style",
    "tempo",
    "timeSignature",
  ]);
  const answer = studioAnswerFrom("piece", pieceOutcome) as PieceOutcome;
  expect(answer.plan?.sections).toEqual(SECTIONS);
  expect(answer.ending).toEqual({ close: "authentic", chord: null, means: "drawn" });
});

it("takes answers of the studio for what they are, and nothing else", () => {
  expect(() => studioAnswerFrom("piece", outcome)).toThrow(/other than a piece/);
  for (const other of [null, {}, [1], [{ total: 1 }]]) {
    expect(() => studioAnswerFrom("rate", other)).toThrow(/other than ratings/);
  }
  const edited = { score, changed: [1], removed: [], remarks: ["one note moved"] };
  expect(studioAnswerFrom("edit", edited)).toBe(edited);
  expect(() => studioAnswerFrom("edit", { ...edited, score: null })).toThrow(/edited score/);
});
