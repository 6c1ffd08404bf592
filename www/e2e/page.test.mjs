// What a person does with the page, in a real browser: draw, ask, hear, undo; files have a story of their own.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  action,
  added,
  firstNoteOfContinue,
  longestTask,
  loudness,
  onsets,
  open,
  part,
  ready,
  scoreOf,
  serve,
} from "./stage.mjs";
import { clickEmptyPlace, onPage, stage } from "./suite.mjs";

onPage("a click on the roll writes a note, and undo takes it out", "?device=cpu", async (page) => {
  const before = await scoreOf(page);
  await clickEmptyPlace(page);
  const after = await scoreOf(page);
  assert.equal(after.notes.length, before.notes.length + 1);
  await action(page, "undo").click();
  assert.deepEqual(await scoreOf(page), before);
});

onPage("the answer to Continue streams in and is one undo step", "?device=cpu", async (page) => {
  await ready(page);
  await clickEmptyPlace(page);
  const before = await scoreOf(page);
  await page.evaluate(() => {
    window.started = 0;
    document
      .querySelector("antiphon-composer")
      .addEventListener("notestart", () => window.started++);
  });
  await action(page, "continue").click();
  await page.waitForFunction(() => window.started > 0);
  await page.waitForFunction(
    (n) => document.querySelector("antiphon-composer").score.notes.length > n,
    before.notes.length,
  );
  const after = await scoreOf(page);
  const written = added(before, after);
  assert.equal(written.length, await page.evaluate(() => window.started));
  const end = Math.max(...before.notes.map(({ onset, duration }) => onset + duration));
  assert.ok(
    written.every(({ onset }) => onset >= end),
    "the answer begins after the question",
  );
  for (const note of before.notes) assert.ok(after.notes.some((other) => same(note, other)));
  await action(page, "undo").click();
  assert.deepEqual(await scoreOf(page), before);
});

onPage("fields of the piece wait while an answer is written", "?device=cpu", async (page) => {
  await ready(page);
  await part(page, "roll").focus();
  await page.keyboard.press("z");
  await part(page, "mixer").waitFor();
  const states = await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    const names = ["title", "key", "time-signature", "tempo", "tempo-slider", "instrument"];
    const fields = names.map((name) => composer.shadowRoot.querySelector(`[data-field="${name}"]`));
    const waiting = () =>
      names.filter((_, index) => fields[index].disabled || fields[index].readOnly);
    const before = waiting();
    const during = new Promise((resolve) => {
      composer.addEventListener("notestart", () => resolve(waiting()), { once: true });
    });
    await composer.seed();
    return { names, before, during: await during, after: waiting() };
  });
  assert.deepEqual(states.before, []);
  assert.deepEqual(states.during, states.names);
  assert.deepEqual(states.after, []);
});

onPage(
  "Harmonize writes the other voices and leaves the melody alone",
  "?device=cpu",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
    const after = await scoreOf(page);
    assert.deepEqual(
      after.notes.filter(({ voice }) => voice === 0),
      before.notes.filter(({ voice }) => voice === 0),
    );
    assert.ok(added(before, after).length > 0);
    assert.ok(added(before, after).every(({ voice }) => voice > 0));
  },
);

onPage(
  "Stop keeps what is written and leaves the composer ready",
  "?device=cpu&bars=64",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await firstNoteOfContinue(page);
    const stopped = await page.evaluate(async () => {
      const start = performance.now();
      const composer = document.querySelector("antiphon-composer");
      composer.shadowRoot.querySelector('[data-action="continue"]').click();
      await window.answered;
      return performance.now() - start;
    });
    console.log(`    stopped after ${stopped.toFixed(0)} ms`);
    assert.ok(added(before, await scoreOf(page)).length > 0);
    assert.ok(stopped < 500);
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  },
);

/** Seconds: live audio stumbles on a busy machine; `sound.test.mjs` holds the same synth to milliseconds offline. */
const LIVE_TOLERANCE = 0.08;

onPage(
  "Play is heard: not silent, and notes begin where they stand",
  "?device=cpu&tempo=60",
  async (page) => {
    const quarter = 480;
    const notes = [0, 1, 1.5, 2.5].map((at, index) => ({
      id: index + 1,
      voice: 0,
      pitch: 60 + 4 * index,
      onset: at * quarter,
      duration: quarter / 2,
      velocity: 90,
    }));
    await page.evaluate((notes) => {
      const composer = document.querySelector("antiphon-composer");
      composer.score = { ...composer.score, tempo: 60, notes };
    }, notes);
    await action(page, "play").click();
    await page.waitForFunction(() => document.querySelector("antiphon-composer").isPlaying);
    await page.waitForFunction(() => !document.querySelector("antiphon-composer").isPlaying);
    const frames = await loudness(page);
    assert.ok(Math.max(...frames) > 0.02, "silent");
    const [first, ...others] = onsets(frames);
    const heard = others.map((at) => at - first);
    console.log(`    after the first note: ${heard.map((at) => at.toFixed(2)).join(", ")} s`);
    for (const at of [1, 1.5, 2.5]) {
      assert.ok(
        heard.some((onset) => Math.abs(onset - at) < LIVE_TOLERANCE),
        `nothing begins at ${at} s`,
      );
    }
  },
);

onPage(
  "?device=cpu answers on the CPU and never fetches the other engine",
  "?device=cpu",
  async (page, { requests }) => {
    const engine = await ready(page);
    assert.equal(engine.device, "cpu");
    assert.ok(engine.modelVersion, "a model is loaded");
    assert.equal(requests.filter((url) => url.endsWith(".wasm")).length, 1);
  },
);

onPage("without a GPU the page says nothing about it and answers on the CPU", "", async (page) => {
  const engine = await ready(page);
  assert.equal(engine.device, "cpu");
  assert.equal(engine.notice, null);
});

onPage(
  "when the GPU that was asked for is not there, the CPU answers and the page says so",
  "?device=webgpu",
  async (page) => {
    const engine = await ready(page);
    assert.equal(engine.device, "cpu");
    assert.match(engine.notice, /GPU/);
    await page.evaluate(() => document.querySelector("antiphon-composer").continue());
  },
);

onPage(
  "a panic of the engine costs one answer and nothing else",
  "?device=cpu&bars=64",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      window.failure = new Promise((resolve) =>
        composer.addEventListener("error", resolve, { once: true }),
      );
    });
    await firstNoteOfContinue(page);
    // What a trap in an async function of the wasm looks like from outside.
    await page.workers()[0].evaluate(() => {
      setTimeout(() => {
        throw new WebAssembly.RuntimeError("unreachable");
      });
    });
    const code = await page.evaluate(async () => (await window.failure).detail.error.code);
    assert.equal(code, "internal");
    await page.evaluate(() => window.answered);
    assert.deepEqual(await scoreOf(page), before);
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
    assert.ok(added(before, await scoreOf(page)).length > 0);
  },
);

onPage("the page never stops while the composer writes", "?device=cpu", async (page) => {
  await ready(page);
  const { wallMs, workMs, tasks } = await longestTask(stage.browser, page);
  console.log(
    `    longest of ${tasks} tasks on the main thread: ${workMs} ms of work, ${wallMs} ms by the clock`,
  );
  assert.ok(tasks > 10, "the page was watched");
  assert.ok(workMs < 50);
});

test("without weights and chains the page says so, stays usable, and answers once they are there", async () => {
  let isHidden = true;
  const careless = await serve({ hides: (path) => isHidden && /^\/(model|chains)\//.test(path) });
  const { page, close } = await open(stage.browser, `${careless.origin}/?device=cpu`);
  try {
    await assert.rejects(ready(page), /missing/);
    await action(page, "continue").click();
    await page.waitForFunction(() => {
      const line = document
        .querySelector("antiphon-composer")
        .shadowRoot.querySelector('[part~="message"]');
      return line.textContent.includes("could not be loaded");
    });
    const before = await scoreOf(page);
    await clickEmptyPlace(page);
    assert.equal((await scoreOf(page)).notes.length, before.notes.length + 1);
    isHidden = false;
    await page.evaluate(() => document.querySelector("antiphon-composer").continue());
    assert.ok((await scoreOf(page)).notes.length > before.notes.length + 1);
  } finally {
    await close();
    careless.close();
  }
});

test("who has been here before needs no weights from the server", async () => {
  let isHidden = false;
  const careless = await serve({ hides: (path) => isHidden && path.startsWith("/model/") });
  const { page, close } = await open(stage.browser, `${careless.origin}/?device=cpu`);
  try {
    await ready(page);
    isHidden = true;
    await page.reload();
    assert.match((await ready(page)).modelVersion, /^nano-/);
  } finally {
    await close();
    careless.close();
  }
});

function same(a, b) {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
