// What crosses between page, worker and wasm: the types of docs/wire.md and the messages around them.

import type { PlainNote, PlainScore } from "../score/index.ts";

/** A note as it crosses the wire. */
export type WireNote = PlainNote;

/** A score as it crosses the wire. */
export type WireScore = PlainScore;

/** How the next word is drawn: temperature 0 to 2 (0 = most likely), topK 0 = off, topP above 0 to 1. */
export interface Sampling {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
}

/** A trait of the music that may be asked for. */
export type ControlKind = "density" | "leaps" | "range" | "repetition" | "syncopation";

/** How much of each, against other pieces of the style: 0 (the lowest fifth) to 4; free where left out. */
export type Controls = { readonly [kind in ControlKind]?: number };

/** A number that is not to be passed, and how strictly: 0 (no matter) to 1 (a law). */
export interface Limit {
  readonly value: number;
  readonly strictness: number;
}

/** The pitch of one note of a voice, and how strictly. */
export interface NamedNote {
  readonly voice: number;
  readonly pitch: number;
  readonly strictness: number;
}

/** What new notes must obey; what is left out is as it always was. A strictness of 1 is a law. */
export interface Constraints {
  /** Against parallels; as a law against crossings in four parts too. */
  readonly voiceLeading?: number;
  /** "D dorian", or null for the scale of the piece's key. */
  readonly scale?: { readonly scale: string | null; readonly strictness: number };
  readonly ranges?: readonly {
    readonly voice: number;
    readonly lowest: number;
    readonly highest: number;
    readonly strictness: number;
  }[];
  /**
   * Chord tones on beats; `changes` take the place of the chord symbols that stand there, and may be Roman
   * numerals in the piece's key ("V7", "ii6", "bVI", "V/V").
   */
  readonly chords?: {
    readonly changes?: WireScore["chords"];
    readonly strictness: number;
  };
  /** Semitones. */
  readonly largestLeap?: Limit;
  /** Ticks. */
  readonly shortestNote?: Limit;
  /** How often a note may be repeated right after itself. */
  readonly mostRepeats?: Limit;
  readonly start?: readonly NamedNote[];
  readonly end?: readonly NamedNote[];
  /** Dominant and tonic in root position at the end. */
  readonly cadence?: number;
  /** Ticks. */
  readonly longestNote?: Limit;
  /** Notes that begin in a bar, in each voice. */
  readonly density?: {
    readonly lowest: number;
    readonly highest: number;
    readonly strictness: number;
  };
  /** Cadences at the last onsets of bars, counted from 0. */
  readonly cadences?: readonly {
    readonly bar: number;
    readonly kind: "authentic" | "half";
    readonly strictness: number;
  }[];
}

/** A note that is written afresh but for its rhythm, or but for its onset and pitch. */
export interface Hold {
  readonly id: number;
  readonly keep: "rhythm" | "pitch";
}

/** Who writes: the network, Markov chains alone, or chains the chord symbols or the top voice. */
export type EngineName = "neural" | "markov" | "markov-harmony" | "markov-melody";

/** Starts a piece from nothing. */
export interface SeedRequest {
  readonly style: string;
  readonly key: string | null;
  readonly timeSignature: { readonly beats: number; readonly beatUnit: number };
  readonly bars: number;
  readonly tempo: number;
  readonly voices: readonly number[];
  readonly controls?: Controls;
  readonly constraints?: Constraints;
  /** The network where it is left out. */
  readonly engine?: EngineName;
  readonly sampling: Sampling;
  readonly rngSeed: number;
  /** Whether the outcome shall have `explanations`. */
  readonly explain?: boolean;
}

/** Writes `bars` bars after the bar in which the score ends. */
export interface ContinueRequest {
  readonly score: WireScore;
  readonly style: string;
  readonly bars: number;
  readonly voices: readonly number[];
  readonly controls?: Controls;
  readonly constraints?: Constraints;
  /** The network where it is left out. */
  readonly engine?: EngineName;
  readonly sampling: Sampling;
  readonly rngSeed: number;
  readonly locked: readonly number[];
  readonly holds?: readonly Hold[];
  readonly explain?: boolean;
}

/** Writes `voices` afresh under or over every other note. */
export interface HarmonizeRequest {
  readonly score: WireScore;
  readonly style: string;
  readonly voices: readonly number[];
  readonly controls?: Controls;
  readonly constraints?: Constraints;
  /** The network where it is left out. */
  readonly engine?: EngineName;
  readonly sampling: Sampling;
  readonly rngSeed: number;
  readonly locked: readonly number[];
  readonly holds?: readonly Hold[];
  readonly explain?: boolean;
}

/** Writes the voices of a region afresh. */
export interface InfillRequest {
  readonly score: WireScore;
  readonly style: string;
  readonly region: {
    readonly start: number;
    readonly end: number;
    readonly voices: readonly number[];
    /** What stays of all its notes: their rhythms, or the pitches of each voice in their order. */
    readonly keep?: "rhythm" | "pitches";
  };
  readonly controls?: Controls;
  readonly constraints?: Constraints;
  /** The network where it is left out. */
  readonly engine?: EngineName;
  readonly sampling: Sampling;
  readonly rngSeed: number;
  readonly locked: readonly number[];
  readonly holds?: readonly Hold[];
  readonly explain?: boolean;
}

/** The request of each act. */
export interface RequestOf {
  readonly seed: SeedRequest;
  readonly continue: ContinueRequest;
  readonly harmonize: HarmonizeRequest;
  readonly infill: InfillRequest;
}

/** What the composer can be asked for. */
export type Act = keyof RequestOf;

/** An act together with its request. */
export type Order = { [A in Act]: { readonly act: A; readonly request: RequestOf[A] } }[Act];

/** Where an answer came from. */
export interface Receipt {
  readonly act: string;
  readonly rngSeed: number;
  readonly style: string;
  readonly key: string | null;
  readonly device: string;
  readonly engine: string;
  readonly modelVersion: string;
  readonly tokens: number;
}

/** The answer to a request; every note of its score that is not in `added` is the request's own. */
export interface Outcome {
  readonly score: WireScore;
  readonly added: readonly WireNote[];
  readonly removed: readonly number[];
  /** False when it was cancelled: what was written until then is kept. */
  readonly isComplete: boolean;
  readonly receipt: Receipt;
  /** One for each note of `added`, if that was asked for. */
  readonly explanations?: readonly Explanation[];
  /** Nats a note that the network needed for what is new; left out where none wrote. */
  readonly likelihood?: number;
}

/** Why a new note is what it is. */
export interface Explanation {
  readonly id: number;
  /** How likely the network found its pitch among what could be said there, 0 to 1. */
  readonly probability: number;
  /** The likeliest others, at most three; a pitch of null is silence. */
  readonly alternatives: readonly { readonly pitch: number | null; readonly probability: number }[];
  /** "chord tone", "passing", "neighbour" and so on; null where no harmony is heard. */
  readonly role: string | null;
  /** The constraints that took away what the network liked better: "voice leading", "scale" and so on. */
  readonly movedBy: readonly string[];
}

/** Candidates for one place, to be rated beside each other: at most 16. */
export interface RateRequest {
  readonly style: string;
  readonly key: string | null;
  readonly candidates: readonly Candidate[];
}

/** A score with what is new in it. */
export interface Candidate {
  readonly score: WireScore;
  readonly added: readonly number[];
  /** As its outcome had it: where that is known of all candidates, none has to be read. */
  readonly likelihood?: number;
}

/** How good a candidate is beside the others of its request. */
export interface Rating {
  /** Nats a note; lower is likelier. */
  readonly likelihood: number;
  /** Faults in 100 notes, weighed. */
  readonly theory: number;
  /** How real it sounds, 0 to 1; null while there is no critic. */
  readonly critic: number | null;
  /** Higher is better. */
  readonly total: number;
  /** What is amiss, at most three sentences. */
  readonly findings: readonly string[];
}

/** What is to be done to selected notes: shares are 0 to 1, `grid` is in ticks. */
export type NoteEdit =
  | { readonly kind: "quantise"; readonly grid: number; readonly strength: number }
  | {
      readonly kind: "humanise";
      readonly timing: number;
      readonly velocity: number;
      readonly rngSeed: number;
    }
  | { readonly kind: "repair" }
  | { readonly kind: "revoice"; readonly rngSeed: number }
  | { readonly kind: "simplify"; readonly amount: number };

/** An edit of some notes of a score, inside the ranges of a style. */
export interface EditRequest {
  readonly score: WireScore;
  readonly style: string;
  /** The notes that may change. */
  readonly notes: readonly number[];
  readonly edit: NoteEdit;
}

/** What became of an edit; changed notes keep their ids. */
export interface EditOutcome {
  readonly score: WireScore;
  readonly changed: readonly number[];
  readonly removed: readonly number[];
  /** What could not be done, a sentence each. */
  readonly remarks: readonly string[];
}

/** What an engine says about itself. */
export interface EngineInfo {
  readonly device: string;
  readonly adapter: string | null;
  readonly modelVersion: string | null;
  readonly vocabularyVersion: number;
  readonly styles: readonly string[];
}

/** A device to compute on. */
export type Device = "cpu" | "webgpu";

/** What the page asks for: "auto" answers on the CPU and moves to a real GPU once that is ready. */
export type DeviceChoice = "auto" | Device;

/** Whether the engine answers, and what there is to say about it. */
export interface EngineState {
  readonly phase: "closed" | "opening" | "ready" | "failed";
  /** Null until the wasm has loaded. */
  readonly info: EngineInfo | null;
  /** One sentence for the musician, such as why the CPU answers; null when all is as asked. */
  readonly notice: string | null;
}

/** How far opening has come. Bytes; `total` is 0 while it is unknown. */
export interface Progress {
  readonly stage: "module" | "weights" | "compile" | "ready";
  readonly loaded: number;
  readonly total: number;
  readonly message?: string;
}

/** An error as it crosses from the worker. */
export interface WireError {
  readonly code: string;
  readonly message: string;
}

/** A MIDI file as a score, and what it had that a score cannot hold. */
export interface MidiFile {
  readonly score: WireScore;
  readonly warnings: readonly string[];
}
