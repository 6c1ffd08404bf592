// Asks for music again and again, stops a part of it in the middle, and watches what is held meanwhile.
// `node www/e2e/soak.mjs [--count 1000] [--step 50] [--json]` plays on www/dist; it fails where something grows.

import { parseArgs } from "node:util";
import { openCounts } from "./figures/counts.mjs";
import { median } from "./figures/spread.mjs";
import * as probe from "./probe.mjs";
import { launch, open, ready, serve } from "./stage.mjs";

/** What may be more at the end than after the warm-up, which is the first fifth: bytes of four heaps, and numbers. */
const BOUNDS = {
  wasm: 1e6,
  page: 0.75e6,
  worker: 0.5e6,
  canvases: 1e6,
  elements: 20,
  listeners: 2,
  audioNodes: 2,
};

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    step: { type: "string", default: "50" },
    json: { type: "boolean", default: false },
  },
});
const count = Number(values.count);
const step = Math.min(Number(values.step), count);

const server = await serve({ headers: probe.ISOLATED, change: probe.watched });
const browser = await launch({ args: probe.MEASURABLE });
try {
  const { page, troubles } = await open(browser, `${server.origin}/?device=cpu`);
  // Some hundred generations take longer than a click.
  page.setDefaultTimeout(0);
  await ready(page);
  const counts = await openCounts(page);
  const curve = [];
  const cancels = [];
  let notes = 0;
  for (let done = 0; done < count; done += step) {
    const played = await page.evaluate(play, { from: done, count: Math.min(step, count - done) });
    cancels.push(...played.cancels);
    notes += played.notes;
    // First the counts: they collect more thoroughly than a page can by itself.
    const { heapBytes, ...numbers } = await counts();
    const { worker, canvases } = await probe.heldBytes(page);
    const point = {
      done: Math.min(done + step, count),
      wasm: await probe.wasmBytes(page),
      page: heapBytes,
      worker,
      canvases,
      ...numbers,
    };
    curve.push(point);
    if (!values.json) {
      const sizes = Object.keys(BOUNDS).map((name) => `${name} ${shown(name, point[name])}`);
      console.log(`${String(point.done).padStart(6)}  ${sizes.join("  ")}`);
    }
  }
  const fifth = Math.max(1, Math.floor(curve.length / 5));
  const width = Math.max(3, fifth);
  const warm = curve.slice(fifth, fifth + width);
  const usual = (points, name) => median(points.map((point) => point[name]));
  const growth = Object.fromEntries(
    Object.keys(BOUNDS).map((name) => [name, usual(curve.slice(-width), name) - usual(warm, name)]),
  );
  const sorted = cancels.toSorted((a, b) => a - b);
  const cancelled = {
    times: sorted.length,
    medianMs: sorted[sorted.length >> 1],
    longestMs: sorted.at(-1),
  };
  if (values.json) console.log(JSON.stringify({ count, notes, curve, growth, cancelled }));
  else {
    console.log(`${count} generations, ${notes} notes; grown since the first ${warm[0].done}:`);
    for (const [name, grown] of Object.entries(growth)) {
      console.log(
        `  ${name.padEnd(10)} ${shown(name, grown)}  (at most ${shown(name, BOUNDS[name])})`,
      );
    }
    const { times, medianMs, longestMs } = cancelled;
    console.log(`${times} were stopped: within ${medianMs} ms (median), ${longestMs} ms (longest)`);
  }
  const grown = Object.keys(BOUNDS).filter((name) => growth[name] > BOUNDS[name]);
  if (grown.length > 0) throw new Error(`${grown.join(", ")} grew`);
  if (notes === 0) throw new Error("nothing was written");
  if (troubles.length > 0) throw new Error(troubles.join("; "));
} finally {
  await browser.close();
  server.close();
}

/** Bytes as megabytes, what is counted as it is. */
function shown(name, amount) {
  return BOUNDS[name] < 1000 ? String(amount) : `${(amount / 1e6).toFixed(2)} MB`;
}

/** In the page: some generations, each taken back, so that what is held is the same before and after. */
async function play({ from, count }) {
  const composer = document.querySelector("antiphon-composer");
  const opening = composer.score;
  const size = opening.notes.length;
  const cancels = [];
  let notes = 0;
  const tally = () => {
    notes += Math.max(0, composer.score.notes.length - size);
  };
  /** Asks, and stops after so many notes; 0 is at once. */
  const stopped = async (act, after) => {
    const listening = new AbortController();
    let left = after;
    const enough = new Promise((resolve) => {
      if (left === 0) setTimeout(resolve);
      const heard = () => --left === 0 && resolve();
      composer.addEventListener("notestart", heard, { signal: listening.signal });
    });
    const answer = composer[act]();
    await Promise.race([enough, answer]);
    listening.abort();
    const begun = performance.now();
    composer.shadowRoot.querySelector(`[data-state="answering"]`)?.click();
    await answer;
    cancels.push(Math.round(performance.now() - begun));
  };
  for (let index = from; index < from + count; index++) {
    composer.setAttribute("bars", String(1 + (index % 2)));
    switch (index % 5) {
      case 0:
        await composer.continue();
        break;
      case 1:
        await composer.harmonize();
        break;
      case 2:
        // The bars that Continue has just selected.
        await composer.continue();
        await composer.infill();
        tally();
        composer.undo();
        break;
      case 3:
        await stopped("continue", [1, 2, 5][index % 3]);
        break;
      default:
        await stopped("harmonize", [0, 1, 2, 5][index % 4]);
    }
    tally();
    if (composer.score !== opening) composer.undo();
    if (composer.score.notes.length !== size) throw new Error(`not taken back: ${index}`);
  }
  return { cancels, notes };
}
