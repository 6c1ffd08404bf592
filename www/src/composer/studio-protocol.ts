// What crosses for acts that a first answer does without: pieces to order, ratings, edits, motifs, files of scores.
// As docs/wire.md has it.

import type {
  EditOutcome,
  EditRequest,
  MidiFile,
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

/** How a score can be written down, beside MIDI. */
export type ScoreFormat = "musicxml" | "mxl" | "abc";

/** Reads a file of notes, told by its content, then by its name: MIDI, MusicXML, zipped or not, ABC or **kern. */
export interface ReadScoreRequest {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** Writes a file of notes; in MusicXML note 7 is the element n7, and what is tied on to it at tick 960 n7-960. */
export interface WriteScoreRequest {
  readonly score: WireScore;
  readonly format: ScoreFormat;
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
  readonly readScore: ReadScoreRequest;
  readonly writeScore: WriteScoreRequest;
  readonly motif: MotifRequest;
}

/** The answer to each. */
export interface StudioAnswerOf {
  readonly piece: PieceOutcome;
  readonly rate: readonly Rating[];
  readonly edit: EditOutcome;
  readonly readScore: MidiFile;
  readonly writeScore: Uint8Array;
  readonly motif: MotifChanged;
}

/** What only modules with the feature "studio" can be asked for. */
export type StudioAct = keyof StudioRequestOf;

/** Files of scores: they need the module alone, so they are answered whatever the engine is at. */
export type FileAct = "readScore" | "writeScore";

/** What takes an engine. */
export type EngineAct = Exclude<StudioAct, FileAct>;

type OrderOf<Acts extends StudioAct> = {
  [A in Acts]: { readonly act: A; readonly request: StudioRequestOf[A] };
}[Acts];

/** Such an act together with its request. */
export type StudioOrder = OrderOf<StudioAct>;

/** A file that is to be read or written. */
export type FileOrder = OrderOf<FileAct>;

/** An order for an engine. */
export type EngineOrder = OrderOf<EngineAct>;

/** An answer to one of them. */
export type StudioAnswer = StudioAnswerOf[StudioAct];
