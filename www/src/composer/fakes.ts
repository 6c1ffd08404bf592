// Engines and workers for tests: they answer at once, or when a test lets them. No wasm.

import type { Engine, Hooks, WasmModule } from "./engine.ts";
import { ComposerError } from "./errors.ts";
import { emptyOutcome } from "./outcome.ts";
import type {
  Assignment,
  Device,
  FromWorker,
  Order,
  Outcome,
  PiecePlan,
  WireNote,
} from "./protocol.ts";
import type { SessionPorts } from "./session.ts";

export const NOTE: WireNote = { id: 1, voice: 0, pitch: 67, onset: 0, duration: 480, velocity: 80 };

/** What a fake engine plans for any piece. */
export const PLAN: PiecePlan = {
  seconds: 30,
  tempo: 88,
  timeSignature: { beats: 3, beatUnit: 4 },
  key: "G major",
  sections: [],
};

/** An order that any engine accepts. */
export function seedOrder(rngSeed: number): Extract<Order, { act: "seed" }> {
  return {
    act: "seed",
    request: {
      style: "bach-chorale",
      key: null,
      timeSignature: { beats: 4, beatUnit: 4 },
      bars: 1,
      tempo: 96,
      voices: [0],
      sampling: { temperature: 1, topK: 0, topP: 1 },
      rngSeed,
    },
  };
}

/** An engine whose acts wait until the test lets them go, or answer at once. */
export class FakeEngine implements Engine {
  readonly device: Device;
  readonly orders: number[] = [];
  readonly acts: Assignment["act"][] = [];
  readonly #clock: { now: number };
  /** What each act takes on the fake clock. */
  milliseconds = 10;
  weights: Uint8Array | null = null;
  drafter: Uint8Array | null = null;
  weightsError: ComposerError | null = null;
  isPatient = false;
  isReleased = false;
  #release: (outcome: Outcome) => void = () => {};
  #refuse: (error: unknown) => void = () => {};
  #order: Assignment | null = null;

  constructor(device: Device, clock: { now: number }) {
    this.device = device;
    this.#clock = clock;
  }

  describe() {
    return {
      device: this.device,
      adapter: null,
      modelVersion: this.weights === null ? null : "test",
      vocabularyVersion: 1,
      styles: ["bach-chorale"],
    };
  }

  loadWeights(bytes: Uint8Array): void {
    if (this.weightsError !== null) throw this.weightsError;
    this.weights = bytes;
  }

  loadDrafter(bytes: Uint8Array): void {
    this.drafter = bytes;
  }

  async compose(order: Assignment, hooks: Hooks): Promise<Outcome> {
    this.orders.push(order.request.rngSeed);
    this.acts.push(order.act);
    this.#clock.now += this.milliseconds;
    if (order.act === "piece") hooks.plan?.(PLAN);
    hooks.note(NOTE);
    await hooks.breathe();
    if (!this.isPatient) return this.#outcome(order, true);
    this.#order = order;
    return new Promise((resolve, reject) => {
      this.#release = resolve;
      this.#refuse = reject;
    });
  }

  cancel(): void {
    if (this.#order !== null) this.#release(this.#outcome(this.#order, false));
  }

  release(): void {
    this.isReleased = true;
  }

  /** Lets the running act end well. */
  finish(): void {
    if (this.#order !== null) this.#release(this.#outcome(this.#order, true));
  }

  /** Lets the running act fail. */
  fail(error: unknown): void {
    this.#refuse(error);
  }

  #outcome(order: Assignment, isComplete: boolean): Outcome {
    const outcome = emptyOutcome(order);
    return {
      ...outcome,
      added: [NOTE],
      isComplete,
      receipt: { ...outcome.receipt, device: this.device },
    };
  }
}

/** Ports of a session over two fake engines; everything it says is in `said`. */
export class FakeWorker {
  readonly #clock = { now: 0 };
  readonly cpu = new FakeEngine("cpu", this.#clock);
  readonly gpu = new FakeEngine("webgpu", this.#clock);
  readonly timed = new FakeEngine("cpu", this.#clock);
  #hasCpu = false;
  readonly said: FromWorker[] = [];
  readonly ports: SessionPorts;

  constructor(change: Partial<SessionPorts> = {}) {
    this.ports = {
      post: (message) => void this.said.push(message),
      loadModule: async (device) => this.module(device),
      findAdapter: async () => ({ kind: "none" }),
      loadWeights: async () => ({
        bytes: new Uint8Array([1]),
        isFromCache: false,
        larger: null,
        forget: async () => {},
      }),
      savesData: () => false,
      breathe: async () => {},
      now: () => this.#clock.now,
      ...change,
    };
  }

  module(device: Device): WasmModule {
    return {
      create: async () => this.#create(device),
      readMidi: () => {
        throw new ComposerError("midi-invalid", "no header");
      },
      writeMidi: () => new Uint8Array([0x4d]),
    };
  }

  /** The first engine of the CPU is the one that answers; a second one is only there to be timed. */
  #create(device: Device): FakeEngine {
    if (device === "webgpu") return this.gpu;
    if (this.#hasCpu) return this.timed;
    this.#hasCpu = true;
    return this.cpu;
  }

  /** Everything said of one kind. */
  all<K extends FromWorker["kind"]>(kind: K): readonly Extract<FromWorker, { kind: K }>[] {
    return this.said.filter((message): message is Extract<FromWorker, { kind: K }> => {
      return message.kind === kind;
    });
  }
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}
