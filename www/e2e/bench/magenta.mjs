// Magenta.js in a page of its own, by the bundle that its makers ship for script tags.

import { BAR, melody, QUARTER } from "./scores.mjs";

/** The page that loads it. */
export const MAGENTA_PAGE = `<!doctype html>
<title>Magenta.js</title>
<link rel="icon" href="data:,">
<script src="/node_modules/@magenta/music/dist/magentamusic.js"></script>`;

const STEPS_PER_QUARTER = 4;

/** The melody as Magenta wants it. */
function sequence(bars) {
  const toSteps = (ticks) => (ticks * STEPS_PER_QUARTER) / QUARTER;
  const notes = melody(bars).notes.map(({ pitch, onset, duration }) => ({
    pitch,
    instrument: 0,
    quantizedStartStep: toSteps(onset),
    quantizedEndStep: toSteps(onset + duration),
  }));
  return {
    notes,
    quantizationInfo: { stepsPerQuarter: STEPS_PER_QUARTER },
    totalQuantizedSteps: toSteps(bars * BAR),
  };
}

/** How often Coconet goes over the notes unless it is told otherwise. */
const DEFAULT_PASSES = 96;
/** Passes that are measured: each takes as long as the other. */
const PASSES = { few: 1, many: 3 };

/** Figures of both networks, best of some runs. */
export async function measureMagenta(browser, origin, runs) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${origin}/magenta.html`);
  const coconet = await measureCoconet(page);
  const melodies = [];
  // A network this small may do better without a GPU.
  for (const backend of ["webgl", "cpu"]) {
    await open(page, backend);
    await continueMelody(page);
    for (let run = 0; run < runs; run++) melodies.push(await continueMelody(page));
  }
  await page.context().close();
  return { coconet, melodyRnn: melodies.reduce((a, b) => (b.totalMs < a.totalMs ? b : a)) };
}

async function measureCoconet(page) {
  await open(page, "webgl");
  await harmonize(page, PASSES.few);
  const few = await harmonize(page, PASSES.few);
  const many = await harmonize(page, PASSES.many);
  const passMs = (many - few) / (PASSES.many - PASSES.few);
  return {
    backend: "webgl",
    passMs,
    harmonize4BarsMs: few + passMs * (DEFAULT_PASSES - PASSES.few),
    ...(await memory(page)),
  };
}

/** Loads both networks on one of TensorFlow.js's backends. */
async function open(page, backend) {
  await page.evaluate(async (backend) => {
    const { mm } = window;
    await mm.tf.setBackend(backend);
    window.coconet = new mm.Coconet("/checkpoints/coconet");
    window.melodyRnn = new mm.MusicRNN("/checkpoints/melody");
    await window.coconet.initialize();
    await window.melodyRnn.initialize();
  }, backend);
}

/** Milliseconds for three voices to four bars. */
function harmonize(page, numIterations) {
  return page.evaluate(
    async ([sequence, numIterations]) => {
      const begun = performance.now();
      const infillMask = [1, 2, 3].flatMap((voice) =>
        Array.from({ length: sequence.totalQuantizedSteps }, (_, step) => ({ step, voice })),
      );
      await window.coconet.infill(sequence, { numIterations, infillMask });
      return performance.now() - begun;
    },
    [sequence(4), numIterations],
  );
}

/** Four bars more of one voice: 64 sixteenths, one word each. */
function continueMelody(page) {
  return page.evaluate(async (sequence) => {
    const begun = performance.now();
    await window.melodyRnn.continueSequence(sequence, sequence.totalQuantizedSteps, 1);
    const totalMs = performance.now() - begun;
    return { backend: window.mm.tf.getBackend(), totalMs, steps: sequence.totalQuantizedSteps };
  }, sequence(4));
}

/** Bytes of JavaScript's heap and of tensors. */
function memory(page) {
  return page.evaluate(() => ({
    heapBytes: performance.memory?.usedJSHeapSize ?? null,
    tensorBytes: window.mm.tf.memory().numBytes,
  }));
}
