// What several takes of one answer cost beside one: the opening melody harmonized in the built page, on the CPU.
// `node www/e2e/takes.mjs [--takes 4] [--runs 10] [--model nano|base] [--json]`; only a quiet machine says anything.

import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { launch, open, ready, serve, setRngSeed } from "./stage.mjs";

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
  const { page } = await open(browser, `${server.origin}/?device=cpu&model=${model}`);
  const { modelVersion } = await ready(page);
  await watchWorkers(page);
  // Until it has warmed up; the first takes start the workers.
  await page.waitForTimeout(1_000);
  await timed(1, 0);
  const first = await timed(takes, 0);
  const [alone, together] = [[], []];
  for (let run = 1; run <= runs; run++) {
    // The same answers, one after the other and side by side.
    const rngSeed = 100 * run;
    for (let take = 0; take < takes; take++) alone.push(await timed(1, rngSeed + take));
    together.push(await timed(takes, rngSeed));
  }
  const ratioOf = (kind) => median(together, kind) / median(alone, kind);
  const found = {
    modelVersion,
    cores: availableParallelism(),
    workers: page.workers().length,
    busy,
    takes,
    runs,
    written: { one: median(alone, "written"), takes: median(together, "written") },
    shown: { one: median(alone, "shown"), takes: median(together, "shown") },
    firstMs: first.shown,
    ratio: ratioOf("written"),
    shownRatio: ratioOf("shown"),
    goal: takes === 4 ? GOAL : null,
  };
  console.log(values.json ? JSON.stringify(found) : spoken(found));

  /** Milliseconds of a harmony to the opening melody, which is taken back: until it is written, and shown. */
  async function timed(count, rngSeed) {
    await setRngSeed(page, rngSeed);
    return page.evaluate(async (takes) => {
      const composer = document.querySelector("antiphon-composer");
      const begun = performance.now();
      await composer.harmonize({ takes });
      const shown = performance.now() - begun;
      composer.undo();
      // The page may hear of the end before those who watch.
      await new Promise((resolve) => setTimeout(resolve));
      return { written: globalThis.lastWritten - begun, shown };
    }, count);
  }
} finally {
  await browser.close();
  server.close();
}

/** Notes when a worker has last ended what it was to write. */
function watchWorkers(page) {
  return page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    const known = new WeakSet();
    Worker.prototype.postMessage = function (...message) {
      if (!known.has(this)) {
        known.add(this);
        this.addEventListener("message", ({ data: { kind } }) => {
          if (kind === "done") globalThis.lastWritten = performance.now();
        });
      }
      return post.apply(this, message);
    };
  });
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

function median(times, kind) {
  return times.map((time) => time[kind]).toSorted((a, b) => a - b)[times.length >> 1];
}
