// Starts the worker, also when the page lives on another host than this script.

import { baseOf } from "./base.ts";
import workerUrl from "./worker.ts?worker&url";

/** A new worker that runs `worker.ts`. */
export function spawnWorker(): Worker {
  const base = baseOf();
  const url = base === null ? new URL(workerUrl, import.meta.url) : new URL("worker.js", base);
  if (url.origin === location.origin) return new Worker(url, { type: "module" });
  // Browsers start workers from their own origin only; a module may import from anywhere with CORS.
  const stub = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  const stubUrl = URL.createObjectURL(stub);
  const worker = new Worker(stubUrl, { type: "module" });
  // The stub must live until the worker has read it; a minute is more than enough.
  setTimeout(() => URL.revokeObjectURL(stubUrl), 60_000);
  return worker;
}
