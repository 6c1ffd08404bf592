// How fast the page itself answers, clicked like a visitor would: first note, four bars, longest task.

import { longestTask, open, panelBuilt, part, ready } from "../stage.mjs";

/** Figures of the page on the CPU, medians of some runs. */
export async function measurePage(browser, origin, runs) {
  const begun = performance.now();
  const { page, close } = await open(browser, `${origin}/?device=cpu`);
  const engine = await ready(page);
  const openedMs = Math.round(performance.now() - begun);
  // Nobody clicks within the first second.
  await page.waitForTimeout(1_000);
  const continued = [];
  const harmonized = [];
  for (let run = 0; run < runs; run++) {
    await reset(page);
    continued.push(await timed(page, "continue"));
    await reset(page);
    harmonized.push(await timed(page, "harmonize"));
  }
  await reset(page);
  const { wallMs, workMs } = await longestTask(browser, page);
  const heapBytes = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? null);
  await close();
  const all = [...continued, ...harmonized];
  return {
    modelVersion: engine.modelVersion,
    openedMs,
    firstNoteMs: median(continued.map(({ firstNoteMs }) => firstNoteMs)),
    firstNoteColdMs: continued[0].firstNoteMs,
    harmonize4BarsMs: median(harmonized.map(({ totalMs }) => totalMs)),
    tokensPerSecond: median(all.map(({ tokens, totalMs }) => (1000 * tokens) / totalMs)),
    notesPerSecond: median(all.map(({ notes, totalMs }) => (1000 * notes) / totalMs)),
    longestTaskMs: wallMs,
    longestTaskWorkMs: workMs,
    heapBytes,
  };
}

/** The opening melody again: four bars of one voice. */
async function reset(page) {
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    window.opening ??= composer.score;
    composer.score = window.opening;
  });
}

/** Clicks a verb and waits for its answer. */
async function timed(page, act) {
  const { firstNoteMs, totalMs, notes } = await page.evaluate(async (act) => {
    const composer = document.querySelector("antiphon-composer");
    const before = composer.score.notes.length;
    const begun = performance.now();
    let first = Number.NaN;
    composer.addEventListener(
      "notestart",
      () => {
        first = performance.now() - begun;
      },
      { once: true },
    );
    await composer[act]();
    return {
      firstNoteMs: Math.round(first),
      totalMs: Math.round(performance.now() - begun),
      notes: composer.score.notes.length - before,
    };
  }, act);
  await panelBuilt(page);
  const facts = await part(page, "engine-facts").textContent();
  const tokens = Number(/(\d+) words/.exec(facts)?.[1] ?? Number.NaN);
  return { firstNoteMs, totalMs, notes, tokens };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]);
}
