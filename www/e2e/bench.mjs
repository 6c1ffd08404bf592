// How fast we are beside others, in one run: the page, our two engines, ONNX Runtime Web and Magenta.js.
// `node www/e2e/bench.mjs --onnx FOLDER [--json] [--runs 10]` measures www/dist and pkg; the folder holds
// standard.onnx and fused.onnx as `antiphon export --onnx` writes them.

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkpoints } from "./bench/checkpoints.mjs";
import { measureEngines, rightAnswers } from "./bench/engines.mjs";
import { goalsOf } from "./bench/goals.mjs";
import { MAGENTA_PAGE, measureMagenta } from "./bench/magenta.mjs";
import { measurePage } from "./bench/page.mjs";
import { tableOf } from "./bench/table.mjs";
import { measureTakes } from "./figures/takes.mjs";
import { launch, serve } from "./stage.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    onnx: { type: "string" },
    runs: { type: "string", default: "10" },
  },
});
const runs = Number(values.runs);
if (values.onnx === undefined) throw new Error("--onnx FOLDER is missing");
if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a number from 1 on");

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = await serve({
  pages: {
    "/bench.html": "<!doctype html><title>bench</title>",
    "/magenta.html": MAGENTA_PAGE,
    ...checkpoints(),
  },
  folders: {
    "/bench/": folder("./bench/"),
    "/node_modules/": folder("./bench/node_modules/"),
    "/onnx/": values.onnx,
    "/pkg/": folder("../../pkg/"),
    // The opening melody.
    "/src/": folder("../src/"),
  },
});
const page = await pageFigures();
const browser = await launch({ hasSoftwareGpu: true });
try {
  const stage = await (await browser.newContext()).newPage();
  await stage.goto(`${server.origin}/bench.html`);
  const machine = {
    cores: availableParallelism(),
    browser: `Chromium ${browser.version()}`,
    adapter: await stage.evaluate(adapterName),
  };
  say("engines on the CPU");
  const right = await rightAnswers(stage);
  const cpu = await measureEngines(stage, "cpu", runs, right);
  say("engines on WebGPU: some minutes on a software adapter");
  // The first run compiles; few others must do.
  const webgpu = await measureEngines(stage, "webgpu", Math.min(Math.max(runs, 2), 3), right);
  say("Magenta.js");
  const magenta = await measureMagenta(browser, server.origin, Math.min(runs, 3));
  const found = { machine, runs, page, cpu, webgpu, magenta };
  const report = { ...found, goals: goalsOf(found) };
  console.log(values.json ? JSON.stringify(report) : tableOf(report));
} finally {
  await browser.close();
  server.close();
}

/** In a browser of its own: an emulated GPU would paint there, slower than the processor does. */
async function pageFigures() {
  say("the page");
  const browser = await launch();
  try {
    const answers = await measurePage(browser, server.origin, runs);
    const takes = await measureTakes(browser, server.origin, { takes: 4, runs });
    return { ...answers, takesTimes: takes.ratio };
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function adapterName() {
  const { vendor, architecture } = (await navigator.gpu.requestAdapter()).info;
  return `${vendor} ${architecture}`;
}

/** Progress, apart from the report. */
function say(what) {
  console.error(`measuring ${what}`);
}
