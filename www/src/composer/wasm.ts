// The class of docs/wire.md as wasm-bindgen exports it, and checks of what comes out of it.

import type { Hooks } from "./engine.ts";
import { ComposerError } from "./errors.ts";
import type { Act, EngineInfo, MidiFile, Outcome, Rating, WireScore } from "./protocol.ts";
import type { StudioAct, StudioAnswer } from "./studio-protocol.ts";

/** An act of the wasm: plain objects in, plain objects out. */
type WasmAct = (request: unknown, hooks: Hooks) => Promise<unknown>;

/** The acts of the studio that a `Composer` does. */
type ComposerAct = Exclude<StudioAct, "motif">;

/** `Composer` of the wasm. */
export type WasmComposer = { readonly [A in Act]: WasmAct } & {
  /** There where the build has the feature "studio"; the answer may come at once. */
  readonly [A in ComposerAct]?: (request: unknown, hooks: Hooks) => unknown;
} & {
  /** There in the same builds. */
  loadChains?(bytes: Uint8Array): void;
  learnChains?(scores: unknown): void;
  loadCritic?(bytes: Uint8Array): void;
  loadWeights(bytes: Uint8Array): void;
  loadDrafter(bytes: Uint8Array): void;
  describe(): unknown;
  takes(act: string, request: unknown, count: number, hooks: Hooks): Promise<unknown>;
  cancel(): void;
  free(): void;
};

/** `Motifs` of the wasm. */
export interface WasmMotifs {
  change(request: unknown): unknown;
}

/** What a build of the wasm exports. */
export interface WasmExports {
  default(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  readonly Composer: { create(device: string): Promise<WasmComposer> };
  /** There where the build has the feature "studio". */
  readonly Motifs?: { load(bytes: Uint8Array): WasmMotifs } | undefined;
  readMidi(bytes: Uint8Array): unknown;
  writeMidi(score: unknown): Uint8Array;
}

/** An outcome, if that is what it is. */
export function outcomeFrom(value: unknown): Outcome {
  const isOutcome = has(value, "score", "added", "removed", "isComplete", "receipt");
  if (!isOutcome || !isScore(value.score)) throw unexpected("an outcome");
  return value as unknown as Outcome;
}

/** Outcomes of so many takes, if that is what they are. */
export function outcomesFrom(value: unknown, count: number): readonly Outcome[] {
  if (!Array.isArray(value) || value.length !== count) throw unexpected(`${count} outcomes`);
  return value.map(outcomeFrom);
}

/** The answer to an act of the studio, if that is what it is. */
export function studioAnswerFrom(act: StudioAct, value: unknown): StudioAnswer {
  switch (act) {
    case "piece":
      if (!has(value, "plan", "ending")) throw unexpected("a piece");
      return outcomeFrom(value) as StudioAnswer;
    case "rate":
      if (!Array.isArray(value) || !value.every((one) => has(one, "total", "findings"))) {
        throw unexpected("ratings");
      }
      return value as unknown as readonly Rating[];
    case "edit":
      if (!has(value, "score", "changed", "removed", "remarks") || !isScore(value.score)) {
        throw unexpected("an edited score");
      }
      return value as unknown as StudioAnswer;
    case "motif":
      if (!has(value, "score", "added", "removed")) throw unexpected("a motif");
      return value as unknown as StudioAnswer;
    default:
      return act satisfies never;
  }
}

/** What an engine says about itself, if that is what it is. */
export function engineInfoFrom(value: unknown): EngineInfo {
  const isInfo = has(value, "device", "adapter", "modelVersion", "vocabularyVersion", "styles");
  if (!isInfo) throw unexpected("a description of the engine");
  return value as unknown as EngineInfo;
}

/** A MIDI file as a score, if that is what it is. */
export function midiFileFrom(value: unknown): MidiFile {
  if (!has(value, "score", "warnings") || !isScore(value.score)) throw unexpected("a score");
  return value as unknown as MidiFile;
}

function isScore(value: unknown): value is WireScore {
  return (
    has(value, "title", "timeSignatures", "pickup", "tempo", "parts", "notes") &&
    Array.isArray(value.notes)
  );
}

function has<Name extends string>(
  value: unknown,
  ...names: readonly Name[]
): value is { readonly [N in Name]: unknown } {
  return typeof value === "object" && value !== null && names.every((name) => name in value);
}

function unexpected(what: string): ComposerError {
  return new ComposerError("internal", `the engine answered with something other than ${what}`);
}
