// What several takes of one answer cost beside one: the opening melody harmonized in the built page, on the CPU.

import { availableParallelism } from "node:os";
import { open, ready, setRngSeed } from "../stage.mjs";
import { median } from "./spread.mjs";

/** Milliseconds, medians of some runs: until all takes are written, and until the best of them is shown. */
export async function measureTakes(browser, origin, { takes, runs, model = null }) {
  const query = model === null ? "" : `&model=${model}`;
  const { page, close } = await open(browser, `${origin}/?device=cpu${query}`);
  try {
    const { modelVersion } = await ready(page);
    await watchWorkers(page);
    // Until it has warmed up; the first takes start the workers.
    await page.waitForTimeout(1_000);
    await timed(page, 1, 0);
    const first = await timed(page, takes, 0);
    const [alone, together] = [[], []];
    for (let run = 1; run <= runs; run++) {
      // The same answers, one after the other and side by side.
      const rngSeed = 100 * run;
      for (let take = 0; take < takes; take++) alone.push(await timed(page, 1, rngSeed + take));
      together.push(await timed(page, takes, rngSeed));
    }
    const middle = (times, kind) => median(times.map((time) => time[kind]));
    const times = (kind) => ({ one: middle(alone, kind), takes: middle(together, kind) });
    const [written, shown] = [times("written"), times("shown")];
    return {
      modelVersion,
      cores: availableParallelism(),
      workers: page.workers().length,
      takes,
      runs,
      written,
      shown,
      firstMs: first.shown,
      ratio: written.takes / written.one,
      shownRatio: shown.takes / shown.one,
    };
  } finally {
    await close();
  }
}

/** Milliseconds of a harmony to the opening melody, which is taken back: until it is written, and shown. */
async function timed(page, count, rngSeed) {
  await setRngSeed(page, rngSeed);
  return page.evaluate(async (takes) => {
    const composer = document.querySelector("antiphon-composer");
    const begun = performance.now();
    await composer.harmonize({ takes });
    const shown = performance.now() - begun;
    composer.undo();
    // The page may hear of the end before those who watch.
    await new Promise((resolve) => setTimeout(resolve));
    return { written: globalThis.lastWritten - begun, shown };
  }, count);
}

/** Notes when a worker has last ended what it was to write. */
function watchWorkers(page) {
  return page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    const known = new WeakSet();
    Worker.prototype.postMessage = function (...message) {
      if (!known.has(this)) {
        known.add(this);
        this.addEventListener("message", ({ data: { kind } }) => {
          if (kind === "done") globalThis.lastWritten = performance.now();
        });
      }
      return post.apply(this, message);
    };
  });
}
