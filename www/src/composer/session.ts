// What a worker does with its messages: one request at a time, in order, and every one is answered.

import type { Engine, EnginePorts } from "./engine.ts";
import { Engines } from "./engines.ts";
import { ComposerError, composerErrorFrom, isRequestError, toWireError } from "./errors.ts";
import { emptyOutcome, writtenOutcome } from "./outcome.ts";
import type {
  Assignment,
  Device,
  EngineInfo,
  FromWorker,
  Outcome,
  PiecePlan,
  ToWorker,
  WireNote,
} from "./protocol.ts";
import { RequestQueue } from "./queue.ts";

/** What a session needs from its worker. */
export interface SessionPorts extends Omit<EnginePorts, "onProgress" | "onState"> {
  post(message: FromWorker): void;
}

/** A request on its way. */
interface Ticket {
  readonly id: number;
  readonly order: Assignment;
  /** Resolves when it is cancelled before an engine has begun. */
  readonly interrupted: Promise<void>;
  interrupt(): void;
  /** Ends the present run, whose wasm will not. */
  trap: (error: ComposerError) => void;
  engine: Engine | null;
  /** What that engine was when it began, and what it has written since. */
  info: EngineInfo | null;
  notes: WireNote[];
  isCancelled: boolean;
}

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
        this.#open(message);
        return;
      case "compose":
        this.#queue.add(newTicket(message.id, message.order));
        this.#next();
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

  #open({ device, modelUrl }: Extract<ToWorker, { kind: "open" }>): void {
    this.#engines.open(device, modelUrl).then(
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
      this.#ports.post({ kind: "done", id, outcome: emptyOutcome(waiting.order) });
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
      const outcome = await this.#run(ticket);
      this.#ports.post({ kind: "done", id, outcome });
    }).then(() => {
      this.#queue.finish();
      this.#next();
    });
  }

  async #run(ticket: Ticket): Promise<Outcome> {
    await Promise.race([this.#engines.ready(), ticket.interrupted]);
    if (ticket.isCancelled) return emptyOutcome(ticket.order);
    const engine = this.#engines.current;
    try {
      return kept(await this.#runOn(engine, ticket), ticket.order);
    } catch (thrown) {
      const error = composerErrorFrom(thrown);
      if (!this.#engines.isGpu(engine) || isRequestError(error)) throw error;
      this.#engines.dropGpu(error);
      if (ticket.isCancelled) return writtenOutcome(ticket.order, ticket.notes, ticket.info);
      this.#ports.post({ kind: "restarted", id: ticket.id });
      return kept(await this.#runOn(this.#engines.current, ticket), ticket.order);
    }
  }

  #runOn(engine: Engine, ticket: Ticket): Promise<Outcome> {
    this.#engines.attend();
    return new Promise((resolve, reject) => {
      ticket.engine = engine;
      ticket.info = engine.describe();
      ticket.notes = [];
      ticket.trap = reject;
      const note = (note: WireNote) => {
        // A dropped engine may still be writing.
        if (ticket.engine !== engine) return;
        ticket.notes.push(note);
        this.#ports.post({ kind: "note", id: ticket.id, note });
      };
      const plan = (plan: PiecePlan) => {
        if (ticket.engine === engine) this.#ports.post({ kind: "plan", id: ticket.id, plan });
      };
      const { breathe } = this.#ports;
      engine.compose(ticket.order, { note, plan, breathe }).then(resolve, reject);
    });
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
function kept(outcome: Outcome, order: Assignment): Outcome {
  const isLoss = !outcome.isComplete && outcome.added.length === 0 && outcome.removed.length > 0;
  return isLoss ? { ...emptyOutcome(order), receipt: outcome.receipt } : outcome;
}

function newTicket(id: number, order: Assignment): Ticket {
  let interrupt = () => {};
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  return {
    id,
    order,
    interrupted,
    interrupt,
    trap: () => {},
    engine: null,
    info: null,
    notes: [],
    isCancelled: false,
  };
}

function isTrap(thrown: unknown): boolean {
  const cause = thrown instanceof ComposerError ? thrown.cause : thrown;
  return cause instanceof WebAssembly.RuntimeError;
}
