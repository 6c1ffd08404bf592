// The composer without a page's element: in Node, in a page and in a worker the same notes.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

const DIST = process.env.ANTIPHON_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../examples/node/continue.mjs", import.meta.url));
const { Composer } = await import(`${pathToFileURL(DIST).href}/headless.js`);

const MELODY = {
  title: "",
  key: "G major",
  timeSignatures: [{ tick: 0, beats: 4, beatUnit: 4 }],
  pickup: 0,
  tempo: 96,
  parts: [],
  phraseEnds: [],
  notes: [67, 69, 71, 72, 74, 72, 71, 69].map((pitch, i) => ({
    id: i + 1,
    voice: 0,
    pitch,
    onset: 480 * i,
    duration: 480,
    velocity: 80,
  })),
};

/** Runs where it is sent: continues and harmonizes, and tells what came. */
const ACT = `async (Composer, melody) => {
  const composer = await Composer.open();
  const answer = composer.continue({ score: melody, bars: 2, rngSeed: 7 });
  const notes = [];
  for await (const note of answer) notes.push(note);
  const { added, receipt, isComplete } = await answer.outcome;
  const harmony = await composer.harmonize({ score: melody, rngSeed: 7 }).outcome;
  composer.close();
  const told = notes.map(({ pitch, onset }) => [onset, pitch]);
  const kept = added.map(({ pitch, onset }) => [onset, pitch]);
  return { told, kept, receipt, isComplete, harmony: harmony.added.map(({ pitch }) => pitch) };
}`;

const here = await new Function(`return ${ACT}`)()(Composer, MELODY);

test("the example prints a continuation", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [EXAMPLE], {
    env: { ...process.env, ANTIPHON_DIST: DIST },
  });
  const lines = stdout.trim().split("\n");
  assert.ok(
    lines.filter((line) => /^bar [34]: pitch \d+ for [\d.]+ beats$/.test(line)).length >= 4,
  );
  assert.match(lines.at(-1), /^\d+ notes, by nano-\w+ on the cpu, dice 7$/);
});

test("in Node notes come one by one, then the outcome with its receipt", () => {
  assert.ok(here.told.length > 3);
  assert.deepEqual(here.told, here.kept);
  assert.ok(here.told.every(([onset]) => onset >= 8 * 480));
  assert.ok(here.isComplete);
  assert.deepEqual(
    [here.receipt.act, here.receipt.rngSeed, here.receipt.device],
    ["continue", 7, "cpu"],
  );
  assert.ok(here.harmony.length >= 24);
});

test("a page and a worker without an element write the same notes", async () => {
  const worker = `import { Composer } from "/headless.js";
    onmessage = async ({ data }) => postMessage(await (${ACT})(Composer, data));`;
  const server = await serve({ pages: { "/a.html": "<!doctype html>", "/asks.js": worker } });
  const context = await stage.browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/a.html`);
    const inPage = await page.evaluate(
      async ([act, melody]) => {
        const { Composer } = await import("/headless.js");
        return new Function(`return ${act}`)()(Composer, melody);
      },
      [ACT, MELODY],
    );
    assert.deepEqual(inPage, here);
    const inWorker = await page.evaluate(async (melody) => {
      const worker = new Worker("/asks.js", { type: "module" });
      worker.postMessage(melody);
      return new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
      });
    }, MELODY);
    assert.deepEqual(inWorker, here);
    assert.equal(await page.evaluate(() => customElements.get("antiphon-composer")), undefined);
  } finally {
    await context.close();
    server.close();
  }
});

test("who aborts, or breaks off the loop, keeps what was written", async () => {
  const composer = await Composer.open();
  const stopping = new AbortController();
  const answer = composer.seed({ bars: 64, rngSeed: 3 }, { signal: stopping.signal });
  let heard = 0;
  for await (const _ of answer) if (++heard === 5) stopping.abort();
  const stopped = await answer.outcome;
  assert.equal(stopped.isComplete, false);
  assert.ok(
    stopped.added.length >= 5 && stopped.added.length < 200,
    `${stopped.added.length} notes`,
  );
  const broken = composer.seed({ bars: 64, rngSeed: 3 });
  for await (const _ of broken) break;
  assert.equal((await broken.outcome).isComplete, false);
  composer.close();
});

test("a whole piece, takes, an edit, ratings, MIDI in and out", async () => {
  const composer = await Composer.open();
  const piece = composer.piece({ style: "hymn", key: null, seconds: 15, rngSeed: 5, drafts: 1 });
  let told = 0;
  for await (const _ of piece) told += 1;
  const whole = await piece.outcome;
  assert.ok(told > 10 && whole.score.notes.length > 10);
  const takes = await composer.takes("continue", { score: MELODY, bars: 2, rngSeed: 1 }, 3);
  assert.equal(new Set(takes.map(({ added }) => JSON.stringify(added))).size, 3);
  const bytes = await composer.writeMidi(MELODY);
  const read = await composer.readMidi(bytes);
  assert.deepEqual(
    read.score.notes.map(({ pitch }) => pitch),
    MELODY.notes.map(({ pitch }) => pitch),
  );
  const { changed } = await composer.edit({
    score: MELODY,
    style: "hymn",
    notes: [1, 2],
    edit: { kind: "humanise", timing: 1, velocity: 1, rngSeed: 1 },
  });
  assert.ok(changed.length > 0);
  const candidates = takes.map(({ score, added }) => ({ score, added: added.map(({ id }) => id) }));
  assert.equal((await composer.rate({ style: "hymn", key: null, candidates })).length, 3);
  const chains = await composer.seed({ style: "hymn", engine: "markov", bars: 2, rngSeed: 2 })
    .outcome;
  assert.ok(chains.added.length > 4, "chains are read from files");
  composer.close();
});

test("what is wrong is told by a code, and never hangs", async () => {
  const code = (act) =>
    Promise.resolve()
      .then(act)
      .then(
        () => "none",
        (error) => error.code,
      );
  assert.equal(
    await code(() => Composer.open({ model: "file:///nowhere/x.safetensors" })),
    "weights-missing",
  );
  const composer = await Composer.open();
  assert.equal(await code(() => composer.seed({ style: "no-such" }).outcome), "style-unknown");
  assert.equal(await code(() => composer.seed({ bars: 900 }).outcome), "request-invalid");
  assert.equal(
    await code(() => composer.continue({ score: { ...MELODY, notes: [] } }).outcome),
    "nothing-to-continue",
  );
  const running = composer.seed({ bars: 32 });
  composer.close();
  assert.equal(await code(() => running.outcome), "closed");
});
