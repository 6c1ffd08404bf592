// The page's side of the composer: promises and listeners over one worker, shared by all elements.

import { ComposerError, composerErrorFrom, type ErrorCode } from "./errors.ts";
import { emptyOutcome, writtenOutcome } from "./outcome.ts";
import type {
  Act,
  Assignment,
  DeviceChoice,
  EngineState,
  FromWorker,
  MidiFile,
  Order,
  Outcome,
  PieceOutcome,
  PiecePlan,
  PieceRequest,
  Progress,
  RequestOf,
  ToWorker,
  WireError,
  WireNote,
  WireScore,
} from "./protocol.ts";

/** The parts of a `Worker` that the client uses. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What a client is made for. */
export interface ClientOptions {
  readonly device: DeviceChoice;
  /** Absolute URL of the model's folder, ending in "/", or of one file of weights. */
  readonly modelUrl: string;
}

/** How one act is listened to and stopped. */
export interface ComposeOptions {
  /** Aborting cancels: the promise still resolves, with what was written until then. */
  readonly signal?: AbortSignal;
  readonly onNote?: (note: WireNote) => void;
  /** The act begins again on another device: the notes until now are void. */
  readonly onRestart?: () => void;
}

/** How the writing of a piece is listened to and stopped. */
export interface PieceOptions extends ComposeOptions {
  /** Hears what the piece will be, before its first note. */
  readonly onPlan?: (plan: PiecePlan) => void;
}

/** A message that waits for its answer. */
interface Pending {
  readonly message: Extract<ToWorker, { id: number }>;
  readonly options: PieceOptions;
  /** What a piece will be, once it is known. */
  plan: PiecePlan | null;
  /** The notes of an act until now, so that they can be kept whatever becomes of the worker. */
  notes: WireNote[];
  resolve(answer: Outcome | MidiFile | Uint8Array): void;
  reject(error: ComposerError): void;
}

/** The promise of `open`, settled by the worker's answer. */
interface Opening {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: ComposerError): void;
}

/**
 * A cancelled act ends within 50 ms. A worker that reads a long piece or compiles kernels hears of it later:
 * then the page ends the act itself, with the notes that it has.
 */
const CANCEL_GRACE_MS = 30;
/** A worker that is still busy with a cancelled act by then will not end it: it is replaced. */
const CANCEL_PATIENCE_MS = 5_000;
/** A wasm that keeps panicking is not started for ever. */
const MAX_RESTARTS = 3;

/** One worker and what it has been asked. */
export class ComposerClient {
  readonly #options: ClientOptions;
  readonly #spawn: () => WorkerPort;
  readonly #pending = new Map<number, Pending>();
  /** Cancelled acts that the worker has not ended yet, each with the timer of its patience. */
  readonly #overdue = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #target = new EventTarget();
  #worker: WorkerPort | null = null;
  #engine: EngineState = { phase: "closed", info: null, notice: null };
  #opening: Opening | null = null;
  #nextId = 1;
  #restarts = 0;
  /** Whether the present worker has ever said anything: its script could be loaded. */
  #hasSpoken = false;
  #isClosed = false;

  constructor(options: ClientOptions, spawn: () => WorkerPort) {
    this.#options = options;
    this.#spawn = spawn;
  }

  /** Whether the engine answers, and what it is. */
  get engine(): EngineState {
    return this.#engine;
  }

  /** Starts loading; resolves when acts can be answered. Opening again retries what failed. */
  async open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    if (signal?.aborted) throw cancelled();
    const opening = this.#open();
    if (signal === undefined) return opening;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(cancelled()), { once: true });
    });
    await Promise.race([opening, aborted]);
  }

  /** Listens to bytes and stages of opening. */
  onProgress(listener: (progress: Progress) => void, signal: AbortSignal): void {
    this.#listen("progress", listener, signal);
  }

  /** Listens to changes of `engine`. */
  onEngine(listener: (engine: EngineState) => void, signal: AbortSignal): void {
    this.#listen("engine", listener, signal);
  }

  /** Asks for music. Acts on one engine wait for each other, first come, first served. */
  async compose<A extends Act>(
    act: A,
    request: RequestOf[A],
    options: ComposeOptions = {},
  ): Promise<Outcome> {
    return this.#compose({ act, request } as Order, options);
  }

  /**
   * Orders a whole piece: its notes are told as they are decided, phrase by phrase in the order of the score, so
   * that it can play while the rest is written.
   */
  async piece(request: PieceRequest, options: PieceOptions = {}): Promise<PieceOutcome> {
    let plan: PiecePlan | null = null;
    const onPlan = (told: PiecePlan) => {
      plan = told;
      options.onPlan?.(told);
    };
    const outcome = await this.#compose({ act: "piece", request }, { ...options, onPlan });
    return { plan, ending: null, ...outcome };
  }

  async #compose(order: Assignment, options: PieceOptions): Promise<Outcome> {
    const { signal } = options;
    if (signal?.aborted) return emptyOutcome(order);
    // A failure to open is told by the act itself, which waits for the engine in the worker.
    this.#open().catch(() => {});
    const id = this.#nextId++;
    const answer = this.#ask<Outcome>({ kind: "compose", id, order }, options);
    const cancel = () => this.#cancel(id, order);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await answer;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Reads a MIDI file; needs no weights. */
  readMidi(bytes: Uint8Array): Promise<MidiFile> {
    return this.#ask<MidiFile>({ kind: "readMidi", id: this.#nextId++, bytes }, {});
  }

  /** Writes a MIDI file; needs no weights. */
  writeMidi(score: WireScore): Promise<Uint8Array> {
    return this.#ask<Uint8Array>({ kind: "writeMidi", id: this.#nextId++, score }, {});
  }

  /** Ends the worker; whatever was asked is rejected with the code "closed". */
  close(): void {
    this.#isClosed = true;
    this.#stopWorker();
    const error = new ComposerError("closed", "the composer was closed");
    this.#opening?.reject(error);
    this.#opening = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#setEngine({ phase: "closed", info: null, notice: null });
  }

  #open(): Promise<void> {
    if (this.#isClosed)
      return Promise.reject(new ComposerError("closed", "the composer was closed"));
    if (this.#opening === null) {
      this.#opening = newOpening();
      this.#post({ kind: "open", ...this.#options });
    }
    return this.#opening.promise;
  }

  #ask<Answer extends Outcome | MidiFile | Uint8Array>(
    message: Extract<ToWorker, { id: number }>,
    options: PieceOptions,
  ): Promise<Answer> {
    if (this.#isClosed)
      return Promise.reject(new ComposerError("closed", "the composer was closed"));
    return new Promise<Answer>((resolve, reject) => {
      const settle = (answer: Outcome | MidiFile | Uint8Array) => resolve(answer as Answer);
      this.#pending.set(message.id, {
        message,
        options,
        plan: null,
        notes: [],
        resolve: settle,
        reject,
      });
      this.#post(message);
    });
  }

  #cancel(id: number, order: Assignment): void {
    this.#post({ kind: "cancel", id });
    setTimeout(() => {
      const pending = this.#pending.get(id);
      if (pending === undefined) return;
      this.#pending.delete(id);
      this.#overdue.set(
        id,
        setTimeout(() => this.#restart(), CANCEL_PATIENCE_MS),
      );
      pending.resolve(writtenOutcome(order, pending.notes, this.#engine.info, pending.plan));
    }, CANCEL_GRACE_MS);
  }

  #post(message: ToWorker): void {
    if (this.#worker === null) {
      this.#worker = this.#spawn();
      this.#worker.onmessage = ({ data }) => this.#receive(data);
      this.#worker.onerror = (event) => {
        const message = event.message || "the composer's worker could not be loaded";
        // A script that is not there is not there the next time; a worker that fell may be started again.
        this.#crashed(null, { code: this.#hasSpoken ? "internal" : "module-missing", message });
      };
    }
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    this.#hasSpoken = true;
    switch (message.kind) {
      case "progress":
        this.#target.dispatchEvent(new CustomEvent("progress", { detail: message.progress }));
        return;
      case "engine":
        this.#setEngine(message.engine);
        return;
      case "opened":
        this.#opening?.resolve();
        return;
      case "openFailed":
        this.#opening?.reject(errorFrom(message.error));
        // So that the next `open` tries again.
        this.#opening = null;
        return;
      case "plan":
        this.#planned(message.id, message.plan);
        return;
      case "note":
        this.#noted(message.id, message.note);
        return;
      case "restarted":
        this.#beginAgain(this.#pending.get(message.id));
        return;
      case "done":
        // An engine that answers is well again.
        this.#restarts = 0;
        this.#take(message.id)?.resolve(message.outcome);
        return;
      case "midiRead":
        this.#take(message.id)?.resolve(message.file);
        return;
      case "midiWritten":
        this.#take(message.id)?.resolve(message.bytes);
        return;
      case "failed":
        this.#take(message.id)?.reject(errorFrom(message.error));
        return;
      case "crashed":
        this.#crashed(message.id, message.error);
        return;
      default:
        message satisfies never;
    }
  }

  #planned(id: number, plan: PiecePlan): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.plan = plan;
    pending.options.onPlan?.(plan);
  }

  #noted(id: number, note: WireNote): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.notes.push(note);
    pending.options.onNote?.(note);
  }

  #beginAgain(pending: Pending | undefined): void {
    if (pending === undefined) return;
    pending.notes = [];
    pending.options.onRestart?.();
  }

  /** The worker cannot go on: its request fails, the others go to a new worker. */
  #crashed(id: number | null, wireError: WireError): void {
    const error = errorFrom(wireError);
    if (id !== null) this.#take(id)?.reject(error);
    if (this.#restarts < MAX_RESTARTS && wireError.code !== "module-missing") {
      this.#restart();
      return;
    }
    this.#stopWorker();
    this.#opening?.reject(error);
    this.#opening = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#setEngine({ phase: "failed", info: null, notice: error.message });
  }

  #restart(): void {
    this.#restarts += 1;
    this.#stopWorker();
    if (this.#opening !== null) this.#post({ kind: "open", ...this.#options });
    for (const pending of this.#pending.values()) {
      this.#beginAgain(pending);
      this.#post(pending.message);
    }
  }

  #stopWorker(): void {
    for (const timer of this.#overdue.values()) clearTimeout(timer);
    this.#overdue.clear();
    this.#hasSpoken = false;
    if (this.#worker === null) return;
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
    this.#worker = null;
  }

  /** Ends what the worker has answered. */
  #take(id: number): Pending | undefined {
    clearTimeout(this.#overdue.get(id));
    this.#overdue.delete(id);
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #setEngine(engine: EngineState): void {
    this.#engine = engine;
    this.#target.dispatchEvent(new CustomEvent("engine", { detail: engine }));
  }

  #listen<Detail>(name: string, listener: (detail: Detail) => void, signal: AbortSignal): void {
    const relay = (event: Event) => {
      if (event instanceof CustomEvent) listener(event.detail);
    };
    this.#target.addEventListener(name, relay, { signal });
  }
}

function newOpening(): Opening {
  let resolve = () => {};
  let reject: (error: ComposerError) => void = () => {};
  const promise = new Promise<void>((onDone, onError) => {
    resolve = onDone;
    reject = onError;
  });
  // Whoever waits hears of it; nobody waiting is no error.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

function cancelled(): ComposerError {
  return new ComposerError("cancelled", "opening was cancelled");
}

function errorFrom({ code, message }: WireError): ComposerError {
  const fallback: ErrorCode = "internal";
  return composerErrorFrom({ code, message }, fallback);
}
