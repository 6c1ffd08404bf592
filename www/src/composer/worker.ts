// The worker: the only file that imports the wasm. It gives the session its ports and nothing more.

import { type AdapterFinding, classifyAdapter } from "./adapter.ts";
import { Breather } from "./breathe.ts";
import { seatCritic } from "./critic.ts";
import { countBody, type OnBytes } from "./download.ts";
import type { Build, Engine, WasmModule } from "./engine.ts";
import { ComposerError } from "./errors.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { changeMotif } from "./motifs.ts";
import type { Device } from "./protocol.ts";
import { Session } from "./session.ts";
import {
  engineInfoFrom,
  midiFileFrom,
  outcomeFrom,
  outcomesFrom,
  studioAnswerFrom,
  type WasmComposer,
  type WasmExports,
} from "./wasm.ts";
import { loadWeights } from "./weights.ts";

/** Where the wasm of each build lies; named here, so that it is fetched together with its script. */
const WASM_URLS: Readonly<Record<Build, string>> = {
  cpu: new URL("../../../pkg/cpu/antiphon_bg.wasm", import.meta.url).href,
  studio: new URL("../../../pkg/studio/antiphon_bg.wasm", import.meta.url).href,
  webgpu: new URL("../../../pkg/webgpu/antiphon_bg.wasm", import.meta.url).href,
};

const breather = new Breather();

const session = new Session({
  post: (message: FromWorker) => self.postMessage(message),
  loadModule,
  adoptModule: async (compiled) => instantiated(await importScript("cpu"), compiled),
  findAdapter,
  loadWeights: (modelUrl, onBytes) =>
    loadWeights(modelUrl, {
      fetch: (url, init) => fetch(url, init),
      // Only secure contexts have it.
      caches: "caches" in self ? self.caches : null,
      digest: "subtle" in crypto ? sha256 : null,
      onBytes,
    }),
  savesData,
  breathe: () => breather.breathe(),
  now: () => performance.now(),
});

self.onmessage = ({ data }: MessageEvent<ToWorker>) => session.receive(data);
// A panic in an async function of the wasm surfaces here and nowhere else.
self.addEventListener("error", (event) => {
  event.preventDefault();
  session.trapped(event.error ?? event.message, culpritOf(event.error));
});
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  session.trapped(event.reason, culpritOf(event.reason));
});

async function loadModule(build: Build, onBytes: OnBytes): Promise<WasmModule> {
  const [exports, response] = await Promise.all([importScript(build), fetch(WASM_URLS[build])]);
  if (!response.ok) throw new Error(`status ${response.status} at ${WASM_URLS[build]}`);
  // A copy is counted, so that the original keeps its address, which then stands in stack traces.
  countBody(response.clone(), onBytes).catch(() => {});
  return instantiated(exports, await compiledFrom(response));
}

/** Compiled while it comes; where the server calls it by a wrong type, once it is there. */
async function compiledFrom(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get("content-type") === "application/wasm") {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

async function instantiated(
  exports: WasmExports,
  compiled: WebAssembly.Module,
): Promise<WasmModule> {
  await exports.default({ module_or_path: compiled });
  return {
    compiled,
    create: async (device) => engineOf(await exports.Composer.create(device), exports),
    readMidi: (bytes) => midiFileFrom(exports.readMidi(bytes)),
    writeMidi: (score) => exports.writeMidi(score),
  };
}

function importScript(build: Build): Promise<WasmExports> {
  if (build === "cpu") return import("../../../pkg/cpu/antiphon.js");
  if (build === "studio") return import("../../../pkg/studio/antiphon.js");
  watchDevices();
  return import("../../../pkg/webgpu/antiphon.js");
}

async function sha256(bytes: Uint8Array): Promise<string> {
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

/** The device whose wasm stands in an error's stack trace. */
function culpritOf(thrown: unknown): Device | null {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  if (stack.includes(WASM_URLS.webgpu)) return "webgpu";
  return stack.includes(WASM_URLS.cpu) || stack.includes(WASM_URLS.studio) ? "cpu" : null;
}

/** What the browser offers to compute on. */
async function findAdapter(): Promise<AdapterFinding> {
  const adapter = await gpu()?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return { kind: "none" };
  const { info } = adapter;
  const isFallbackAdapter = info.isFallbackAdapter === true || adapter.isFallbackAdapter === true;
  const { vendor, architecture, device, description } = info;
  return classifyAdapter({ vendor, architecture, device, description, isFallbackAdapter });
}

/** Tells the session when a device that the wasm has asked for is lost: the wasm itself may only hang. */
function watchDevices(): void {
  const Adapter: unknown = Reflect.get(globalThis, "GPUAdapter");
  if (typeof Adapter !== "function") return;
  const prototype: { requestDevice(...rest: unknown[]): Promise<LosableDevice> } =
    Adapter.prototype;
  const original = prototype.requestDevice;
  prototype.requestDevice = async function (...rest) {
    const device = await original.apply(this, rest);
    void device.lost.then(({ message }) => session.deviceLost(message));
    return device;
  };
}

interface LosableDevice {
  readonly lost: Promise<{ readonly message: string }>;
}

interface Gpu {
  requestAdapter(options: { powerPreference: "high-performance" }): Promise<GpuAdapter | null>;
}

interface GpuAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}

/** What `navigator.connection` says, which not every browser has. */
function savesData(): boolean {
  const connection: { readonly saveData?: boolean } | undefined = Reflect.get(
    navigator,
    "connection",
  );
  return connection?.saveData === true;
}

/** `navigator.gpu`, which not every browser has and not every version of the DOM types knows. */
function gpu(): Gpu | undefined {
  return Reflect.get(navigator, "gpu");
}
