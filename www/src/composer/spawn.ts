// Starts the worker, also when the page lives on another host than this script.

import { baseOf } from "./base.ts";
import type { WorkerPort } from "./extra-workers.ts";
import { trustedScript } from "./trust.ts";
import workerUrl from "./worker.ts?worker&url";

/** A new worker that runs `worker.ts`; where none may be started, one that says so. */
export function spawnWorker(): WorkerPort {
  try {
    return started();
  } catch (thrown) {
    return failing(`no worker can be started here: ${String(thrown)}`);
  }
}

function started(): Worker {
  const base = baseOf();
  const url = base === null ? new URL(workerUrl, import.meta.url) : new URL("worker.js", base);
  if (url.origin === location.origin) return workerFrom(url.href);
  // Browsers start workers from their own origin only; a module may import from anywhere with CORS.
  const stub = `import ${JSON.stringify(url.href)};`;
  const type = "text/javascript";
  // In a sandbox without an origin of its own no module may come from a blob.
  const stubUrl =
    origin === "null"
      ? `data:${type},${encodeURIComponent(stub)}`
      : URL.createObjectURL(new Blob([stub], { type }));
  const worker = workerFrom(stubUrl);
  // The stub must live until the worker has read it; a minute is more than enough.
  setTimeout(() => URL.revokeObjectURL(stubUrl), 60_000);
  return worker;
}

function workerFrom(url: string): Worker {
  return new Worker(trustedScript(url), { type: "module" });
}

function failing(message: string): WorkerPort {
  const port: WorkerPort = {
    postMessage: () => queueMicrotask(() => port.onerror?.({ message } as ErrorEvent)),
    terminate: () => {},
    onmessage: null,
    onerror: null,
  };
  return port;
}
