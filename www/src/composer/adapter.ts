// Which GPU is worth using: a real one, not a program that pretends to be one.

/** The fields of `GPUAdapterInfo` that are looked at; browsers leave some empty. */
export interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

/** What was found where a GPU was looked for. */
export type AdapterFinding =
  | { readonly kind: "real"; readonly name: string }
  | { readonly kind: "software"; readonly name: string }
  | { readonly kind: "none" };

/** SwiftShader, Mesa's llvmpipe and lavapipe, and Windows' WARP compute on the CPU, slower than wasm does. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

/** Judges an adapter by what it says about itself; null when the browser gave none. */
export function classifyAdapter(info: AdapterInfo | null): AdapterFinding {
  if (info === null) return { kind: "none" };
  const words = [info.description, info.vendor, info.architecture, info.device];
  const name = adapterName(info);
  const isSoftware =
    info.isFallbackAdapter === true || words.some((word) => word && SOFTWARE.test(word));
  return { kind: isSoftware ? "software" : "real", name };
}

/** Whether the GPU engine should be loaded. */
export function wantsGpu(choice: "auto" | "cpu" | "webgpu", finding: AdapterFinding): boolean {
  switch (choice) {
    case "cpu":
      return false;
    case "auto":
      return finding.kind === "real";
    case "webgpu":
      return finding.kind !== "none";
    default:
      return choice satisfies never;
  }
}

function adapterName(info: AdapterInfo): string {
  if (info.description) return info.description;
  const words = [info.vendor, info.architecture].filter(Boolean);
  return words.length > 0 ? words.join(" ") : "GPU";
}
