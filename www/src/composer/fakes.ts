// Engines and workers for tests: they answer at once, or when a test lets them. No wasm.

import type { Build, Engine, Hooks, WasmModule } from "./engine.ts";
import { ComposerError } from "./errors.ts";
import type { WorkerPort } from "./extra-workers.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { emptyOutcome } from "./outcome.ts";
import { writtenPiece } from "./piece-outcome.ts";
import type { Act, Device, Order, Outcome, WireNote, WireScore } from "./protocol.ts";
import { Session, type SessionPorts } from "./session.ts";
import type {
  PieceOutcome,
  PiecePlan,
  PieceRequest,
  StudioAnswer,
  StudioOrder,
} from "./studio-protocol.ts";
import { orderOfTake } from "./takes.ts";

export const NOTE: WireNote = { id: 1, voice: 0, pitch: 67, onset: 0, duration: 480, velocity: 80 };

/** What a fake engine plans for any piece. */
export const PLAN: PiecePlan = {
  seconds: 30,
  tempo: 88,
  timeSignature: { beats: 3, beatUnit: 4 },
  key: "G major",
  sections: [],
};

/** An order for a piece that any engine accepts. */
export const PIECE: PieceRequest = {
  style: "carol",
  key: null,
  seconds: 30,
  drafts: 4,
  rngSeed: 1,
};

/** The shortest module there is: its magic number and its version. */
export const MODULE = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));

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

const RATING = { likelihood: 1, theory: 0, critic: null, total: 0, findings: [] };

/** An engine whose acts wait until the test lets them go, or answer at once. */
export class FakeEngine implements Engine {
  readonly device: Device;
  readonly orders: number[] = [];
  readonly acts: Act[] = [];
  readonly performed: string[] = [];
  /** How many takes were asked for at once, where it was several. */
  readonly takesAsked: number[] = [];
  readonly #clock: { now: number };
  /** What each act takes on the fake clock. */
  milliseconds = 10;
  weights: Uint8Array | null = null;
  drafter: Uint8Array | null = null;
  weightsError: ComposerError | null = null;
  readonly chains: Uint8Array[] = [];
  /** How many scores it learnt from, each time. */
  readonly learnt: number[] = [];
  isPatient = false;
  isReleased = false;
  #release: (outcome: Outcome) => void = () => {};
  #refuse: (error: unknown) => void = () => {};
  #stop: () => void = () => {};
  #order: Order | null = null;

  constructor(device: Device, clock: { now: number }) {
    this.device = device;
    this.#clock = clock;
  }

  async takes(order: Order, count: number, hooks: Hooks): Promise<readonly Outcome[]> {
    this.takesAsked.push(count);
    const orders = Array.from({ length: count }, (_, take) => orderOfTake(order, take));
    const answers = orders.map((each, take) =>
      this.compose(each, { ...hooks, note: (note) => hooks.note(note, take) }),
    );
    return Promise.all(answers);
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

  learnChains(scores: readonly WireScore[]): void {
    this.learnt.push(scores.length);
  }

  loadChains(bytes: Uint8Array): void {
    this.chains.push(bytes);
  }

  async compose(order: Order, hooks: Hooks): Promise<Outcome> {
    this.orders.push(order.request.rngSeed);
    this.acts.push(order.act);
    this.#clock.now += this.milliseconds;
    hooks.note(NOTE);
    await hooks.breathe();
    if (!this.isPatient) return this.#outcome(order, true);
    this.#order = order;
    return new Promise((resolve, reject) => {
      this.#release = resolve;
      this.#refuse = reject;
    });
  }

  async perform({ act, request }: StudioOrder, hooks: Hooks): Promise<StudioAnswer> {
    this.performed.push(act);
    if (act === "rate") return request.candidates.map(() => RATING);
    if (act === "edit") return { score: request.score, changed: [], removed: [], remarks: [] };
    if (act === "motif") return { score: request.score, added: [NOTE], removed: [] };
    hooks.plan?.(PLAN);
    hooks.note(NOTE);
    await hooks.breathe();
    const outcome = (isComplete: boolean): PieceOutcome => ({
      ...writtenPiece(request, PLAN, [NOTE], this.describe()),
      isComplete,
    });
    if (!this.isPatient) return outcome(true);
    return new Promise((resolve, reject) => {
      this.#stop = () => resolve(outcome(false));
      this.#refuse = reject;
    });
  }

  cancel(): void {
    this.#stop();
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

  #outcome(order: Order, isComplete: boolean): Outcome {
    const outcome = emptyOutcome(order);
    return {
      ...outcome,
      added: [NOTE],
      isComplete,
      receipt: { ...outcome.receipt, device: this.device },
    };
  }
}

/** A worker that does only what a test says. */
export class FakePort implements WorkerPort {
  readonly heard: ToWorker[] = [];
  isTerminated = false;
  onmessage: WorkerPort["onmessage"] = null;
  onerror: WorkerPort["onerror"] = null;

  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(data: FromWorker): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  kinds(): readonly string[] {
    return this.heard.map(({ kind }) => kind);
  }
}

/** Ports of a session over two fake engines; everything it says is in `said`. */
export class FakeWorker {
  readonly #clock = { now: 0 };
  readonly cpu = new FakeEngine("cpu", this.#clock);
  readonly gpu = new FakeEngine("webgpu", this.#clock);
  readonly timed = new FakeEngine("cpu", this.#clock);
  #hasCpu = false;
  /** The builds that were loaded, one after the other. */
  readonly builds: Build[] = [];
  readonly said: FromWorker[] = [];
  readonly ports: SessionPorts;

  constructor(change: Partial<SessionPorts> = {}) {
    this.ports = {
      post: (message) => void this.said.push(message),
      loadModule: async (build) => this.module(build),
      adoptModule: async () => this.module("cpu"),
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

  module(build: Build): WasmModule {
    this.builds.push(build);
    return {
      compiled: MODULE,
      create: async () => this.#create(build === "webgpu" ? build : "cpu"),
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

/** A worker that runs a real session over fake engines. */
export class SessionPort extends FakePort {
  readonly worker: FakeWorker;
  readonly #session: Session;

  constructor(change: Partial<SessionPorts> = {}) {
    super();
    const post = (message: FromWorker) => void setTimeout(() => this.say(message));
    this.worker = new FakeWorker({ post, ...change });
    this.#session = new Session(this.worker.ports);
  }

  override postMessage(message: ToWorker): void {
    super.postMessage(message);
    if (!this.isTerminated) this.#session.receive(message);
  }
}
