// What ten composers on one page hold, each of which has answered once.
// `node www/e2e/memory.mjs [--count 10] [--ratio 1] [--json]` measures www/dist; above the budget it fails.

import { parseArgs } from "node:util";
import * as probe from "./probe.mjs";
import { launch, open, ready, serve } from "./stage.mjs";

/** Ten composers may hold so much. */
const BUDGET = 150e6;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10" },
    ratio: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const count = Number(values.count);
const composer =
  '<antiphon-composer device="cpu" style="display: block; height: 400px"></antiphon-composer>';
const server = await serve({
  headers: probe.ISOLATED,
  change: probe.watched,
  pages: {
    "/empty.html": "<!doctype html><p>Nothing here.</p>",
    "/many.html": `<!doctype html><script type="module" src="./antiphon.js"></script>${composer.repeat(count)}`,
  },
});
try {
  const empty = await inBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/empty.html`);
    return probe.processBytes(browser);
  });
  const report = await inBrowser(async (browser) => {
    const options = { deviceScaleFactor: Number(values.ratio) };
    const { page } = await open(browser, `${server.origin}/many.html`, options);
    for (let index = 0; index < count; index++) {
      await page.locator("antiphon-composer").nth(index).scrollIntoViewIfNeeded();
      await ready(page, index);
      await page.evaluate(
        (index) => document.querySelectorAll("antiphon-composer")[index].harmonize(),
        index,
      );
    }
    const wasm = await probe.wasmBytes(page);
    const held = await probe.heldBytes(page);
    const whole = await probe.processBytes(browser);
    return {
      composers: count,
      workers: page.workers().length,
      ...held,
      wasm,
      sum: held.all + wasm,
      process: whole === null || empty === null ? null : whole - empty,
    };
  });
  if (values.json) console.log(JSON.stringify(report));
  else {
    const { composers, workers, ...sizes } = report;
    console.log(`${composers} composers, ${workers} worker`);
    for (const [name, bytes] of Object.entries(sizes)) {
      console.log(`${name.padEnd(10)} ${probe.megabytes(bytes).padStart(10)}`);
    }
    console.log(
      "sum: all that the browser counts, and the wasm; process: above one with an empty page",
    );
  }
  if (Math.max(report.sum, report.process ?? 0) > BUDGET) {
    console.error(`more than ${probe.megabytes(BUDGET)}`);
    process.exitCode = 1;
  }
} finally {
  server.close();
}

async function inBrowser(act) {
  const browser = await launch({ args: probe.MEASURABLE });
  try {
    return await act(browser);
  } finally {
    await browser.close();
  }
}
