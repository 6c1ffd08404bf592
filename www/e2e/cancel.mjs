// How soon Stop is obeyed: after some notes, and while the engine still reads a long piece.
// `node www/e2e/cancel.mjs [--device cpu] [--takes 1] [--runs 5] [--json]` measures www/dist.

import { parseArgs } from "node:util";
import { launch, open, ready, serve } from "./stage.mjs";

const { values } = parseArgs({
  options: {
    device: { type: "string", default: "cpu" },
    takes: { type: "string", default: "1" },
    runs: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});

/** Moments to stop: after so many notes, or so many milliseconds after asking about a long piece. */
const MOMENTS = [
  ...[1, 2, 5, 10, 20].map((notes) => ({ notes })),
  ...[0, 5, 20, 50].map((milliseconds) => ({ milliseconds })),
];

const server = await serve();
const browser = await launch({ hasSoftwareGpu: values.device === "webgpu" });
try {
  const { page } = await open(browser, `${server.origin}/?device=${values.device}&bars=64`);
  await ready(page);
  await page.waitForTimeout(1_000);
  const rows = [];
  for (const moment of MOMENTS) {
    const times = [];
    for (let run = 0; run < Number(values.runs); run++)
      times.push(await page.evaluate(stop, { ...moment, takes: Number(values.takes) }));
    times.sort((a, b) => a - b);
    const name =
      "notes" in moment ? `after ${moment.notes} notes` : `${moment.milliseconds} ms into reading`;
    rows.push({ name, medianMs: times[times.length >> 1], longestMs: times.at(-1) });
  }
  if (values.json) console.log(JSON.stringify(rows));
  else
    for (const { name, medianMs, longestMs } of rows) {
      console.log(`${name.padEnd(22)} ${`${medianMs}`.padStart(4)} ms, at most ${longestMs} ms`);
    }
} finally {
  await browser.close();
  server.close();
}

/** In the page: asks, stops at a moment; milliseconds until the promise settles. */
async function stop({ notes, milliseconds, takes }) {
  const composer = document.querySelector("antiphon-composer");
  window.opening ??= composer.score;
  const { opening } = window;
  composer.score = notes === undefined ? longPiece(opening) : opening;
  const size = composer.score.notes.length;
  let heard = 0;
  const listening = new AbortController();
  const moment = new Promise((resolve) => {
    if (milliseconds !== undefined) setTimeout(resolve, milliseconds);
    const hear = () => ++heard === notes && resolve();
    composer.addEventListener("notestart", hear, { signal: listening.signal });
  });
  const answer = composer.continue({ takes });
  await moment;
  const begun = performance.now();
  composer.shadowRoot.querySelector('[data-action="continue"]').click();
  await answer;
  const took = performance.now() - begun;
  listening.abort();
  const kept = composer.score.notes.length - size;
  if (kept < heard) throw new Error(`${heard} notes were heard, ${kept} are kept`);
  return Math.round(took);

  /** Sixty bars of four voices: more than the engine can look back on. */
  function longPiece(score) {
    const parts = [{ name: "Choir", program: 52, voices: [0, 1, 2, 3] }];
    const notes = Array.from({ length: 60 }, (_, bar) => bar)
      .flatMap((bar) => [0, 1, 2, 3].flatMap((voice) => fourQuarters(bar, voice)))
      .map((note, index) => ({ ...note, id: index + 1 }));
    return { ...score, parts, notes };
  }

  function fourQuarters(bar, voice) {
    const pitches = [67, 62, 59, 43];
    return [0, 1, 2, 3].map((beat) => ({
      voice,
      pitch: pitches[voice] + ((bar + beat) % 2) * 2,
      onset: 1920 * bar + 480 * beat,
      duration: 480,
      velocity: 80,
    }));
  }
}
