// ONNX Runtime Web with our network in a worker: the network alone, without grammar or sampling.

import { counts } from "./gpu-counts.mjs";
import { options, serveCalls } from "./serve-calls.mjs";
import { wasmBytes } from "./wasm-memory.mjs";

const DIST = "/node_modules/onnxruntime-web/dist/";
const N_FEATURES = 8;

let ort;
let session;

serveCalls({
  /** Loads the runtime and the graph named by the worker's address. */
  async open() {
    const bundle = options.device === "webgpu" ? "ort.webgpu" : "ort.wasm";
    ort = await import(`${DIST}${bundle}.bundle.min.mjs`);
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = DIST;
    ort.env.logLevel = "error";
    const graph = await fetch(`/onnx/${options.graph}.onnx`);
    const isGpu = options.device === "webgpu";
    session = await ort.InferenceSession.create(await graph.arrayBuffer(), {
      executionProviders: [isGpu ? "webgpu" : "wasm"],
      graphOptimizationLevel: "all",
      // The cache stays where it is made.
      preferredOutputLocation: isGpu ? locations() : undefined,
    });
    return ort.env.versions.web;
  },

  /** Logits behind some tokens read at once and some more read one by one. */
  async logits({ together, singly }) {
    let state = await read(together, empty());
    for (let step = 0; step < singly; step++) state = await read(1, state.cache);
    release(state.cache);
    return Array.from(state.logits);
  },

  /** Milliseconds a token behind a text of 128, and what the GPU was asked for. */
  async decode({ steps }) {
    let state = await read(128, empty());
    state = await read(1, state.cache);
    const before = { ...counts };
    const begun = performance.now();
    for (let step = 0; step < steps; step++) state = await read(1, state.cache);
    const msPerToken = (performance.now() - begun) / steps;
    release(state.cache);
    return {
      msPerToken,
      dispatches: (counts.dispatches - before.dispatches) / steps,
      submits: (counts.submits - before.submits) / steps,
      readBacks: (counts.readBacks - before.readBacks) / steps,
    };
  },

  /** Milliseconds for 128 tokens at once. */
  async prefill() {
    const begun = performance.now();
    const { cache } = await read(128, empty());
    const elapsed = performance.now() - begun;
    release(cache);
    return elapsed;
  },

  memory: () => ({ wasmBytes: wasmBytes(), gpuBytes: counts.peakBufferBytes }),
  gpu: () => counts,
});

function locations() {
  const layers = Array.from({ length: 4 }, (_, layer) => layer);
  const names = layers.flatMap((layer) => [`present.${layer}.key`, `present.${layer}.value`]);
  return { logits: "cpu", ...Object.fromEntries(names.map((name) => [name, "gpu-buffer"])) };
}

/** A cache of no places. */
function empty() {
  const names = session.inputNames.filter((name) => name.startsWith("past."));
  const none = () => new ort.Tensor("float32", new Float32Array(0), [1, 4, 0, 32]);
  return Object.fromEntries(names.map((name) => [name, none()]));
}

/** Reads some places behind a cache, which is given up for the new one. */
async function read(seq, cache) {
  const codes = Int32Array.from({ length: seq * N_FEATURES }, (_, i) => (i * 37) % 1787);
  const feeds = { codes: new ort.Tensor("int32", codes, [seq, N_FEATURES]), ...cache };
  if (session.inputNames.includes("n_places")) {
    const total = Object.values(cache)[0].dims[2] + seq;
    feeds.last_place = new ort.Tensor("int32", Int32Array.of(total - 1), [1]);
    feeds.n_places = new ort.Tensor("int32", Int32Array.of(total), []);
  }
  const outputs = await session.run(feeds);
  release(cache);
  const names = Object.keys(cache);
  const next = names.map((name) => [name, outputs[name.replace("past.", "present.")]]);
  return { logits: outputs.logits.data, cache: Object.fromEntries(next) };
}

function release(cache) {
  for (const tensor of Object.values(cache)) tensor.dispose();
}
