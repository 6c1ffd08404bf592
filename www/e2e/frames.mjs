// How fast the roll moves with many notes: `node www/e2e/frames.mjs [notes] [--only=pan] [--check]`.
// Each scene runs for some seconds in the built page; what is printed of it stands in figures/frames.mjs.

import { measureFrames, SECONDS } from "./figures/frames.mjs";
import { launch, serve } from "./stage.mjs";

const NOTES = Number(process.argv[2]) || 10_000;
/** Only scenes whose name has this in it. */
const ONLY = process.argv.find((word) => word.startsWith("--only="))?.slice(7) ?? "";
/** Milliseconds of work in which a frame has to be done, for sixty of them a second. */
const BUDGET = 1000 / 60;

const server = await serve();
const browser = await launch();
let worst = 0;
try {
  console.log(`${NOTES} notes, ${SECONDS} s a scene; milliseconds`);
  const scenes = { notes: NOTES, only: ONLY, each: print };
  const found = await measureFrames(browser, server.origin, scenes);
  worst = Math.max(...found.map(({ work }) => work[1]));
} finally {
  await browser.close();
  server.close();
}
if (process.argv.includes("--check") && worst > BUDGET) {
  console.error(
    `${worst.toFixed(1)} ms of work a frame at p95 found, ${BUDGET.toFixed(1)} allowed`,
  );
  process.exitCode = 1;
}

function print({ name, deltas, work, script, long, frames }) {
  const figures = (values) => values.map((value) => value.toFixed(1).padStart(6)).join(" ");
  console.log(
    `${name.padEnd(18)} ${String(frames).padStart(4)} frames  between ${figures(deltas)}  work ${figures(work)}  script ${figures(script)}  long ${long.length} (${Math.round(Math.max(0, ...long))})`,
  );
}
