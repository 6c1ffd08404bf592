// How fast the page answers: first note, four bars harmonized, words a second, longest task.
// `node www/e2e/bench.mjs [--json] [--device cpu|webgpu|auto] [--runs 5]` measures www/dist.

import { parseArgs } from "node:util";
import { launch, longestTask, open, part, ready, serve } from "./stage.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    device: { type: "string", default: "cpu" },
    runs: { type: "string", default: "5" },
  },
});
const runs = Number(values.runs);

const server = await serve();
const browser = await launch({ hasSoftwareGpu: values.device === "webgpu" });
try {
  const begun = performance.now();
  const { page } = await open(browser, `${server.origin}/?device=${values.device}`);
  const engine = await ready(page);
  const opened = performance.now() - begun;
  // Nobody clicks within the first second.
  await page.waitForTimeout(1_000);
  const continued = [];
  const harmonized = [];
  for (let run = 0; run < runs; run++) {
    await reset(page);
    continued.push(await timed(page, "continue"));
    await reset(page);
    harmonized.push(await timed(page, "harmonize"));
  }
  await reset(page);
  const { wallMs, workMs } = await longestTask(browser, page);
  const report = {
    device: engine.device,
    adapter: engine.adapter,
    modelVersion: engine.modelVersion,
    runs,
    openedMs: Math.round(opened),
    firstNoteMs: median(continued.map(({ firstNoteMs }) => firstNoteMs)),
    firstNoteColdMs: continued[0].firstNoteMs,
    harmonize4BarsMs: median(harmonized.map(({ totalMs }) => totalMs)),
    tokensPerSecond: median(
      [...continued, ...harmonized].map(({ tokens, totalMs }) => (1000 * tokens) / totalMs),
    ),
    notesPerSecond: median(
      [...continued, ...harmonized].map(({ notes, totalMs }) => (1000 * notes) / totalMs),
    ),
    longestTaskMs: wallMs,
    longestTaskWorkMs: workMs,
  };
  console.log(values.json ? JSON.stringify(report) : table(report));
} finally {
  await browser.close();
  server.close();
}

/** The opening melody again: four bars of one voice. */
async function reset(page) {
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    window.opening ??= composer.score;
    composer.score = window.opening;
  });
}

/** Clicks a verb and waits for its answer. */
async function timed(page, act) {
  const { firstNoteMs, totalMs, notes } = await page.evaluate(async (act) => {
    const composer = document.querySelector("antiphon-composer");
    const before = composer.score.notes.length;
    const begun = performance.now();
    let first = Number.NaN;
    composer.addEventListener(
      "notestart",
      () => {
        first = performance.now() - begun;
      },
      { once: true },
    );
    await composer[act]();
    return {
      firstNoteMs: Math.round(first),
      totalMs: Math.round(performance.now() - begun),
      notes: composer.score.notes.length - before,
    };
  }, act);
  const facts = await part(page, "engine-facts").textContent();
  const tokens = Number(/(\d+) words/.exec(facts)?.[1] ?? Number.NaN);
  return { firstNoteMs, totalMs, notes, tokens };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]);
}

function table(report) {
  return Object.entries(report)
    .map(([name, value]) => `${name.padEnd(18)} ${value ?? "-"}`)
    .join("\n");
}
