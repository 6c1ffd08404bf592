// What a worker does with its messages: one request at a time, in order, and every one is answered.

import { Burst } from "./burst.ts";
import type { Engine, EnginePorts } from "./engine.ts";
import { Engines } from "./engines.ts";
import {
  ComposerError,
  cancelled,
  composerErrorFrom,
  isRequestError,
  toWireError,
} from "./errors.ts";
import type { ComposeMessage, FromWorker, TakeNote, ToWorker } from "./messages.ts";
import { emptyOutcome, writtenOutcome } from "./outcome.ts";
import type { Device, EngineInfo, Order, Outcome, WireNote } from "./protocol.ts";
import { RequestQueue } from "./queue.ts";
import type { EngineOrder, PiecePlan, StudioAnswer } from "./studio-protocol.ts";
import { orderOfTake } from "./takes.ts";

/** Notes that come within half a frame are sent together, as every message costs both sides time. */
const BURST_MS = 8;

/** What a session needs from its worker. */
export interface SessionPorts extends Omit<EnginePorts, "onProgress" | "onState"> {
  post(message: FromWorker): void;
}

/** Anything asked for that takes its time. */
interface Waiting {
  readonly id: number;
  /** Resolves when it is cancelled before an engine has begun. */
  readonly interrupted: Promise<void>;
  interrupt(): void;
  /** Ends the present run, whose wasm will not. */
  trap: (error: ComposerError) => void;
  engine: Engine | null;
  isCancelled: boolean;
}

/** Takes of a request on their way. */
interface TakesTicket extends Waiting {
  readonly kind: "takes";
  readonly order: Order;
  /** How many takes are to be written here. */
  takes: number;
  readonly sharing: ComposeMessage["sharing"];
  /** What the engine was when it began, and what it has written since. */
  info: EngineInfo | null;
  /** By take. */
  notes: WireNote[][];
}

/** An act of the studio on its way. */
interface StudioTicket extends Waiting {
  readonly kind: "studio";
  readonly order: EngineOrder;
}

type Ticket = TakesTicket | StudioTicket;

/** The worker's side of the conversation; `worker.ts` gives it its ports. */
export class Session {
  readonly #ports: SessionPorts;
  readonly #engines: Engines;
  readonly #queue = new RequestQueue<Ticket>();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#engines = new Engines({
      ...ports,
      onProgress: (progress) => ports.post({ kind: "progress", progress }),
      onState: (engine) => ports.post({ kind: "engine", engine }),
    });
  }

  /** Does what a message asks. */
  receive(message: ToWorker): void {
    switch (message.kind) {
      case "open":
        this.#opened(this.#engines.open(message.device, message.modelUrl));
        return;
      case "join":
        this.#opened(this.#engines.join(message.kit));
        return;
      case "compose":
        this.#queue.add(newTicket(message));
        this.#next();
        return;
      case "studio": {
        const { id, order } = message;
        if (order.act === "readScore" || order.act === "writeScore") {
          void this.#answer(id, async () => {
            const answer = (await this.#engines.module()).convert(order);
            this.#ports.post({ kind: "studioDone", id, answer });
          });
          return;
        }
        this.#queue.add({ ...newWaiting(id), kind: "studio", order });
        this.#next();
        return;
      }
      case "chains":
        this.#engines.keepChains(message.style, message.bytes);
        return;
      case "learn":
        this.#engines.keepMusic(message.scores);
        return;
      case "lend":
        void this.#answer(message.id, () => this.#lend(message.id, message.held));
        return;
      case "cancel":
        this.#cancel(message.id);
        return;
      case "readMidi":
        void this.#answer(message.id, async () => {
          const file = (await this.#engines.module()).readMidi(message.bytes);
          this.#ports.post({ kind: "midiRead", id: message.id, file });
        });
        return;
      case "writeMidi":
        void this.#answer(message.id, async () => {
          const bytes = (await this.#engines.module()).writeMidi(message.score);
          this.#ports.post({ kind: "midiWritten", id: message.id, bytes });
        });
        return;
      default:
        message satisfies never;
    }
  }

  /** The GPU is gone: whatever runs on it begins again on the CPU. */
  deviceLost(message: string): void {
    const error = new ComposerError("device-lost", message || "the browser took it away");
    const { running } = this.#queue;
    if (running?.engine != null && this.#engines.isGpu(running.engine)) running.trap(error);
    else if (this.#engines.hasGpu) this.#engines.dropGpu(error);
  }

  /**
   * A wasm panicked outside any promise: without this its request would never be answered.
   * `culprit` is the device whose wasm it was, null where the browser does not tell.
   */
  trapped(thrown: unknown, culprit: Device | null): void {
    const error = composerErrorFrom(thrown);
    const { running } = this.#queue;
    const isOnGpu = running?.engine != null && this.#engines.isGpu(running.engine);
    const isGpuToBlame =
      culprit === null ? isOnGpu || this.#isGpuAlone(running) : culprit === "webgpu";
    if (!isGpuToBlame) {
      this.#ports.post({ kind: "crashed", id: running?.id ?? null, error: toWireError(error) });
    } else if (isOnGpu) running?.trap(error);
    else if (this.#engines.hasGpu) this.#engines.dropGpu(error);
  }

  /** Nothing but the start of the GPU is going on. */
  #isGpuAlone(running: Ticket | null): boolean {
    return running?.engine == null && this.#engines.isStartingGpu;
  }

  /** Tells how opening ends. */
  #opened(opening: Promise<void>): void {
    opening.then(
      () => this.#ports.post({ kind: "opened" }),
      (thrown: unknown) => {
        const error = toWireError(composerErrorFrom(thrown));
        this.#ports.post({ kind: "openFailed", error });
      },
    );
  }

  #cancel(id: number): void {
    const waiting = this.#queue.remove(id);
    if (waiting !== undefined) {
      if (waiting.kind === "takes") {
        this.#ports.post({ kind: "done", id, outcomes: emptyOutcomes(waiting) });
      } else this.#ports.post({ kind: "failed", id, error: toWireError(cancelled("an act")) });
      return;
    }
    const { running } = this.#queue;
    if (running?.id !== id) return;
    running.isCancelled = true;
    if (running.engine === null) running.interrupt();
    else running.engine.cancel();
  }

  #next(): void {
    const ticket = this.#queue.start();
    if (ticket === undefined) return;
    const { id } = ticket;
    void this.#answer(id, async () => {
      if (ticket.kind === "takes") {
        const outcomes = await this.#run(ticket);
        this.#ports.post({ kind: "done", id, outcomes });
      } else {
        const answer = await this.#perform(ticket);
        this.#ports.post({ kind: "studioDone", id, answer });
      }
    }).then(() => {
      this.#queue.finish();
      this.#next();
    });
  }

  /** What the studio's own worker computes with; it does nothing that a GPU here does as well. */
  async #lend(id: number, held: number | null): Promise<void> {
    await this.#engines.ready();
    const { kit } = this.#engines;
    const weights = kit === null || kit.id === held ? null : kit.weights;
    this.#ports.post({ kind: "lent", id, loan: kit === null ? null : { kitId: kit.id, weights } });
  }

  async #perform(ticket: StudioTicket): Promise<StudioAnswer> {
    await Promise.race([this.#engines.ready(), ticket.interrupted]);
    if (ticket.isCancelled) throw cancelled("an act");
    const engine = this.#engines.current;
    this.#engines.attend();
    const { id, order } = ticket;
    const { post, breathe } = this.#ports;
    const fresh = this.#fresh(id);
    const note = (note: WireNote) => {
      if (ticket.engine === engine) fresh.add({ take: 0, note });
    };
    const plan = (plan: PiecePlan) => {
      if (ticket.engine === engine) post({ kind: "plan", id, plan });
    };
    try {
      return await new Promise((resolve, reject) => {
        ticket.engine = engine;
        ticket.trap = reject;
        engine.perform(order, { note, plan, breathe }).then(resolve, reject);
      });
    } catch (thrown) {
      const error = composerErrorFrom(thrown);
      // Who has asked asks again, and is sent to the studio's worker then.
      if (this.#engines.isGpu(engine) && !isRequestError(error)) this.#engines.dropGpu(error);
      throw error;
    } finally {
      fresh.end();
      ticket.engine = null;
    }
  }

  async #run(ticket: TakesTicket): Promise<readonly Outcome[]> {
    await Promise.race([this.#engines.ready(), ticket.interrupted]);
    if (ticket.isCancelled) return emptyOutcomes(ticket);
    const engine = this.#engines.current;
    if ((ticket.order.request.engine ?? "neural") !== "neural") this.#engines.furnish(engine);
    this.#share(ticket);
    try {
      return await this.#runOn(engine, ticket);
    } catch (thrown) {
      const error = composerErrorFrom(thrown);
      if (!this.#engines.isGpu(engine) || isRequestError(error)) throw error;
      this.#engines.dropGpu(error);
      if (ticket.isCancelled) return writtenOutcomes(ticket);
      this.#ports.post({ kind: "restarted", id: ticket.id });
      return this.#runOn(this.#engines.current, ticket);
    }
  }

  /** Leaves a part of several takes to other workers, in equal parts, where there are some. */
  #share(ticket: TakesTicket): void {
    const { id, sharing, takes } = ticket;
    const { kit } = this.#engines;
    // Who computes on a GPU is quicker than any helper, and has other notes.
    if (sharing === null || kit === null) return;
    const first = Math.ceil(takes / (sharing.helpers + 1));
    const isHeld = sharing.kitId === kit.id;
    try {
      const kitId = kit.id;
      this.#ports.post({ kind: "shared", id, first, kitId, kit: isHeld ? null : kit });
      ticket.takes = first;
    } catch {
      // A browser that does not send modules: all takes are written here.
    }
  }

  async #runOn(engine: Engine, ticket: TakesTicket): Promise<readonly Outcome[]> {
    this.#engines.attend();
    const { id, order, takes } = ticket;
    const fresh = this.#fresh(id);
    const outcomes = await new Promise<readonly Outcome[]>((resolve, reject) => {
      ticket.engine = engine;
      ticket.info = engine.describe();
      ticket.notes = Array.from({ length: takes }, () => []);
      ticket.trap = reject;
      const note = (note: WireNote, take = 0) => {
        // A dropped engine may still be writing.
        if (ticket.engine !== engine) return;
        ticket.notes[take]?.push(note);
        fresh.add({ take, note });
      };
      const { breathe } = this.#ports;
      const hooks = { note, breathe };
      if (takes > 1) engine.takes(order, takes, hooks).then(resolve, reject);
      else engine.compose(order, hooks).then((outcome) => resolve([outcome]), reject);
    }).finally(() => fresh.end());
    return outcomes.map((outcome, take) => kept(outcome, orderOfTake(order, take)));
  }

  /** Notes on their way to who has asked. */
  #fresh(id: number): Burst<TakeNote> {
    return new Burst(BURST_MS, (notes) => this.#ports.post({ kind: "notes", id, notes }));
  }

  async #answer(id: number, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      const error = composerErrorFrom(thrown);
      if (isTrap(thrown)) this.#ports.post({ kind: "crashed", id, error: toWireError(error) });
      else this.#ports.post({ kind: "failed", id, error: toWireError(error) });
    }
  }
}

/** Who stops before the first note wants back what stood there, not its absence. */
function kept(outcome: Outcome, order: Order): Outcome {
  const isLoss = !outcome.isComplete && outcome.added.length === 0 && outcome.removed.length > 0;
  return isLoss ? { ...emptyOutcome(order), receipt: outcome.receipt } : outcome;
}

function emptyOutcomes({ order, takes }: TakesTicket): readonly Outcome[] {
  return Array.from({ length: takes }, (_, take) => emptyOutcome(orderOfTake(order, take)));
}

function writtenOutcomes({ order, notes, info }: TakesTicket): readonly Outcome[] {
  return notes.map((written, take) => writtenOutcome(orderOfTake(order, take), written, info));
}

function newTicket({ id, order, takes, sharing }: ComposeMessage): TakesTicket {
  return { ...newWaiting(id), kind: "takes", order, takes, sharing, info: null, notes: [] };
}

function newWaiting(id: number): Waiting {
  let interrupt = () => {};
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  return { id, interrupted, interrupt, trap: () => {}, engine: null, isCancelled: false };
}

function isTrap(thrown: unknown): boolean {
  const cause = thrown instanceof ComposerError ? thrown.cause : thrown;
  return cause instanceof WebAssembly.RuntimeError;
}
