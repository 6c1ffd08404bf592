// What crosses for acts that a first answer does without: pieces to order, ratings, edits. As docs/wire.md has it.

import type { Outcome, WireScore } from "./protocol.ts";

/** Orders a whole piece; what is null, empty or left out is chosen by style, moods and seed. */
export interface PieceRequest {
  readonly style: string;
  /** Words such as "calm", at most four. */
  readonly moods?: readonly string[];
  readonly key: string | null;
  /** 10 to 360. */
  readonly seconds: number;
  /** Quarter notes a minute, kept exactly. */
  readonly tempo?: number | null;
  readonly timeSignature?: { readonly beats: number; readonly beatUnit: number } | null;
  /** Sections such as "intro A A' B A outro". */
  readonly form?: string | null;
  /** Points from 0 to 1 over the piece. */
  readonly energy?: readonly number[];
  /** One for all parts or one for each, "none" for silence. */
  readonly instruments?: readonly string[];
  /** Music whose melodies steer the piece, at most eight. */
  readonly influence?: readonly WireScore[];
  /** Drafts of a phrase from which the best is taken, 1 to 16. */
  readonly drafts: number;
  readonly rngSeed: number;
}

/** A section of a piece. */
export interface PieceSection {
  readonly name: string;
  /** Counted from 0. */
  readonly firstBar: number;
  readonly bars: number;
  readonly energy: number;
  readonly key: string;
  readonly origin: "new" | "copy" | "varied" | "reharmonized" | "coda";
  /** The place among the sections of what it restates; null where it is new. */
  readonly source: number | null;
  readonly voices: readonly number[];
  readonly close: string;
}

/** What a piece is to be, told before its first note. */
export interface PiecePlan {
  readonly seconds: number;
  readonly tempo: number;
  readonly timeSignature: { readonly beats: number; readonly beatUnit: number };
  readonly key: string;
  readonly sections: readonly PieceSection[];
}

/** How a piece ends. */
export interface PieceEnding {
  readonly close: "authentic" | "plagal" | "tonic" | "half" | "open";
  readonly chord: string | null;
  /** A draft closed, closed over a bass written by rule, or was ended by rule. */
  readonly means: "drawn" | "led" | "written";
}

/** The answer to an order for a piece. */
export interface PieceOutcome extends Outcome {
  /** Null only if it was cancelled before it was planned. */
  readonly plan: PiecePlan | null;
  /** Null where it does not end. */
  readonly ending: PieceEnding | null;
}

/** Asks how good answers to one request are. */
export interface RateRequest {
  readonly style: string;
  readonly key: string | null;
  readonly candidates: readonly { readonly score: WireScore; readonly added: readonly number[] }[];
}

/** How good one answer is. */
export interface Rating {
  /** Nats a note; lower is likelier. */
  readonly likelihood: number;
  /** Faults in a hundred notes, weighed. */
  readonly theory: number;
  /** How real it sounds, 0 to 1; null where no critic is at hand. */
  readonly critic: number | null;
  /** Higher is better. */
  readonly total: number;
  /** At most three, in words. */
  readonly findings: readonly string[];
}

/** What can be done to notes that stand. */
export type WireEdit =
  /** `grid` in ticks, `strength` 0 to 1. */
  | { readonly kind: "quantise"; readonly grid: number; readonly strength: number }
  /** Both 0 to 1. */
  | {
      readonly kind: "humanise";
      readonly timing: number;
      readonly velocity: number;
      readonly rngSeed: number;
    }
  | { readonly kind: "repair" }
  | { readonly kind: "revoice"; readonly rngSeed: number }
  /** 0 to 1. */
  | { readonly kind: "simplify"; readonly amount: number };

/** Asks for an edit of some notes of a score. */
export interface EditRequest {
  readonly score: WireScore;
  readonly style: string;
  readonly notes: readonly number[];
  readonly edit: WireEdit;
}

/** The score after an edit; notes that were changed keep their ids. */
export interface EditOutcome {
  readonly score: WireScore;
  readonly changed: readonly number[];
  readonly removed: readonly number[];
  /** What was done, and what could not be, in words. */
  readonly remarks: readonly string[];
}

/** The request of each act of the studio. */
export interface StudioRequestOf {
  readonly piece: PieceRequest;
  readonly rate: RateRequest;
  readonly edit: EditRequest;
}

/** The answer to each. */
export interface StudioAnswerOf {
  readonly piece: PieceOutcome;
  readonly rate: readonly Rating[];
  readonly edit: EditOutcome;
}

/** What only modules with the feature "studio" can be asked for. */
export type StudioAct = keyof StudioRequestOf;

/** Such an act together with its request. */
export type StudioOrder = {
  [A in StudioAct]: { readonly act: A; readonly request: StudioRequestOf[A] };
}[StudioAct];

/** An answer to one of them. */
export type StudioAnswer = StudioAnswerOf[StudioAct];
