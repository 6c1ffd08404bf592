// What crosses for acts that a first answer does without: pieces to order, ratings, edits, motifs. As docs/wire.md
// has it.

import type {
  EditOutcome,
  EditRequest,
  Outcome,
  RateRequest,
  Rating,
  WireNote,
  WireScore,
} from "./protocol.ts";

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

/** Where a motif goes in the space of motifs. */
export type MotifStep =
  /** So far away, 0 to 1, in a random direction. */
  | { readonly kind: "vary"; readonly amount: number; readonly rngSeed: number }
  /** A point of a pad, -1 to 1 both ways, in whose middle the motif lies. */
  | { readonly kind: "walk"; readonly x: number; readonly y: number; readonly rngSeed: number }
  /** Towards another motif of the score: 0 not at all, 1 all the way. */
  | {
      readonly kind: "morph";
      readonly voice: number;
      readonly bar: number;
      readonly share: number;
    };

/** Two bars of a voice that are to change; `bar` is the first of them, counted from 0. */
export interface MotifRequest {
  readonly score: WireScore;
  readonly style: string;
  readonly voice: number;
  readonly bar: number;
  readonly step: MotifStep;
}

/** The score with other notes in those bars. */
export interface MotifChanged {
  readonly score: WireScore;
  readonly added: readonly WireNote[];
  readonly removed: readonly number[];
}

/** The request of each act of the studio. */
export interface StudioRequestOf {
  readonly piece: PieceRequest;
  readonly rate: RateRequest;
  readonly edit: EditRequest;
  readonly motif: MotifRequest;
}

/** The answer to each. */
export interface StudioAnswerOf {
  readonly piece: PieceOutcome;
  readonly rate: readonly Rating[];
  readonly edit: EditOutcome;
  readonly motif: MotifChanged;
}

/** What only modules with the feature "studio" can be asked for. */
export type StudioAct = keyof StudioRequestOf;

/** Such an act together with its request. */
export type StudioOrder = {
  [A in StudioAct]: { readonly act: A; readonly request: StudioRequestOf[A] };
}[StudioAct];

/** An answer to one of them. */
export type StudioAnswer = StudioAnswerOf[StudioAct];
