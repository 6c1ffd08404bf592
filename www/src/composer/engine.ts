// What an engine is, and what engines need from the browser. Types only; `engines.ts` does the work.

import type { AdapterFinding } from "./adapter.ts";
import type { OnBytes } from "./download.ts";
import type {
  Device,
  EngineInfo,
  EngineState,
  MidiFile,
  Order,
  Outcome,
  Progress,
  WireNote,
  WireScore,
} from "./protocol.ts";
import type { EngineOrder, FileOrder, PiecePlan, StudioAnswer } from "./studio-protocol.ts";
import type { LoadedWeights } from "./weights.ts";

/** What an engine calls while it writes. */
export interface Hooks {
  /** `take` is there where several are written. */
  note(note: WireNote, take?: number): void;
  /** Hears what a piece will be. */
  plan?(plan: PiecePlan): void;
  breathe(): Promise<void>;
}

/** A build of the wasm: one a device, and that of the CPU with all that a first answer does without. */
export type Build = Device | "studio";

/** One `Composer` of the wasm. */
export interface Engine {
  describe(): EngineInfo;
  loadWeights(bytes: Uint8Array): void;
  /** Weights of a quicker network that drafts on the processor what a GPU then reads at once. */
  loadDrafter(bytes: Uint8Array): void;
  /** Chains of one style; several calls add up. Throws "module-missing" in builds without chains. */
  loadChains(bytes: Uint8Array): void;
  /** Chains of somebody's own music, in whose manner all styles are written then; none ends that. */
  learnChains(scores: readonly WireScore[]): void;
  compose(order: Order, hooks: Hooks): Promise<Outcome>;
  /** Several answers side by side, the first with the order's `rngSeed`, each further one with the next. */
  takes(order: Order, count: number, hooks: Hooks): Promise<readonly Outcome[]>;
  /** What only builds with the feature "studio" can do; rejects with "module-missing" elsewhere. */
  perform(order: EngineOrder, hooks: Hooks): Promise<StudioAnswer>;
  cancel(): void;
  /** Gives its memory back; it is never used again. */
  release(): void;
}

/** One wasm build, loaded. */
export interface WasmModule {
  /** What another worker of the page can load without compiling it again. */
  readonly compiled: WebAssembly.Module;
  create(device: Device): Promise<Engine>;
  readMidi(bytes: Uint8Array): MidiFile;
  writeMidi(score: WireScore): Uint8Array;
  /** Reads or writes another file; throws "module-missing" in builds without the feature "studio". */
  convert(order: FileOrder): StudioAnswer;
}

/** What the engines need from the browser. */
export interface EnginePorts {
  loadModule(build: Build, onBytes: OnBytes): Promise<WasmModule>;
  /** The build for the CPU, which another worker has compiled. */
  adoptModule(compiled: WebAssembly.Module): Promise<WasmModule>;
  findAdapter(): Promise<AdapterFinding>;
  loadWeights(modelUrl: string, onBytes: OnBytes): Promise<LoadedWeights>;
  /** Whether whoever pays for the connection has asked for little traffic. */
  savesData(): boolean;
  breathe(): Promise<void>;
  /** Milliseconds, from anywhere. */
  now(): number;
  onProgress(progress: Progress): void;
  onState(state: EngineState): void;
}
