// What "fast" means here, each goal beside its figure.

/** The goals with what a report says of them. */
export function goalsOf({ page, cpu, webgpu, magenta }) {
  // The faster graph counts, of those that answer right.
  const best = ({ standard, fused }, name) =>
    Math.min(...[standard[name], fused[name]].filter((time) => time !== null));
  const { dispatches, submits, readBacks } = webgpu.ours;
  return [
    atLeast(
      "CPU: decode, times ONNX Runtime Web",
      best(cpu, "msPerToken") / cpu.ours.msPerToken,
      4,
    ),
    atLeast("CPU: prefill, times ONNX Runtime Web", best(cpu, "prefillMs") / cpu.ours.prefillMs, 1),
    atLeast(
      "WebGPU: decode, times ONNX Runtime Web",
      best(webgpu, "msPerToken") / webgpu.ours.msPerToken,
      4,
    ),
    atMost("WebGPU: four takes, times one, without drafts", webgpu.undrafted.takesTimes, 1.6),
    atMost("WebGPU: four takes, times one, all drafted", webgpu.ours.takesTimes, 1.6),
    atMost("WebGPU: dispatches a token", dispatches, 45),
    atMost("WebGPU: submits a token", submits, 1),
    atMost("WebGPU: read-backs a token", readBacks, 1 / 8),
    atLeast(
      "CPU: harmonize 4 bars, times Coconet",
      magenta.coconet.harmonize4BarsMs / cpu.ours.harmonize4BarsMs,
      10,
    ),
    atMost("CPU: four takes in the page, times one", page.takesTimes, 2.5),
    atMost("CPU: first note in the page, ms", page.firstNoteMs, 100),
  ];
}

// A figure that could not be had is a goal missed.
export function atLeast(name, figure, goal) {
  return { name, figure, goal: `at least ${goal}`, isMet: figure >= goal };
}

export function atMost(name, figure, goal) {
  return { name, figure, goal: `at most ${goal}`, isMet: figure <= goal };
}
