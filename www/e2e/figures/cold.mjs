// A first visit over a slow line: when it is painted, when a click on Play is heard, when one on Continue writes.

import { watchMoments } from "./moments.mjs";
import { spread } from "./spread.mjs";

/** The line that Lighthouse gives a desktop: 10 Mbit/s, and 40 ms before each answer begins. */
export const LINE = { bitsPerSecond: 10e6, latencyMs: 40 };

const VIEWPORT = { width: 1440, height: 900 };

/**
 * Visits a page again and again with nothing kept of it, and presses Play or Continue as soon as they are there.
 * Times are milliseconds since the visit began, but for those "from the click", which begin when the browser took
 * it up.
 */
export async function measureCold(browser, origin, runs) {
  // The browser's own start, and a server that compresses, are another matter.
  await visit(browser, origin, { press: "continue", awaits: "note", line: null });
  const heard = [];
  const answered = [];
  for (let run = 0; run < runs; run++) {
    heard.push(await visit(browser, origin, { press: "play", awaits: "sound" }));
    answered.push(await visit(browser, origin, { press: "continue", awaits: "note" }));
  }
  const all = [...heard, ...answered];
  const of = (visits, name) => spread(visits.map((found) => found[name]));
  return {
    line: LINE,
    firstPaint: of(all, "firstPaint"),
    contentfulPaint: of(all, "contentfulPaint"),
    rollShown: of(all, "shown"),
    work: of(all, "work"),
    soundFromVisit: of(heard, "fromVisit"),
    soundFromClick: of(heard, "fromClick"),
    noteFromVisit: of(answered, "fromVisit"),
    noteFromClick: of(answered, "fromClick"),
    engineReady: of(answered, "ready"),
    layoutShift: of(all, "shift"),
    firstScriptBytes: of(all, "firstScriptBytes"),
    allScriptBytes: of(answered, "allScriptBytes"),
  };
}

/** One visit in a context of its own, which has kept nothing. */
async function visit(browser, origin, { press, awaits, line = LINE }) {
  const context = await browser.newContext({ viewport: VIEWPORT, serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchMoments);
    await page.addInitScript(watchVisit);
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    if (line !== null) await slowDown(session, line);
    await page.goto(`${origin}/`, { waitUntil: "commit" });
    await page.evaluate(() => window.moment("shown"));
    const work = await threadTime(session);
    const { x, y } = await page.evaluate(middleOf, press);
    await page.mouse.click(x, y);
    return { ...(await page.evaluate(found, awaits)), work };
  } finally {
    await context.close();
  }
}

/** The workers of a page share its line. */
async function slowDown(session, { bitsPerSecond, latencyMs }) {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bitsPerSecond / 8,
    uploadThroughput: bitsPerSecond / 8,
  });
}

/** Milliseconds that the main thread has worked, by its own clock. */
async function threadTime(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "ThreadTime").value;
}

/**
 * In the page, before everything else: notes the click, what moves by itself, and the first sample that is not
 * silence, by the moment at which the sound card plays it.
 */
function watchVisit() {
  addEventListener("pointerdown", ({ timeStamp }) => window.happened("click", timeStamp), true);
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries())
      if (!hadRecentInput) window.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && target.context instanceof AudioContext) {
      const { context } = target;
      // The last two thirds of a second, so that a busy page misses nothing.
      const tap = new AnalyserNode(context, { fftSize: 32_768 });
      connect.call(this, tap);
      const samples = new Float32Array(tap.fftSize);
      const looking = setInterval(() => {
        const now = context.currentTime;
        tap.getFloatTimeDomainData(samples);
        const first = samples.findIndex((sample) => Math.abs(sample) > 1e-3);
        if (first < 0) return;
        clearInterval(looking);
        const at = now - (samples.length - first) / context.sampleRate;
        const { contextTime, performanceTime } = context.getOutputTimestamp();
        window.happened("sound", performanceTime + 1000 * (at - contextTime));
      }, 5);
    }
    return connect.call(this, target, ...rest);
  };
}

/** In the page: where a button is. */
function middleOf(name) {
  const { shadowRoot } = document.querySelector("antiphon-composer");
  const { x, y, width, height } = shadowRoot
    .querySelector(`[data-action="${name}"]`)
    .getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

/** In the page: what was found, once what is waited for has happened. */
async function found(awaits) {
  const happenedAt = await window.moment(awaits);
  const [shown, click, ready] = await Promise.all(
    ["shown", "click", "ready"].map((name) => window.moment(name)),
  );
  const paints = new Map(
    performance.getEntriesByType("paint").map(({ name, startTime }) => [name, startTime]),
  );
  const scripts = performance
    .getEntriesByType("resource")
    .filter(({ name }) => new URL(name).pathname.endsWith(".js"));
  const bytes = (some) => some.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return {
    firstPaint: paints.get("first-paint"),
    contentfulPaint: paints.get("first-contentful-paint"),
    shown,
    ready,
    // As if pressed the moment it was there: what a test needs to find and press it is no part of the page.
    fromVisit: shown + happenedAt - click,
    fromClick: happenedAt - click,
    shift: window.shift,
    firstScriptBytes: bytes(scripts.filter(({ responseEnd }) => responseEnd <= shown)),
    allScriptBytes: bytes(scripts),
  };
}
