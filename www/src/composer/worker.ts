// The worker: it imports the wasm, gives the session its ports, and does nothing more.

import { type AdapterFinding, classifyAdapter } from "./adapter.ts";
import { Breather } from "./breathe.ts";
import { countBody, type OnBytes } from "./download.ts";
import type { Build, WasmModule } from "./engine.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { Device } from "./protocol.ts";
import { Session } from "./session.ts";
import type { WasmExports } from "./wasm.ts";
import { compiledFrom, instantiated, sha256 } from "./wasm-engine.ts";
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
      caches: cachesOf(),
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

function importScript(build: Build): Promise<WasmExports> {
  if (build === "cpu") return import("../../../pkg/cpu/antiphon.js");
  if (build === "studio") return import("../../../pkg/studio/antiphon.js");
  watchDevices();
  return import("../../../pkg/webgpu/antiphon.js");
}

/** The device whose wasm stands in an error's stack trace. */
function culpritOf(thrown: unknown): Device | null {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  if (stack.includes(WASM_URLS.webgpu)) return "webgpu";
  return stack.includes(WASM_URLS.cpu) || stack.includes(WASM_URLS.studio) ? "cpu" : null;
}

/** Only secure contexts have them, and sandboxes forbid to look. */
function cachesOf(): CacheStorage | null {
  try {
    return self.caches ?? null;
  } catch {
    return null;
  }
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
