// The worker's side without a worker: the engine answers in the thread that asks, as in Node or inside a worker.

import type { Build, WasmModule } from "./engine.ts";
import type { WorkerPort } from "./extra-workers.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { fetchAnywhere } from "./node-files.ts";
import { Session } from "./session.ts";
import type { WasmExports } from "./wasm.ts";
import { compiledFrom, instantiated, sha256 } from "./wasm-engine.ts";
import { loadWeights } from "./weights.ts";

/** Of the builds those that need no GPU. */
const WASM_URLS = {
  cpu: new URL("../../../pkg/cpu/antiphon_bg.wasm", import.meta.url).href,
  studio: new URL("../../../pkg/studio/antiphon_bg.wasm", import.meta.url).href,
} as const;

/** A port to a session in this thread. */
export function localPort(): WorkerPort {
  let isClosed = false;
  const port: WorkerPort = {
    postMessage: (message: ToWorker) => {
      // As from a worker, nothing is answered before the one who asks has gone on.
      queueMicrotask(() => isClosed || session.receive(message));
    },
    terminate: () => {
      isClosed = true;
    },
    onmessage: null,
    onerror: null,
  };
  const session = new Session({
    post: (data: FromWorker) => {
      if (!isClosed) port.onmessage?.({ data } as MessageEvent<FromWorker>);
    },
    loadModule,
    adoptModule: async (compiled) => instantiated(await importScript("cpu"), compiled),
    findAdapter: () => Promise.resolve({ kind: "none" }),
    loadWeights: (modelUrl, onBytes) =>
      loadWeights(modelUrl, { fetch: fetchAnywhere, caches: null, digest: sha256, onBytes }),
    savesData: () => true,
    breathe,
    now: () => performance.now(),
  });
  return port;
}

async function loadModule(build: Build): Promise<WasmModule> {
  const kind = build === "studio" ? "studio" : "cpu";
  const [exports, response] = await Promise.all([
    importScript(kind),
    fetchAnywhere(WASM_URLS[kind]),
  ]);
  if (!response.ok) throw new Error(`status ${response.status} at ${WASM_URLS[kind]}`);
  return instantiated(exports, await compiledFrom(response));
}

function importScript(build: "cpu" | "studio"): Promise<WasmExports> {
  if (build === "cpu") return import("../../../pkg/cpu/antiphon.js");
  return import("../../../pkg/studio/antiphon.js");
}

/** A pause of one macrotask, which does not keep a program from ending. */
function breathe(): Promise<void> {
  const immediately: unknown = Reflect.get(globalThis, "setImmediate");
  return new Promise((resolve) => {
    if (typeof immediately === "function") immediately(resolve);
    else {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    }
  });
}
