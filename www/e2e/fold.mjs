// What a page pays for one composer far below its fold: node www/e2e/fold.mjs [--runs N]
// The same page without and with it, and with the door that waits; requests, bytes, work of the main thread, and
// when the page can be used, by the median of some cold visits. Then what a scroll to the composer brings.

import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { launch, serve } from "./stage.mjs";

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });

const WORDS = "<p>Words of a page that is about something else, and long.</p>".repeat(400);
const page = (head, tail) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/a.css">${head}<h1>A page</h1>${WORDS}${tail}`;
const TAG = "<antiphon-composer></antiphon-composer>";
const PAGES = {
  "/without.html": page("", ""),
  "/with.html": page('<script type="module" src="/antiphon.js"></script>', TAG),
  "/lazy.html": page('<script type="module" src="/lazy.js"></script>', TAG),
  "/a.css": "antiphon-composer { block-size: 420px } body { font: 16px sans-serif }",
};

/** One cold visit; `isScrolled` goes on to the composer. */
async function visit(browser, url, isScrolled) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const tab = await context.newPage();
  let requests = 0;
  let bytes = 0;
  const reading = [];
  tab.on("response", (response) => {
    requests += 1;
    const isPacked = /\.(js|css|html|wasm)$/.test(response.url());
    reading.push(
      response.body().then(
        (body) => {
          bytes += isPacked ? brotliCompressSync(body).length : body.length;
        },
        () => {},
      ),
    );
  });
  const client = await context.newCDPSession(tab);
  await client.send("Performance.enable");
  await browser.startTracing(tab, { categories: ["toplevel", "blink.user_timing", "loading"] });
  await tab.goto(url, { waitUntil: "load" });
  if (isScrolled) {
    await tab.evaluate(() => document.querySelector("antiphon-composer").scrollIntoView());
    await tab.waitForFunction(() => document.querySelector("antiphon-composer").shadowRoot);
  }
  await tab.waitForTimeout(isScrolled ? 4000 : 1500);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const { metrics } = await client.send("Performance.getMetrics");
  const metric = (name) => 1000 * (metrics.find((one) => one.name === name)?.value ?? 0);
  const timing = await tab.evaluate(() => performance.getEntriesByType("navigation")[0].toJSON());
  await Promise.all(reading);
  await context.close();
  return {
    requests,
    kilobytes: bytes / 1000,
    scriptMs: metric("ScriptDuration"),
    workMs: metric("TaskDuration"),
    interactiveMs: interactive(traceEvents, timing),
  };
}

/** When the last task of more than 50 ms had ended, and the document's own scripts had run. */
function interactive(events, timing) {
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const begin = events.find(({ name }) => name === "navigationStart")?.ts ?? 0;
  const long = events
    .filter(({ name, ph, dur, pid, tid, ts }) => {
      const isTask = name.endsWith("RunTask") && ph === "X" && main.has(`${pid}:${tid}`);
      return isTask && ts >= begin && dur > 50_000;
    })
    .map(({ ts, dur }) => (ts + dur - begin) / 1000);
  return Math.max(timing.domContentLoadedEventEnd, ...long);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const server = await serve({ pages: PAGES });
const browser = await launch();
try {
  const rows = [
    ["without it", "/without.html", false],
    ["with it below the fold", "/with.html", false],
    ["the same by lazy.js", "/lazy.html", false],
    ["scrolled to", "/with.html", true],
    ["scrolled to, by lazy.js", "/lazy.html", true],
  ];
  const runs = new Map(rows.map(([name]) => [name, []]));
  // By turns, so that what else the machine does is shared by all; the first round warms it up.
  for (let run = 0; run <= Number(values.runs); run++) {
    for (const [name, path, isScrolled] of rows) {
      const found = await visit(browser, `${server.origin}${path}`, isScrolled);
      if (run > 0) runs.get(name).push(found);
    }
  }
  console.log(`${"".padEnd(26)} requests       kB  script ms    work ms  interactive ms`);
  for (const [name, found] of runs) {
    const of = (key) => median(found.map((one) => one[key]));
    const cells = [
      [of("requests"), 8, 0],
      [of("kilobytes"), 8, 1],
      [of("scriptMs"), 10, 0],
      [of("workMs"), 10, 0],
      [of("interactiveMs"), 15, 0],
    ].map(([value, width, digits]) => value.toFixed(digits).padStart(width));
    console.log(`${name.padEnd(26)} ${cells.join(" ")}`);
  }
} finally {
  await browser.close();
  server.close();
}
