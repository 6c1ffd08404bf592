// The door of the composer without a page: scores in, notes out, in a page, in a worker or in Node.

export type {
  Act,
  Constraints,
  ContinueRequest,
  Controls,
  EditOutcome,
  EditRequest,
  EngineInfo,
  EngineName,
  ErrorCode,
  Explanation,
  HarmonizeRequest,
  Hold,
  InfillRequest,
  MidiFile,
  Outcome,
  PieceRequest,
  RateRequest,
  Rating,
  Receipt,
  Sampling,
  SeedRequest,
  WireNote,
  WireScore,
} from "../composer/index.ts";
export { ComposerError, setBase } from "../composer/index.ts";
export { Answer } from "./answer.ts";
export { type AskOptions, Composer, type ComposerOptions } from "./composer.ts";
export type { Wish } from "./wish.ts";
