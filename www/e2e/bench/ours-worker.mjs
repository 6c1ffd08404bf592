// One of our modules in a worker, or the one with burn's own kernels: every figure comes from whole requests,
// as the page makes them.

import { counts } from "./gpu-counts.mjs";
import { continueRequest, harmonizeRequest, seedRequest } from "./scores.mjs";
import { options, serveCalls } from "./serve-calls.mjs";
import { wasmBytes } from "./wasm-memory.mjs";

const channel = new MessageChannel();
let composer;

serveCalls({
  /** Loads module and weights; as in the page, the processor drafts for a GPU, unless that is left out. */
  async open() {
    const module = await import(`/pkg/${options.module}/antiphon.js`);
    const wasm = await fetch(`/pkg/${options.module}/antiphon_bg.wasm`);
    await module.default({ module_or_path: wasm });
    composer = await module.Composer.create(options.device);
    const response = await fetch("/model/nano.safetensors");
    const weights = new Uint8Array(await response.arrayBuffer());
    composer.loadWeights(weights);
    if (options.device === "webgpu" && options.drafts !== "none") composer.loadDrafter(weights);
    return composer.describe();
  },

  /** One request answered to its first notes and a little further: the difference is writing alone. */
  async decode({ few, many }) {
    const short = await answer("seed", seedRequest(4), few);
    const long = await answer("seed", seedRequest(4), many);
    const words = long.words - short.words;
    const each = (name) => (long.gpu[name] - short.gpu[name]) / words;
    return {
      shortAnswerMs: short.totalMs,
      longAnswerMs: long.totalMs,
      words,
      dispatches: each("dispatches"),
      submits: each("submits"),
      readBacks: each("readBacks"),
    };
  },

  /** The first note behind a short text and behind a long one: the difference is reading alone. */
  async prefill() {
    const short = await answer("continue", continueRequest(false), 1);
    const long = await answer("continue", continueRequest(true), 1);
    return { shortTextMs: short.firstNoteMs, longTextMs: long.firstNoteMs };
  },

  /** Three voices to some bars, or to as many of them as the first notes are in. */
  harmonize: ({ bars, notes = Number.POSITIVE_INFINITY }) =>
    answer("harmonize", harmonizeRequest(bars), notes),

  /** The same four bars as several takes, side by side. */
  async takes({ bars, count }) {
    const begun = performance.now();
    await composer.takes("harmonize", harmonizeRequest(bars), count, { note() {}, breathe });
    return performance.now() - begun;
  },

  memory: () => ({ wasmBytes: wasmBytes(), gpuBytes: counts.peakBufferBytes }),
  gpu: () => counts,
});

/** Answers a request, or its first notes. */
async function answer(act, request, maxNotes) {
  const before = { ...counts };
  const begun = performance.now();
  let notes = 0;
  let firstNoteMs;
  const outcome = await composer[act](request, {
    note: () => {
      firstNoteMs ??= performance.now() - begun;
      notes += 1;
      if (notes >= maxNotes) composer.cancel();
    },
    breathe,
  });
  const gpu = Object.keys(counts).map((name) => [name, counts[name] - before[name]]);
  return {
    totalMs: performance.now() - begun,
    firstNoteMs,
    notes,
    words: outcome.receipt.tokens,
    gpu: Object.fromEntries(gpu),
  };
}

/** As in the page's worker: one macrotask, in which messages are read. */
function breathe() {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}
