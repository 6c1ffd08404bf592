// How soon a page shows its composer, can answer, and answers: at the first visit and at the second.
// `node www/e2e/start-up.mjs [--latency 100] [--runs 5] [--json]` measures www/dist; every request takes so long.

import { parseArgs } from "node:util";
import { watchMoments } from "./figures/moments.mjs";
import { median } from "./figures/spread.mjs";
import { launch, serve } from "./stage.mjs";

const { values } = parseArgs({
  options: {
    latency: { type: "string", default: "100" },
    runs: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});
const latency = Number(values.latency);
const server = await serve({
  before: () => new Promise((resolve) => setTimeout(resolve, latency)),
});
const browser = await launch();
try {
  const visits = { first: [], second: [] };
  for (let run = 0; run < Number(values.runs); run++) {
    // A context of its own has kept nothing.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(watchMoments);
    await page.goto(`${server.origin}/?device=cpu`);
    visits.first.push(await page.evaluate(times));
    await page.reload();
    visits.second.push(await page.evaluate(times));
    await context.close();
  }
  const report = { latency, first: medians(visits.first), second: medians(visits.second) };
  if (values.json) console.log(JSON.stringify(report));
  else {
    console.log(`milliseconds since the visit began; every request takes ${latency} ms`);
    for (const visit of ["first", "second"]) {
      const row = Object.entries(report[visit]).map(([name, value]) => `${name} ${value}`);
      console.log(`${visit.padEnd(8)} ${row.join(", ")}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}

/** In the page: when it was shown and ready, and how long the first note of the first answers took. */
async function times() {
  const shown = await window.moment("shown");
  const ready = await window.moment("ready");
  // Nobody clicks within the first second.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const composer = document.querySelector("antiphon-composer");
  const firstNote = async () => {
    const begun = performance.now();
    const note = new Promise((resolve) =>
      composer.addEventListener("notestart", () => resolve(performance.now() - begun), {
        once: true,
      }),
    );
    await composer.continue();
    composer.undo();
    return note;
  };
  return { shown, ready, firstNote: await firstNote(), secondNote: await firstNote() };
}

function medians(rows) {
  const names = Object.keys(rows[0]);
  return Object.fromEntries(
    names.map((name) => {
      return [name, Math.round(median(rows.map((row) => row[name])))];
    }),
  );
}
