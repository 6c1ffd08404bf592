// What several takes of one answer cost beside one: the opening melody harmonized in the built page, on the CPU.
// `node www/e2e/takes.mjs [--takes 4] [--runs 10] [--model nano|base] [--json]`; only a quiet machine says anything.

import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measureTakes } from "./figures/takes.mjs";
import { launch, serve } from "./stage.mjs";

/** Times of one answer that takes may take, four of them. */
const GOAL = 2.5;
const MODELS = { nano: "model/nano.safetensors", base: "model/base/base.safetensors" };

const { values } = parseArgs({
  options: {
    takes: { type: "string", default: "4" },
    runs: { type: "string", default: "10" },
    model: { type: "string", default: "nano" },
    json: { type: "boolean", default: false },
  },
});
const [takes, runs] = [Number(values.takes), Number(values.runs)];
const model = MODELS[values.model];
if (model === undefined) throw new Error("--model takes nano or base");

const [busy] = loadavg();
const server = await serve();
const browser = await launch();
try {
  const measured = await measureTakes(browser, server.origin, { takes, runs, model });
  const found = { ...measured, busy, goal: takes === 4 ? GOAL : null };
  console.log(values.json ? JSON.stringify(found) : spoken(found));
} finally {
  await browser.close();
  server.close();
}

function spoken(found) {
  const { modelVersion, cores, workers, busy, takes, runs, firstMs, goal } = found;
  const { written, shown, ratio, shownRatio } = found;
  const verdict = goal === null ? "" : `, at most ${goal}: ${ratio <= goal ? "met" : "MISSED"}`;
  const times = ({ one, takes }) => `${one.toFixed(0).padStart(9)}${takes.toFixed(0).padStart(9)}`;
  return [
    `${modelVersion}, ${workers} workers on ${cores} cores, medians of ${runs} runs, milliseconds`,
    `                              one${`${takes} takes`.padStart(9)}    ratio`,
    `until all are written    ${times(written)}${ratio.toFixed(2).padStart(9)}${verdict}`,
    `until the best is shown  ${times(shown)}${shownRatio.toFixed(2).padStart(9)}, as somebody has to judge`,
    `the first time           ${"".padStart(9)}${firstMs.toFixed(0).padStart(9)}`,
    ...(busy > 0.5
      ? [`The machine was not quiet (load ${busy.toFixed(1)}): this says little.`]
      : []),
  ].join("\n");
}
