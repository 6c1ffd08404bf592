// Bad events, really brought about: no memory left, a worker that is gone, timers that never fire, Stop at any note.

import assert from "node:assert/strict";
import { test } from "node:test";
import { watched } from "./probe.mjs";
import { action, added, firstNoteOfContinue, open, ready, scoreOf, serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

/** A test whose worker shows its memory, after `more` has been done to it. */
function onWatched(name, path, act, more = "") {
  test(name, async () => {
    const server = await serve({ change: (file, bytes) => watched(file, bytes, more) });
    const opened = await open(stage.browser, `${server.origin}/${path}`);
    try {
      await act(opened.page, opened);
    } finally {
      await opened.close();
      server.close();
    }
  });
}

/** Asks for a harmony, which must come. */
async function assertAnswers(page) {
  const before = await scoreOf(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  assert.ok(added(before, await scoreOf(page)).length > 0);
}

onWatched(
  "an engine that finds no memory costs one answer and nothing else",
  "?device=cpu",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    const [first] = page.workers();
    // All that a wasm may address is taken before it asks for a page of it.
    await first.evaluate(() => {
      const [memory] = self.wasmMemories;
      for (let pages = 65_536; pages > 0; pages >>= 1) {
        try {
          while (memory.buffer.byteLength < 2 ** 32) memory.grow(pages);
        } catch {
          // Less, then.
        }
      }
    });
    const code = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const { score } = composer;
      window.opening = score;
      const failure = new Promise((resolve) =>
        composer.addEventListener("error", ({ detail }) => resolve(detail.error.code)),
      );
      // So many notes and chords need more than is left over from the start.
      const notes = Array.from({ length: 80_000 }, (_, index) => {
        const bar = Math.floor(index / 80);
        return { ...score.notes[0], id: index + 1, pitch: 30 + (index % 80), onset: 1920 * bar };
      });
      const chords = Array.from({ length: 80_000 }, (_, index) => {
        return { tick: 24 * index, chord: index % 2 === 0 ? "Cmaj7" : "F#m7b5" };
      });
      composer.score = { ...score, notes, chords };
      // An answer in place of a failure is told, not waited for.
      const answered = () => new Promise((resolve) => setTimeout(resolve, 5000, "answered"));
      return Promise.race([failure, composer.harmonize().then(answered)]);
    });
    assert.equal(code, "internal");
    await page.evaluate(() => {
      document.querySelector("antiphon-composer").score = window.opening;
    });
    assert.deepEqual((await scoreOf(page)).notes, before.notes);
    await assertAnswers(page);
    assert.ok(!page.workers().includes(first), "a new worker answers");
  },
);

onWatched(
  "a worker that vanishes in the middle of an answer is replaced once one has pressed Stop",
  "?device=cpu&bars=64",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.workers()[0].evaluate(() => {
      self.willVanish = true;
    });
    await firstNoteOfContinue(page);
    await action(page, "continue").click();
    await page.evaluate(() => window.answered);
    assert.ok(added(before, await scoreOf(page)).length > 0, "what was written is kept");
    await assertAnswers(page);
  },
  // No event tells the page of it, and the answer has only begun, however busy the machine is.
  `const post = self.postMessage.bind(self);
  self.postMessage = (message, ...rest) => {
    post(message, ...rest);
    if (self.willVanish && message.kind === "notes") self.close();
  }`,
);

onWatched(
  "an answer comes in a tab whose timers and frames never fire",
  "?device=cpu",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.evaluate(async () => {
      const never = () => 0;
      Object.assign(window, {
        setTimeout: never,
        setInterval: never,
        requestAnimationFrame: never,
        requestIdleCallback: never,
      });
      await document.querySelector("antiphon-composer").continue();
    });
    assert.ok(added(before, await scoreOf(page)).length > 0);
  },
  "self.setTimeout = self.setInterval = () => 0",
);

onWatched(
  "Stop keeps every note that was heard, at whichever note it comes",
  "?device=cpu&bars=16",
  async (page) => {
    await ready(page);
    for (const wanted of [0, 1, 2, 3, 5, 8, 13]) {
      const { heard, kept } = await page.evaluate(stopAfter, wanted);
      assert.ok(heard.length >= wanted);
      assert.deepEqual(
        heard.filter((id) => !kept.includes(id)),
        [],
        `after ${wanted} notes`,
      );
    }
    await assertAnswers(page);
  },
);

/** In the page: continues, stops after so many notes, takes the answer back. */
async function stopAfter(wanted) {
  const composer = document.querySelector("antiphon-composer");
  const before = composer.score;
  const heard = [];
  const listening = new AbortController();
  const enough = new Promise((resolve) => {
    if (wanted === 0) resolve();
    const hear = ({ detail }) => heard.push(detail.note.id) === wanted && resolve();
    composer.addEventListener("notestart", hear, { signal: listening.signal });
  });
  const answer = composer.continue();
  await enough;
  // Before it is Stop, the same button would ask.
  const stop = composer.shadowRoot.querySelector('[data-action="continue"]');
  for (let tries = 0; stop.dataset.state !== "answering" && tries < 5000; tries++) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  stop.click();
  await answer;
  listening.abort();
  const kept = composer.score.notes.map(({ id }) => id);
  if (composer.score !== before) composer.undo();
  return { heard, kept };
}
