// Counts what a worker asks of WebGPU, whoever asks: import it before any engine.

/** Sums since the worker began. */
export const counts = {
  dispatches: 0,
  submits: 0,
  readBacks: 0,
  pipelines: 0,
  bufferBytes: 0,
  peakBufferBytes: 0,
};

if ("GPUDevice" in globalThis) {
  const { GPUBuffer, GPUComputePassEncoder, GPUDevice, GPUQueue } = globalThis;
  const count = (name) => () => {
    counts[name] += 1;
  };
  watch(GPUComputePassEncoder, "dispatchWorkgroups", count("dispatches"));
  watch(GPUComputePassEncoder, "dispatchWorkgroupsIndirect", count("dispatches"));
  watch(GPUQueue, "submit", count("submits"));
  watch(GPUDevice, "createComputePipeline", count("pipelines"));
  watch(GPUDevice, "createComputePipelineAsync", count("pipelines"));
  watch(GPUBuffer, "mapAsync", (_, mode) => {
    if (mode === globalThis.GPUMapMode.READ) counts.readBacks += 1;
  });
  watch(GPUDevice, "createBuffer", (_, { size }) => {
    counts.bufferBytes += size;
    counts.peakBufferBytes = Math.max(counts.peakBufferBytes, counts.bufferBytes);
  });
  const destroyed = new WeakSet();
  watch(GPUBuffer, "destroy", (buffer) => {
    if (!destroyed.has(buffer)) counts.bufferBytes -= buffer.size;
    destroyed.add(buffer);
  });
}

/** Calls `before` ahead of every call of a method. */
function watch({ prototype }, name, before) {
  const original = prototype[name];
  prototype[name] = function (...rest) {
    before(this, ...rest);
    return original.apply(this, rest);
  };
}
