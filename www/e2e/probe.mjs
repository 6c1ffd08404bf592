// What a page holds in memory: the engine's own, the scripts' heaps after a collection, the process's, everything.

import { readFile } from "node:fs/promises";

/** Flags by which a browser lets itself be measured. */
export const MEASURABLE = [
  "--js-flags=--expose-gc",
  "--enable-blink-features=ForceEagerMeasureMemory",
];

/** Headers without which the browser does not tell a page what it holds. */
export const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "cross-origin",
};

/** Put before the worker's script: remembers every memory that a wasm of it exports. */
const WATCH_WASM = `
  self.wasmMemories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...rest) => {
      const result = await original(...rest);
      const { exports } = result.instance ?? result;
      if (exports.memory instanceof WebAssembly.Memory) self.wasmMemories.push(exports.memory);
      return result;
    };
  }
`;

/** For \`serve\`: a worker that shows its memory, after \`more\` has been done to it. */
export function watched(path, bytes, more = "") {
  if (!/\/worker-[^/]*\.js$/.test(path)) return bytes;
  return Buffer.concat([Buffer.from(`${WATCH_WASM}${more};`), bytes]);
}

/** Bytes of all memories of the page's wasm. */
export async function wasmBytes(page) {
  const [worker] = page.workers();
  return (
    worker?.evaluate(() =>
      self.wasmMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    ) ?? 0
  );
}

/** Bytes of the scripts' heaps, once everything that nobody needs is gone. */
export async function heapBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const [worker] = page.workers();
  const inWorker = await worker?.evaluate(async () => {
    self.gc();
    // What waits for a finalizer goes with the second collection.
    await new Promise((resolve) => setTimeout(resolve, 20));
    self.gc();
    return performance.memory?.usedJSHeapSize ?? null;
  });
  return { page: usedSize, worker: inWorker ?? null };
}

/** What the browser says that the page and its workers hold, by kinds; needs an isolated page. */
export function everything(page) {
  return page.evaluate(async () => {
    const { bytes, breakdown } = await performance.measureUserAgentSpecificMemory();
    const kinds = {};
    for (const part of breakdown) {
      const scopes = new Set(part.attribution.map(({ scope }) => scope));
      const name = [...scopes, ...part.types].join(" ") || "shared";
      kinds[name] = (kinds[name] ?? 0) + part.bytes;
    }
    return { bytes, kinds };
  });
}

/** Private bytes of the process that shows the page; null where the system does not tell. */
export async function processBytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = await Promise.all(
    processInfo.map(async ({ type, id }) => {
      const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => null);
      if (text === null) return null;
      const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
      return { type, bytes: 1024 * kilobytes.reduce((sum, [, size]) => sum + Number(size), 0) };
    }),
  );
  return sizes.filter((size) => size !== null);
}
