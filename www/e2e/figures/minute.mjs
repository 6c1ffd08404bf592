// A minute of use: the longest tasks of the page's main thread, what moved by itself, and what is held afterwards.

import * as probe from "../probe.mjs";
import { open, ready } from "../stage.mjs";
import { openCounts } from "./counts.mjs";
import { workThrough } from "./person.mjs";

const MINUTE_MS = 60_000;
/** Longer ones are felt. */
const LONG_MS = 50;

/** A server for `origin` must isolate its pages (`probe.ISOLATED`), and the browser be `probe.MEASURABLE`. */
export async function measureMinute(browser, origin) {
  const { page, troubles, close } = await open(browser, `${origin}/?device=cpu`, {
    viewport: { width: 1440, height: 900 },
  });
  try {
    await ready(page);
    await page.evaluate(watchShifts);
    const counts = await openCounts(page);
    await browser.startTracing(page, {
      categories: ["toplevel", "blink.user_timing", "devtools.timeline"],
    });
    const begun = performance.now();
    const mark = (name) => page.evaluate((name) => performance.mark(`act:${name}`), name);
    let rounds = 0;
    while (performance.now() - begun < MINUTE_MS) {
      await workThrough(page, mark);
      rounds += 1;
    }
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    const shift = await page.evaluate(() => window.shifts);
    const held = await probe.heldBytes(page);
    if (troubles.length > 0) throw new Error([...new Set(troubles)].join("; "));
    return {
      rounds,
      seconds: (performance.now() - begun) / 1000,
      ...tasksOf(traceEvents),
      shift,
      heldBytes: held.all,
      wasmBytes: await probe.wasmBytes(page),
      ...(await counts()),
    };
  } finally {
    await close();
  }
}

/** In the page: what moves although nobody has just touched anything. */
function watchShifts() {
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries())
      if (!hadRecentInput) window.shifts += value;
  }).observe({ type: "layout-shift" });
}

/**
 * The tasks of the main thread, by the clock and by the thread's own time, and in which act the longest were. Those
 * that run a script for the first time count by themselves: for a debugger, which drives this browser, a script's
 * places are noted then, which is most of their time. How long they take without one says `unwatched.mjs`.
 */
function tasksOf(events) {
  const marks = events
    .filter(({ name }) => name.startsWith("act:"))
    .toSorted((a, b) => a.ts - b.ts);
  const [{ pid, tid }] = marks;
  const actAt = (ts) => marks.findLast((mark) => mark.ts <= ts)?.name.slice(4) ?? "begins";
  const own = events.filter((event) => event.ph === "X" && event.pid === pid && event.tid === tid);
  const scripts = own.filter(({ name }) => name === "v8.evaluateModule");
  const all = own
    .filter(({ name }) => name.endsWith("RunTask"))
    .map(({ ts, dur, tdur }) => ({
      act: actAt(ts),
      wallMs: dur / 1000,
      workMs: (tdur ?? 0) / 1000,
      isFirstRun: scripts.some((run) => run.ts >= ts && run.ts < ts + dur),
    }));
  const tasks = all.filter(({ isFirstRun }) => !isFirstRun);
  const first = all.filter(({ isFirstRun }) => isFirstRun);
  const longest = (field) => tasks.toSorted((a, b) => b[field] - a[field]).slice(0, 8);
  return {
    tasks: tasks.length,
    longestWallMs: longest("wallMs")[0].wallMs,
    longestWorkMs: longest("workMs")[0].workMs,
    longByWall: tasks.filter(({ wallMs }) => wallMs > LONG_MS).length,
    longByWork: tasks.filter(({ workMs }) => workMs > LONG_MS).length,
    firstRunMs: Math.max(0, ...first.map(({ workMs }) => workMs)),
    longest: longest("workMs"),
  };
}
