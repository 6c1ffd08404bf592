// The page's side of the composer: promises and listeners over its workers, shared by all elements.

import { type ComposerError, cancelled, closed, composerErrorFrom } from "./errors.ts";
import { CANCEL_PATIENCE_MS, ExtraWorkers, type WorkerPort } from "./extra-workers.ts";
import type { FromWorker, SharedMessage, Sharing, ToWorker } from "./messages.ts";
import { newOpening, type Opening } from "./opening.ts";
import {
  answeredBy,
  beginAgain,
  ended,
  noted,
  type Pending,
  planned,
  type Question,
  type QuestionAnswer,
  type QuestionMessage,
} from "./pending.ts";
import type {
  Act,
  DeviceChoice,
  EngineState,
  MidiFile,
  Order,
  Outcome,
  Progress,
  RequestOf,
  WireError,
  WireScore,
} from "./protocol.ts";
import { StudioClient, type StudioListener } from "./studio-client.ts";
import { forEngine } from "./styles.ts";
import { checkTakes, Gathering, orderOfTake, type Share, type TakesOptions } from "./takes.ts";

/** What a client is made for. */
export interface ClientOptions {
  readonly device: DeviceChoice;
  /** Absolute URL of the model's folder, ending in "/", or of one file of weights. */
  readonly modelUrl: string;
}

/**
 * A cancelled act ends within 50 ms. A worker that reads a long piece or compiles kernels hears of it later:
 * then the page ends the act itself, with the notes that it has.
 */
const CANCEL_GRACE_MS = 30;
/** A wasm that keeps panicking is not started for ever. */
const MAX_RESTARTS = 3;

/** One worker and what it has been asked, with further ones beside it where several takes are wanted. */
export class ComposerClient {
  /** What a first answer does without: pieces to order, ratings, edits. */
  readonly studio: StudioClient;
  readonly #options: ClientOptions;
  readonly #spawn: () => WorkerPort;
  readonly #pending = new Map<number, Pending>();
  /** Cancelled acts that the worker has not ended yet, each with the timer of its patience. */
  readonly #overdue = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #target = new EventTarget();
  readonly #extras: ExtraWorkers;
  #worker: WorkerPort | null = null;
  #engine: EngineState = { phase: "closed", info: null, notice: null };
  #opening: Opening | null = null;
  #nextId = 1;
  #restarts = 0;
  /** Whether the present worker has ever said anything: its script could be loaded. */
  #hasSpoken = false;
  #isClosed = false;

  /** `cores` is how many the machine has: so many workers may share the takes of one request. */
  constructor(options: ClientOptions, spawn: () => WorkerPort, cores = 1) {
    this.#options = options;
    this.#spawn = spawn;
    this.#extras = new ExtraWorkers(spawn, cores, (share) => this.#answer(share, null));
    this.studio = new StudioClient(spawn, {
      open: () => this.#open(),
      ask: (question, listener) => this.#ask(question, listener),
      cancel: (id) => {
        this.#post({ kind: "cancel", id });
        setTimeout(() => this.#giveUp([id]), CANCEL_GRACE_MS);
      },
      bring: (style, bytes, scores) => {
        this.#post({ kind: "chains", style, bytes });
        this.#post({ kind: "learn", scores });
      },
      takes: (order, count, options) => this.#takes(order, count, options, null),
      info: () => this.#engine.info,
    });
  }

  /** Whether the engine answers, and what it is. */
  get engine(): EngineState {
    return this.#engine;
  }

  /** Starts loading; resolves when acts can be answered. Opening again retries what failed. */
  async open({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    if (signal?.aborted) throw cancelled("opening");
    const opening = this.#open();
    if (signal === undefined) return opening;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(cancelled("opening")), { once: true });
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

  /**
   * Asks for `count` answers to one request, 1 to 8: take i is what the request with its `rngSeed` + i gives.
   * Where the machine has cores for it, several workers share them. Acts on one engine wait for each other,
   * first come, first served.
   */
  async takes<A extends Act>(
    act: A,
    request: RequestOf[A],
    count: number,
    options: TakesOptions = {},
  ): Promise<readonly Outcome[]> {
    if (this.#isClosed) throw closed();
    checkTakes(count);
    const order = { act, request: forEngine(request) } as Order;
    const isNeural = (request.engine ?? "neural") === "neural";
    if (!isNeural && !options.signal?.aborted) return this.studio.takes(order, count, options);
    return this.#takes(order, count, options, this.#extras.sharing(count));
  }

  async #takes(
    order: Order,
    count: number,
    options: TakesOptions,
    sharing: Sharing | null,
  ): Promise<readonly Outcome[]> {
    const gathering = new Gathering(order, count, options);
    const whole = { gathering, first: 0, count };
    const { signal } = options;
    if (signal?.aborted) gathering.leftOut(whole);
    else {
      // A failure to open is told by the act itself, which waits for the engine in the worker.
      this.#open().catch(() => {});
      this.#answer(whole, sharing);
    }
    const cancel = () => this.#cancel(gathering);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await gathering.answer;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Reads a MIDI file; needs no weights. */
  async readMidi(bytes: Uint8Array): Promise<MidiFile> {
    return (await this.#ask({ kind: "readMidi", bytes }).answer) as MidiFile;
  }

  /** Writes a MIDI file; needs no weights. */
  async writeMidi(score: WireScore): Promise<Uint8Array> {
    return (await this.#ask({ kind: "writeMidi", score }).answer) as Uint8Array;
  }

  /** Ends the worker; whatever was asked is rejected with the code "closed". */
  close(): void {
    this.#isClosed = true;
    this.#stopWorker();
    this.#extras.close();
    this.studio.close();
    this.#rejectAll(closed());
    this.#setEngine({ phase: "closed", info: null, notice: null });
  }

  #open(): Promise<void> {
    if (this.#isClosed) return Promise.reject(closed());
    if (this.#opening === null) {
      this.#opening = newOpening();
      this.#post({ kind: "open", ...this.#options });
    }
    return this.#opening.promise;
  }

  #ask(
    question: Question,
    listener: StudioListener = {},
  ): { readonly id: number; readonly answer: Promise<QuestionAnswer> } {
    const message = { ...question, id: this.#nextId++ } as QuestionMessage;
    const answer = new Promise<QuestionAnswer>((resolve, reject) => {
      if (this.#isClosed) return reject(closed());
      this.#pending.set(message.id, { kind: "question", message, listener, resolve, reject });
      this.#post(message);
    });
    return { id: message.id, answer };
  }

  /** Has takes of a request answered by the first worker, or by others too. */
  #answer(share: Share, sharing: Sharing | null): void {
    const { gathering, first, count: takes } = share;
    if (gathering.isStopping) return gathering.leftOut(share);
    const id = this.#nextId++;
    const order = orderOfTake(gathering.order, first);
    const message = { kind: "compose", id, order, takes, sharing } as const;
    this.#pending.set(id, { kind: "share", message, share });
    this.#post(message);
  }

  /** The first worker has begun, and leaves the later takes to others. */
  #shared(shared: SharedMessage): void {
    const pending = this.#pending.get(shared.id);
    if (pending?.kind !== "share") return;
    const { gathering, first, count } = pending.share;
    const own = { gathering, first, count: shared.first };
    const rest = { gathering, first: first + shared.first, count: count - shared.first };
    // Should the worker fall, the next one is asked for its own part only.
    const message = { ...pending.message, takes: own.count, sharing: null };
    this.#pending.set(shared.id, { kind: "share", message, share: own });
    if (gathering.isStopping) gathering.leftOut(rest);
    else this.#extras.give(rest, shared);
  }

  #cancel(gathering: Gathering): void {
    gathering.isStopping = true;
    const ids = this.#idsOf(gathering);
    for (const id of ids) this.#post({ kind: "cancel", id });
    this.#extras.cancel(gathering);
    setTimeout(() => {
      this.#giveUp(ids);
      gathering.settle(this.#engine.info);
    }, CANCEL_GRACE_MS);
  }

  /** Waits no longer for what was cancelled; a worker that never ends it is replaced. */
  #giveUp(ids: readonly number[]): void {
    for (const id of ids) {
      if (!this.#pending.delete(id)) continue;
      this.#overdue.set(
        id,
        setTimeout(() => this.#restart(), CANCEL_PATIENCE_MS),
      );
    }
  }

  /** The messages by which the first worker was asked for takes of a request. */
  #idsOf(gathering: Gathering): readonly number[] {
    const entries = [...this.#pending.values()];
    return entries
      .filter((pending) => pending.kind === "share" && pending.share.gathering === gathering)
      .map(({ message }) => message.id);
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
        this.#opening?.reject(composerErrorFrom(message.error));
        // So that the next `open` tries again.
        this.#opening = null;
        return;
      case "plan":
        planned(this.#pending.get(message.id), message);
        return;
      case "notes":
        noted(this.#pending.get(message.id), message.notes);
        return;
      case "restarted":
        beginAgain(this.#pending.get(message.id));
        return;
      case "shared":
        this.#shared(message);
        return;
      case "done":
        // An engine that answers is well again.
        this.#restarts = 0;
        ended(this.#take(message.id), message.outcomes);
        return;
      case "midiRead":
        answeredBy(this.#take(message.id), message.file);
        return;
      case "midiWritten":
        answeredBy(this.#take(message.id), message.bytes);
        return;
      case "lent":
        answeredBy(this.#take(message.id), message.loan);
        return;
      case "studioDone":
        answeredBy(this.#take(message.id), message.answer);
        return;
      case "failed":
        this.#failed(this.#take(message.id), composerErrorFrom(message.error));
        return;
      case "crashed":
        this.#crashed(message.id, message.error);
        return;
      default:
        message satisfies never;
    }
  }

  #failed(pending: Pending | undefined, error: ComposerError): void {
    if (pending === undefined) return;
    if (pending.kind === "question") return pending.reject(error);
    const { gathering } = pending.share;
    gathering.fail(error);
    // Nobody waits for its other takes any longer.
    for (const id of this.#idsOf(gathering)) this.#post({ kind: "cancel", id });
    this.#extras.cancel(gathering);
  }

  #rejectAll(error: ComposerError): void {
    this.#opening?.reject(error);
    this.#opening = null;
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of all) this.#failed(pending, error);
  }

  /** The worker cannot go on: its request fails, the others go to a new worker. */
  #crashed(id: number | null, wireError: WireError): void {
    const error = composerErrorFrom(wireError);
    if (id !== null) this.#failed(this.#take(id), error);
    if (this.#restarts < MAX_RESTARTS && wireError.code !== "module-missing") {
      this.#restart();
      return;
    }
    this.#stopWorker();
    this.#rejectAll(error);
    this.#setEngine({ phase: "failed", info: null, notice: error.message });
  }

  #restart(): void {
    this.#restarts += 1;
    this.#stopWorker();
    this.#extras.forgetKits();
    this.studio.forgetKit();
    if (this.#opening !== null) this.#post({ kind: "open", ...this.#options });
    for (const pending of this.#pending.values()) {
      beginAgain(pending);
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
