// What an engine is, and what engines need from the browser. Types only; `engines.ts` does the work.

import type { AdapterFinding } from "./adapter.ts";
import type { OnBytes } from "./download.ts";
import type {
  Assignment,
  Device,
  EngineInfo,
  EngineState,
  MidiFile,
  Outcome,
  PiecePlan,
  Progress,
  WireNote,
  WireScore,
} from "./protocol.ts";
import type { LoadedWeights } from "./weights.ts";

/** What an engine calls while it writes. */
export interface Hooks {
  note(note: WireNote): void;
  /** Hears what a piece will be, before its first note. */
  plan?(plan: PiecePlan): void;
  breathe(): Promise<void>;
}

/** One `Composer` of the wasm. */
export interface Engine {
  describe(): EngineInfo;
  loadWeights(bytes: Uint8Array): void;
  /** Weights of a quicker network that drafts on the processor what a GPU then reads at once. */
  loadDrafter(bytes: Uint8Array): void;
  compose(order: Assignment, hooks: Hooks): Promise<Outcome>;
  cancel(): void;
  /** Gives its memory back; it is never used again. */
  release(): void;
}

/** One wasm build, loaded. */
export interface WasmModule {
  create(device: Device): Promise<Engine>;
  readMidi(bytes: Uint8Array): MidiFile;
  writeMidi(score: WireScore): Uint8Array;
}

/** What the engines need from the browser. */
export interface EnginePorts {
  loadModule(device: Device, onBytes: (loaded: number, total: number) => void): Promise<WasmModule>;
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
