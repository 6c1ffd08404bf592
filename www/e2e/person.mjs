// A person at work for some minutes, who takes everything back at the end of each round: what is held more each time?
// `node www/e2e/person.mjs [--minutes 10] [--json]` works on www/dist; it fails where something grows.

import { parseArgs } from "node:util";
import { openCounts } from "./figures/counts.mjs";
import { workThrough } from "./figures/person.mjs";
import { median } from "./figures/spread.mjs";
import * as probe from "./probe.mjs";
import { launch, open, ready, serve, setRngSeed } from "./stage.mjs";

/**
 * What may be more at the end than after the first rounds, in which each part of the page is loaded and built once:
 * the middle of the last rounds against the middle of those behind the second.
 */
const BOUNDS = { heapBytes: 1.5e6, elements: 1_000, listeners: 40, audioNodes: 20 };
/** Rounds that only warm up, and how many are looked at together. */
const WARM_UP = 2;
const WIDTH = 3;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    json: { type: "boolean", default: false },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error("--minutes takes a number above 0");

const server = await serve();
const browser = await launch({ args: probe.MEASURABLE });
try {
  const { page, troubles } = await open(browser, `${server.origin}/?device=cpu`, {
    viewport: { width: 1440, height: 900 },
  });
  await ready(page);
  // The same answers in each round, so that the staves have as many elements.
  await setRngSeed(page, 7);
  await page.evaluate(watchLongTasks);
  const counts = await openCounts(page);
  const rounds = [];
  const begun = performance.now();
  const least = WARM_UP + 2 * WIDTH;
  while (performance.now() - begun < minutes * 60_000 || rounds.length < least) {
    await workThrough(page);
    const long = await page.evaluate(() => {
      // What the kit itself has recorded of the sound.
      window.heard.chunks.length = 0;
      return window.longTasks.splice(0);
    });
    const round = { ...(await counts()), long: long.length, longestMs: Math.max(0, ...long) };
    rounds.push(round);
    if (!values.json) print(round);
  }
  const warm = rounds.slice(WARM_UP, WARM_UP + WIDTH);
  const last = rounds.slice(-WIDTH);
  const usual = (some, name) => median(some.map((round) => round[name]));
  const growth = Object.fromEntries(
    Object.keys(BOUNDS).map((name) => [name, usual(last, name) - usual(warm, name)]),
  );
  if (values.json) console.log(JSON.stringify({ rounds, growth }));
  else {
    console.log(`${rounds.length} rounds; grown since the first ${WARM_UP + 1}:`);
    for (const [name, grown] of Object.entries(growth))
      console.log(`  ${name.padEnd(11)} ${grown}  (at most ${BOUNDS[name]})`);
  }
  const grown = Object.keys(BOUNDS).filter((name) => growth[name] > BOUNDS[name]);
  if (grown.length > 0) throw new Error(`${grown.join(", ")} grew`);
  if (troubles.length > 0) throw new Error([...new Set(troubles)].join("; "));
} finally {
  await browser.close();
  server.close();
}

/** In the page. */
function watchLongTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: "longtask" });
}

function print({ heapBytes, elements, listeners, audioNodes, long, longestMs }) {
  console.log(
    `heap ${probe.megabytes(heapBytes)}  elements ${elements}  listeners ${listeners}  nodes of sound ${audioNodes}  long tasks ${long} (${Math.round(longestMs)} ms)`,
  );
}
