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

/**
 * Bytes that the page holds once everything that nobody needs is gone: the heaps of its scripts and of its
 * worker's, the canvases, the tree, and all that the browser counts together. The wasm's memory is not among it.
 */
export async function heldBytes(page) {
  const collect = async () => {
    self.gc();
    // What waits for a finalizer goes with the second collection.
    await new Promise((resolve) => setTimeout(resolve, 20));
    self.gc();
  };
  await Promise.all([page.evaluate(collect), ...page.workers().map((it) => it.evaluate(collect))]);
  return page.evaluate(async () => {
    const { bytes, breakdown } = await performance.measureUserAgentSpecificMemory();
    const held = (type, scope) =>
      breakdown
        .filter(({ types }) => types.includes(type))
        .filter(({ attribution }) => attribution.some((it) => !scope || it.scope === scope))
        .reduce((sum, part) => sum + part.bytes, 0);
    return {
      all: bytes,
      page: held("JavaScript", "Window"),
      worker: held("JavaScript", "DedicatedWorkerGlobalScope"),
      canvases: held("Canvas"),
    };
  });
}

/** Private bytes of the largest process that shows pages; null where the system does not tell. */
export async function processBytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const sizes = await Promise.all(renderers.map(({ id }) => privateBytes(id)));
  const known = sizes.filter((size) => size !== null);
  return known.length === 0 ? null : Math.max(...known);
}

async function privateBytes(id) {
  const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => null);
  if (text === null) return null;
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
  return 1024 * kilobytes.reduce((sum, [, size]) => sum + Number(size), 0);
}

/** Bytes in words. */
export function megabytes(bytes) {
  return bytes === null ? "-" : `${(bytes / 1e6).toFixed(1)} MB`;
}
