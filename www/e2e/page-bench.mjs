// What the page promises, each goal beside its figure: a first visit, a minute of use, frames, sound, accessibility.
// `node www/e2e/page-bench.mjs [--json] [--runs 5] [--only cold,onsets,frames,minute,unwatched,axe]` measures www/dist.

import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { aligned, written } from "./bench/table.mjs";
import { LOOKS, violationsOfLook, violationsOfPages } from "./figures/accessibility.mjs";
import { measureCold } from "./figures/cold.mjs";
import { measureFrames } from "./figures/frames.mjs";
import { measureMinute } from "./figures/minute.mjs";
import { measureOnsets, TAP, TAP_SCRIPT } from "./figures/onsets.mjs";
import { pageGoals } from "./figures/page-goals.mjs";
import { measureUnwatched } from "./figures/unwatched.mjs";
import * as probe from "./probe.mjs";
import { launch, serve } from "./stage.mjs";

/** The pieces whose frames are counted. */
const MANY_NOTES = 10_000;

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "5" },
    only: { type: "string", default: "cold,onsets,frames,minute,unwatched,axe" },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a number from 1 on");

/** Each with a server and a browser of its own, as it needs them. */
const MEASUREMENTS = {
  cold: {
    says: "first visits over a line of 10 Mbit/s",
    server: { isCompressed: true },
    measure: (browser, origin) => measureCold(browser, origin, runs),
  },
  onsets: {
    says: "where notes begin",
    server: { pages: { [TAP]: TAP_SCRIPT } },
    measure: measureOnsets,
  },
  frames: {
    says: `frames of ${MANY_NOTES} notes`,
    measure: (browser, origin) => measureFrames(browser, origin, { notes: MANY_NOTES }),
  },
  minute: {
    says: "a minute of use",
    server: { headers: probe.ISOLATED, change: probe.watched },
    browser: { args: probe.MEASURABLE },
    measure: measureMinute,
  },
  unwatched: {
    says: "tasks of the page in a browser that nobody debugs",
    // It starts a browser of its own, which no debugger may touch.
    measure: () => measureUnwatched(runs),
  },
  axe: { says: "what axe-core finds", measure: countViolations },
};

const wanted = values.only.split(",");
const unknown = wanted.filter((name) => !(name in MEASUREMENTS));
if (unknown.length > 0) {
  const all = Object.keys(MEASUREMENTS).join(", ");
  throw new Error(`--only takes some of ${all}, found ${unknown.join(", ")}`);
}
const found = {
  machine: { cores: availableParallelism(), busy: loadavg()[0], browser: null },
  runs,
};
for (const name of wanted) found[name] = await measured(MEASUREMENTS[name]);
found.machine.busyAtEnd = loadavg()[0];
const goals = pageGoals(found);
console.log(values.json ? JSON.stringify({ ...found, goals }) : spoken(found, goals));

async function measured({ says, server: served, browser: launched, measure }) {
  console.error(`measuring ${says}`);
  const server = await serve(served);
  const browser = await launch(launched);
  found.machine.browser = `Chromium ${browser.version()}`;
  try {
    return await measure(browser, server.origin);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Rules that are broken, view by view, and how many views were looked at. */
async function countViolations(browser, origin) {
  const looks = [];
  for (const look of Object.values(LOOKS))
    looks.push(await violationsOfLook(browser, origin, look));
  for (const scheme of ["light", "dark"]) {
    looks.push(await violationsOfPages(browser, origin, scheme));
  }
  const found = looks.flatMap((look) => look.found);
  for (const [view, rule, nodes] of found) console.error(`${view}: ${rule}: ${nodes.join(" ")}`);
  return {
    views: looks.reduce((sum, look) => sum + look.views, 0),
    violations: found.length,
  };
}

function spoken({ machine, cold, minute }, goals) {
  const { cores, busy, busyAtEnd, browser } = machine;
  const line = cold === undefined ? [] : [lineOf(cold)];
  const long =
    minute === undefined
      ? []
      : ["", "the longest tasks of the minute, ms of work", ...tasksOf(minute)];
  return [
    `${cores} cores with a load of ${busy.toFixed(1)} before and ${busyAtEnd.toFixed(1)} after, ${browser}`,
    ...line,
    "",
    ...aligned([
      ["", "found", "median", "most", "goal", ""],
      ...goals.map(({ name, figure, median, most, goal, isMet }) => [
        name,
        written(figure),
        written(median),
        written(most),
        goal ?? "-",
        goal === null ? "" : isMet ? "met" : "MISSED",
      ]),
    ]),
    ...long,
  ].join("\n");
}

function lineOf({ line, rollShown }) {
  const megabits = line.bitsPerSecond / 1e6;
  return `first visits: ${rollShown.runs} of them at ${megabits} Mbit/s and ${line.latencyMs} ms, nothing kept, texts and wasm in brotli`;
}

function tasksOf({ longest }) {
  return aligned(
    longest.map(({ act, workMs, wallMs }) => [
      act,
      written(workMs),
      `${written(wallMs)} by the clock`,
    ]),
  );
}
