// Who does what a first answer does without: a worker of its own beside a CPU, or the first worker on a GPU.

import { chainsOf } from "./chains.ts";
import { cancelled, closed, composerErrorFrom, isRequestError } from "./errors.ts";
import type { WorkerPort } from "./extra-workers.ts";
import type { Loan } from "./messages.ts";
import { writtenPiece } from "./piece-outcome.ts";
import type { Order, Outcome, WireNote, WireScore } from "./protocol.ts";
import type { FirstWorker, PieceOptions, StudioListener } from "./studio-client.ts";
import type {
  PieceOutcome,
  PiecePlan,
  PieceRequest,
  StudioAct,
  StudioAnswer,
  StudioAnswerOf,
  StudioOrder,
  StudioRequestOf,
} from "./studio-protocol.ts";
import { StudioWorker } from "./studio-worker.ts";
import { Gathering, type TakesOptions } from "./takes.ts";

/** After this the page ends a cancelled piece itself, with the notes that it has. */
const CANCEL_GRACE_MS = 30;

/** Hands orders to whoever can carry them out. */
export class StudioDesk {
  readonly #spawn: () => WorkerPort;
  readonly #first: FirstWorker;
  #worker: StudioWorker | null = null;
  #isClosed = false;

  constructor(spawn: () => WorkerPort, first: FirstWorker) {
    this.#spawn = spawn;
    this.#first = first;
  }

  /** As `StudioClient.piece`. */
  async piece(request: PieceRequest, options: PieceOptions): Promise<PieceOutcome> {
    const { signal } = options;
    const hearing = new Hearing(options);
    const asItIs = () => writtenPiece(request, hearing.plan, hearing.notes, this.#first.info());
    if (signal?.aborted) return asItIs();
    const answer = this.#perform({ act: "piece", request }, hearing, signal);
    const stopped = new Promise<PieceOutcome>((resolve) => {
      const settle = () => setTimeout(() => resolve(asItIs()), CANCEL_GRACE_MS);
      signal?.addEventListener("abort", settle, { once: true });
    });
    try {
      return await Promise.race([answer as Promise<PieceOutcome>, stopped]);
    } catch (thrown) {
      const error = composerErrorFrom(thrown);
      if (error.code === "cancelled" && signal?.aborted) return asItIs();
      throw error;
    } finally {
      hearing.isOver = true;
      answer.catch(() => {});
    }
  }

  /**
   * Takes in which chains have a part. Chains alone need no weights, so they do not wait for any.
   */
  async takes(
    order: Order,
    count: number,
    options: TakesOptions,
    music: readonly WireScore[],
  ): Promise<readonly Outcome[]> {
    const { signal } = options;
    const gathering = new Gathering(order, count, options);
    const stop = () => {
      gathering.isStopping = true;
      setTimeout(() => gathering.settle(this.#first.info()), CANCEL_GRACE_MS);
    };
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const { style, engine } = order.request;
      const [chains, worker] = await Promise.all([
        chainsOf(style),
        engine === "markov" ? this.#unequipped() : this.#equipped(),
      ]);
      if (gathering.isStopping) return gathering.answer;
      if (worker !== null) return await worker.takes(gathering, { style, chains, music }, signal);
      this.#first.bring(style, chains, music);
      return await this.#first.takes(order, count, options);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Asks for what is answered at once. */
  async ask<A extends Exclude<StudioAct, "piece">>(
    act: A,
    request: StudioRequestOf[A],
    signal?: AbortSignal,
  ): Promise<StudioAnswerOf[A]> {
    const answer = await this.#perform({ act, request } as StudioOrder, {}, signal);
    return answer as StudioAnswerOf[A];
  }

  forgetKit(): void {
    if (this.#worker !== null) this.#worker.kitId = null;
  }

  close(): void {
    this.#isClosed = true;
    this.#worker?.end(closed());
    this.#worker = null;
  }

  /** A worker that falls, or a GPU that is lost, is replaced once. */
  async #perform(
    order: StudioOrder,
    listener: StudioListener,
    signal: AbortSignal | undefined,
  ): Promise<StudioAnswer> {
    try {
      return await this.#performOnce(order, listener, signal);
    } catch (thrown) {
      const error = composerErrorFrom(thrown);
      if (isRequestError(error) || error.code === "closed" || signal?.aborted) throw error;
      if (error.code === "module-missing") throw error;
      listener.onRestart?.();
      return this.#performOnce(order, listener, signal);
    }
  }

  async #performOnce(
    order: StudioOrder,
    listener: StudioListener,
    signal: AbortSignal | undefined,
  ): Promise<StudioAnswer> {
    // Motifs have a model of their own, and wait for no weights.
    const worker = order.act === "motif" ? await this.#unequipped() : await this.#equipped();
    if (signal?.aborted) throw cancelled("the order");
    if (worker !== null) return worker.perform(order, listener, signal);
    const { id, answer } = this.#first.ask({ kind: "studio", order }, listener);
    const cancel = () => this.#first.cancel(id);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return (await answer) as StudioAnswer;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** The studio's worker, with the weights that answer now; null where the first worker does all by itself. */
  async #equipped(): Promise<StudioWorker | null> {
    if (this.#isClosed) throw closed();
    // A failure to open is told by the question, which waits for the engine in the worker.
    this.#first.open().catch(() => {});
    const held = this.#worker?.kitId ?? null;
    const loan = (await this.#first.ask({ kind: "lend", held }).answer) as Loan | null;
    if (loan === null) return null;
    if (this.#isClosed) throw closed();
    if (this.#worker !== null && this.#worker.kitId === loan.kitId) return this.#worker;
    // It has been ended while it was asked for.
    if (loan.weights === null) return this.#equipped();
    const worker = this.#worker ?? this.#start();
    worker.equip(loan.kitId, loan.weights);
    return worker;
  }

  /** The studio's worker with whatever weights it has, also with none. */
  async #unequipped(): Promise<StudioWorker> {
    if (this.#isClosed) throw closed();
    const worker = this.#worker ?? this.#start();
    if (!worker.isEquipped) worker.equip(null, null);
    return worker;
  }

  #start(): StudioWorker {
    const port = this.#spawn();
    const worker = new StudioWorker(port, () => {
      if (this.#worker === worker) this.#worker = null;
    });
    this.#worker = worker;
    return worker;
  }
}

/** Keeps what is told of a piece, so that it can be kept whatever becomes of the worker. */
class Hearing implements StudioListener {
  readonly #options: PieceOptions;
  plan: PiecePlan | null = null;
  notes: WireNote[] = [];
  isOver = false;

  constructor(options: PieceOptions) {
    this.#options = options;
  }

  readonly onPlan = (plan: PiecePlan): void => {
    if (this.isOver) return;
    this.plan = plan;
    this.#options.onPlan?.(plan);
  };

  readonly onNote = (note: WireNote): void => {
    if (this.isOver) return;
    this.notes.push(note);
    this.#options.onNote?.(note);
  };

  readonly onRestart = (): void => {
    if (this.isOver) return;
    this.notes = [];
    this.#options.onRestart?.();
  };
}
