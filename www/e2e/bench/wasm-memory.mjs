// Knows every WebAssembly memory of its worker: import it before any engine. Memories only grow, so
// their size at the end is their peak.

const memories = new Set();

for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (source, imports = {}) => {
    for (const value of Object.values(imports).flatMap(Object.values)) keep(value);
    const result = await original.call(WebAssembly, source, imports);
    const { exports } = result.instance ?? result;
    for (const value of Object.values(exports)) keep(value);
    return result;
  };
}

function keep(value) {
  if (value instanceof WebAssembly.Memory) memories.add(value);
}

/** Bytes of all memories. */
export function wasmBytes() {
  return [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
