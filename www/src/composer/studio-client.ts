// The page's side of what a first answer does without; what does the work is loaded when it is first asked for.

import type { WorkerPort } from "./extra-workers.ts";
import type { Question, QuestionAnswer } from "./pending.ts";
import type {
  EditOutcome,
  EditRequest,
  EngineInfo,
  MidiFile,
  Order,
  Outcome,
  RateRequest,
  Rating,
  WireNote,
  WireScore,
} from "./protocol.ts";
import type { StudioDesk } from "./studio-desk.ts";
import type {
  MotifChanged,
  MotifRequest,
  PieceOutcome,
  PiecePlan,
  PieceRequest,
  ScoreFormat,
} from "./studio-protocol.ts";
import { forEngine } from "./styles.ts";
import type { TakesOptions } from "./takes.ts";

/** Who hears of a piece while it is written. */
export interface StudioListener {
  /** What the piece will be, before its first note. */
  readonly onPlan?: ((plan: PiecePlan) => void) | undefined;
  readonly onNote?: ((note: WireNote) => void) | undefined;
  /** It begins again, on another device or by another worker: its notes until now are void. */
  readonly onRestart?: (() => void) | undefined;
}

/** How the writing of a piece is listened to and stopped. */
export interface PieceOptions extends StudioListener {
  /** Aborting cancels: the promise still resolves, with what was written until then. */
  readonly signal?: AbortSignal | undefined;
}

/** What the studio needs of the page's first worker. */
export interface FirstWorker {
  open(): Promise<void>;
  /** Asks it; the number of the question, by which it can be cancelled, is given at once. */
  ask(
    question: Question,
    listener?: StudioListener,
  ): { readonly id: number; readonly answer: Promise<QuestionAnswer> };
  cancel(id: number): void;
  /** Brings chains to it. */
  bring(style: string, chains: Uint8Array, music: readonly WireScore[]): void;
  /** Has it answer takes all by itself. */
  takes(order: Order, count: number, options: TakesOptions): Promise<readonly Outcome[]>;
  /** What the first worker's engine says of itself. */
  info(): EngineInfo | null;
}

/** Pieces to order, ratings and edits of one client. */
export class StudioClient {
  readonly #spawn: () => WorkerPort;
  readonly #first: FirstWorker;
  #desk: Promise<StudioDesk> | null = null;
  #music: readonly WireScore[] = [];

  constructor(spawn: () => WorkerPort, first: FirstWorker) {
    this.#spawn = spawn;
    this.#first = first;
  }

  /**
   * Orders a whole piece: its notes are told as they are decided, phrase by phrase in the order of the score, so
   * that it can play while the rest is written. Where a CPU answers, another worker writes it, and requests are
   * answered meanwhile.
   */
  async piece(request: PieceRequest, options: PieceOptions = {}): Promise<PieceOutcome> {
    return (await this.#open()).piece(forEngine(request), options);
  }

  /** From now on chains write in the manner of somebody's own music; of none, each style is as it was. */
  learn(scores: readonly WireScore[]): void {
    this.#music = scores;
  }

  /** Takes in which Markov chains have a part. */
  async takes(order: Order, count: number, options: TakesOptions): Promise<readonly Outcome[]> {
    return (await this.#open()).takes(order, count, options, this.#music);
  }

  /** Judges answers to one request, in their order. */
  async rate(request: RateRequest, signal?: AbortSignal): Promise<readonly Rating[]> {
    return (await this.#open()).ask("rate", forEngine(request), signal);
  }

  /** Edits some notes: quantised, humanised, repaired, revoiced or simplified. */
  async edit(request: EditRequest, signal?: AbortSignal): Promise<EditOutcome> {
    return (await this.#open()).ask("edit", forEngine(request), signal);
  }

  /** Reads a file of notes: MIDI, MusicXML, zipped or not, ABC or **kern; needs no weights. */
  async readScore(bytes: Uint8Array, name: string, signal?: AbortSignal): Promise<MidiFile> {
    return (await this.#open()).convert("readScore", { bytes, name }, signal);
  }

  /** Writes a file of notes; needs no weights. */
  async writeScore(
    score: WireScore,
    format: ScoreFormat,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    return (await this.#open()).convert("writeScore", { score, format }, signal);
  }

  /** Moves two bars of a voice through the space of motifs; needs no weights of the network. */
  async motif(request: MotifRequest, signal?: AbortSignal): Promise<MotifChanged> {
    return (await this.#open()).ask("motif", forEngine(request), signal);
  }

  /** The first worker is another one: what it lent has another number. */
  forgetKit(): void {
    void this.#desk?.then((desk) => desk.forgetKit());
  }

  /** Ends the studio's worker; whatever it was asked is rejected with the code "closed". */
  close(): void {
    void this.#desk?.then((desk) => desk.close());
  }

  #open(): Promise<StudioDesk> {
    this.#desk ??= import("./studio-desk.ts").then(
      ({ StudioDesk }) => new StudioDesk(this.#spawn, this.#first),
    );
    return this.#desk;
  }
}
