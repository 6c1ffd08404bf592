import { expect, it } from "vitest";
import { type AdapterInfo, classifyAdapter, wantsGpu } from "./adapter.ts";

function check(info: AdapterInfo | null, expected: "real" | "software" | "none") {
  expect(classifyAdapter(info).kind, JSON.stringify(info)).toBe(expected);
}

it("tells real GPUs from programs that pretend to be one", () => {
  check({ vendor: "nvidia", architecture: "ampere" }, "real");
  check({ vendor: "apple", architecture: "metal-3" }, "real");
  check({ vendor: "intel", architecture: "gen-12lp", description: "Intel(R) Iris(R) Xe" }, "real");
  check({ vendor: "", architecture: "" }, "real");
  check({ vendor: "google", architecture: "swiftshader" }, "software");
  check({ vendor: "mesa", description: "llvmpipe (LLVM 15.0.7, 256 bits)" }, "software");
  check({ vendor: "microsoft", description: "Microsoft Basic Render Driver" }, "software");
  check({ vendor: "amd", isFallbackAdapter: true }, "software");
  check(null, "none");
});

it("loads the GPU engine for a real adapter, or when it is asked for by name", () => {
  const real = { kind: "real", name: "GPU" } as const;
  const software = { kind: "software", name: "SwiftShader" } as const;
  const none = { kind: "none" } as const;
  expect([real, software, none].map((finding) => wantsGpu("auto", finding))).toEqual([
    true,
    false,
    false,
  ]);
  expect([real, software, none].map((finding) => wantsGpu("webgpu", finding))).toEqual([
    true,
    true,
    false,
  ]);
  expect([real, software, none].some((finding) => wantsGpu("cpu", finding))).toBe(false);
});
