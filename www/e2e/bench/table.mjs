// The report for people.

/** Columns: the name of a figure, its heading, and what it is divided by. */
const FIGURES = [
  ["tokensPerSecond", "tokens/s"],
  ["prefillMs", "prefill ms"],
  ["firstNoteMs", "1st note ms"],
  ["harmonize4BarsMs", "4 bars ms"],
  ["harmonize16BarsMs", "16 bars ms"],
  ["takesTimes", "4 takes, x 1"],
  ["notesPerSecond", "notes/s"],
  ["dispatches", "dispatches"],
  ["submits", "submits"],
  ["readBacks", "read-backs"],
  ["pipelines", "pipelines"],
  ["wasmBytes", "wasm MB", 1e6],
  ["gpuBytes", "GPU MB", 1e6],
  ["heapBytes", "heap MB", 1e6],
];

/** Everything that was found, and the goals. */
export function tableOf({ machine, page, cpu, webgpu, magenta, goals }) {
  const { coconet, melodyRnn } = magenta;
  const rows = [
    ["ours, the page on the CPU", page],
    ["ours, CPU", cpu.ours],
    ["plain burn, CPU", cpu.plain],
    ["ONNX Runtime Web, wasm, standard graph", cpu.standard],
    ["ONNX Runtime Web, wasm, fused graph", cpu.fused],
    ["ours, WebGPU", webgpu.ours],
    ["ours, WebGPU, without drafts", webgpu.undrafted],
    ["plain burn, WebGPU", webgpu.plain],
    ["ONNX Runtime Web, WebGPU, standard graph", webgpu.standard],
    ["ONNX Runtime Web, WebGPU, fused graph", webgpu.fused],
    [`Magenta.js Coconet, ${coconet.backend}`, coconet],
    [
      `Magenta.js MelodyRNN, ${melodyRnn.backend}`,
      { tokensPerSecond: (1000 * melodyRnn.steps) / melodyRnn.totalMs },
    ],
  ];
  const heading = ["", ...FIGURES.map(([, heading]) => heading)];
  const cells = rows.map(([name, figures]) => [
    name,
    ...FIGURES.map(([figure, , unit = 1]) => written((figures[figure] ?? Number.NaN) / unit)),
  ]);
  return [
    `${machine.cores} cores, ${machine.browser}, adapter ${machine.adapter}`,
    `weights ${page.modelVersion}; Magenta's networks with random weights, Coconet's 96 passes worked out from 3`,
    "",
    ...aligned([heading, ...cells]),
    ...rows
      .filter(([, { wrong }]) => wrong?.length > 0)
      .map(
        ([name, { wrong }]) =>
          `${name}: gives wrong answers in ${wrong.join(" and ")}, not counted`,
      ),
    "",
    ...aligned(
      goals.map(({ name, figure, goal, isMet }) => [
        name,
        written(figure),
        goal,
        isMet ? "met" : "MISSED",
      ]),
    ),
    "",
    `the page: opened in ${page.openedMs} ms, cold first note ${page.firstNoteColdMs} ms, ` +
      `longest task ${page.longestTaskMs} ms (${page.longestTaskWorkMs} ms of work)`,
  ].join("\n");
}

/** Three digits, or a dash for what does not apply. */
export function written(value) {
  if (!Number.isFinite(value)) return "-";
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

export function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (cell, column) =>
    column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]);
  return rows.map((row) => row.map(pad).join("  ").trimEnd());
}
