// A build of the wasm as the session knows it: compiled, begun, and its plain objects checked.

import { seatCritic } from "./critic.ts";
import type { Engine, WasmModule } from "./engine.ts";
import { ComposerError } from "./errors.ts";
import { changeMotif } from "./motifs.ts";
import {
  converted,
  engineInfoFrom,
  midiFileFrom,
  outcomeFrom,
  outcomesFrom,
  studioAnswerFrom,
  type WasmComposer,
  type WasmExports,
} from "./wasm.ts";

/** Compiled while it comes; where the server calls it by a wrong type, once it is there. */
export async function compiledFrom(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get("content-type") === "application/wasm") {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

export async function instantiated(
  exports: WasmExports,
  compiled: WebAssembly.Module,
): Promise<WasmModule> {
  await exports.default({ module_or_path: compiled });
  return {
    compiled,
    create: async (device) => engineOf(await exports.Composer.create(device), exports),
    readMidi: (bytes) => midiFileFrom(exports.readMidi(bytes)),
    writeMidi: (score) => exports.writeMidi(score),
    convert: (order) => converted(exports, order),
  };
}

/** A fingerprint of bytes, as config.json has it. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  const hex = (byte: number) => byte.toString(16).padStart(2, "0");
  return Array.from(new Uint8Array(hash), hex).join("");
}

function engineOf(composer: WasmComposer, exports: WasmExports): Engine {
  return {
    describe: () => engineInfoFrom(composer.describe()),
    loadWeights: (bytes) => composer.loadWeights(bytes),
    loadDrafter: (bytes) => composer.loadDrafter(bytes),
    loadChains: (bytes) => {
      if (composer.loadChains === undefined) throw lacking("chains");
      composer.loadChains(bytes);
    },
    learnChains: (scores) => {
      if (composer.learnChains === undefined) throw lacking("chains that learn");
      composer.learnChains(scores);
    },
    cancel: () => composer.cancel(),
    release: () => composer.free(),
    compose: async ({ act, request }, hooks) => outcomeFrom(await composer[act](request, hooks)),
    takes: async ({ act, request }, count, hooks) =>
      outcomesFrom(await composer.takes(act, request, count, hooks), count),
    perform: async ({ act, request }, hooks) => {
      if (act === "motif") return studioAnswerFrom(act, await changeMotif(exports, request));
      if (composer[act] === undefined) throw lacking(act);
      if (act === "rate") await seatCritic(composer);
      return studioAnswerFrom(act, await composer[act](request, hooks));
    },
  };
}

function lacking(what: string): ComposerError {
  return new ComposerError("module-missing", `this build of the engine has no ${what}`);
}
