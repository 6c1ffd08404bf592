// Several takes of one answer: written by several workers, compared, mixed bar by bar, kept or taken back.

import assert from "node:assert/strict";
import {
  action,
  added,
  barButton,
  longestTask,
  part,
  ready,
  said,
  scoreOf,
  setRngSeed,
  takesOf,
} from "./stage.mjs";
import { onPage, stage } from "./suite.mjs";

/** One model from beginning to end, so that answers can be compared. */
const NANO = "?device=cpu&model=model/nano.safetensors";
const BAR = 1920;

onPage(
  "a melody is harmonized in three takes, one bar is taken from the second, and all is undone",
  "?device=cpu&tempo=300",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await action(page, "panel").click();
    await page.getByLabel("Takes", { exact: true }).selectOption("3");
    await action(page, "panel").click();
    await action(page, "harmonize").click();
    await takesOf(page, 3);
    const first = await scoreOf(page);
    assert.deepEqual(voice(first, 0), voice(before, 0), "the melody is left alone");
    assert.ok(added(before, first).length > 0);

    await action(page, "play").click();
    await page.waitForFunction(() => document.querySelector("antiphon-composer").isPlaying);
    await page.keyboard.press(".");
    assert.equal(await said(page), "take 2 of 3");
    const second = await scoreOf(page);
    assert.notDeepEqual(sounds(second), sounds(first));
    // Play goes on, and round the answer.
    for (const bar of [4, 1]) await playedTo(page, bar);
    await barButton(page, 3).click();
    assert.equal(await said(page), "bar 3 kept from take 2");
    await page.keyboard.press(",");
    assert.equal(await said(page), "take 1 of 3");
    const mixed = await scoreOf(page);
    for (const bar of [1, 2, 3, 4]) {
      const source = bar === 3 ? second : first;
      assert.deepEqual(onsetsIn(mixed, bar), onsetsIn(source, bar), `bar ${bar}`);
    }
    assert.deepEqual(voice(mixed, 0), voice(before, 0));

    await action(page, "take-keep").click();
    await part(page, "takes").waitFor({ state: "hidden" });
    assert.deepEqual(await scoreOf(page), mixed);
    await action(page, "undo").click();
    assert.deepEqual(await scoreOf(page), before, "one step takes everything back");
    await action(page, "redo").click();
    assert.deepEqual(await scoreOf(page), mixed);
  },
);

onPage(
  "Esc takes the whole answer back, an edit keeps what is shown",
  "?device=cpu&takes=2",
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await action(page, "harmonize").click();
    await takesOf(page, 2);
    await page.keyboard.press("Escape");
    await part(page, "takes").waitFor({ state: "hidden" });
    assert.deepEqual(await scoreOf(page), before);

    await action(page, "continue").click();
    await takesOf(page, 2);
    await page.keyboard.press(".");
    const second = await scoreOf(page);
    // High above all notes.
    const { x, y, width } = await part(page, "roll").boundingBox();
    await page.mouse.click(x + width / 2, y + 50);
    await part(page, "takes").waitFor({ state: "hidden" });
    assert.equal((await scoreOf(page)).notes.length, second.notes.length + 1);
    await action(page, "undo").click();
    assert.deepEqual(await scoreOf(page), second, "the edit is a step of its own");
    await action(page, "undo").click();
    assert.deepEqual(await scoreOf(page), before);
  },
);

onPage(
  "takes are chosen by the keyboard alone, marked bars too",
  "?device=cpu&takes=3",
  async (page) => {
    await ready(page);
    await action(page, "harmonize").click();
    await takesOf(page, 3);
    await part(page, "takes").locator('[role="radio"][aria-checked="true"]').focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await said(page), "take 3 of 3");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await said(page), "take 2 of 3");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    assert.equal(await said(page), "bar 2 kept from take 2");
    // Bars dragged over on the ruler are marked; B keeps them as the shown take has them.
    const box = await part(page, "roll").boundingBox();
    await page.mouse.move(box.x + 80, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 130, box.y + 12, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.press("b");
    assert.equal(await said(page), "bar 1 kept from take 2");
    await page.keyboard.press("k");
    await part(page, "takes").waitFor({ state: "hidden" });
  },
);

onPage(
  "several workers write takes, each what it is by itself, and fetch nothing but their script",
  NANO,
  async (page, { requests }) => {
    await ready(page);
    const asked = requests.length;
    await setRngSeed(page, 41);
    const takes = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      await composer.harmonize({ takes: 4 });
      const { takes } = composer.choice;
      composer.cancelTakes();
      return takes.map(({ score, receipt }) => ({ notes: score.notes, rngSeed: receipt.rngSeed }));
    });
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    // One more judges them, with a module of its own, and a critic, unless they were taken back before it began.
    const writers = Math.min(4, cores);
    assert.ok([writers, writers + 1].includes(page.workers().length));
    const others = requests.slice(asked).filter((url) => !url.endsWith(".js"));
    const isJudges = (url) => /\.wasm$|\/motifs\.safetensors$/.test(url);
    assert.ok(
      others.length <= 2 && others.every(isJudges),
      `module and weights are handed on, but for ${others}`,
    );
    assert.deepEqual(
      takes.map(({ rngSeed }) => rngSeed).toSorted((a, b) => a - b),
      [41, 42, 43, 44],
    );
    for (const { notes, rngSeed } of takes) {
      await setRngSeed(page, rngSeed);
      const alone = await page.evaluate(async () => {
        const composer = document.querySelector("antiphon-composer");
        await composer.harmonize({ takes: 1 });
        const { score } = composer;
        composer.undo();
        return score.notes;
      });
      assert.deepEqual(notes, alone, `the take with number ${rngSeed}`);
    }
  },
);

onPage(
  "Stop ends all takes soon and keeps what was written of each",
  `${NANO}&bars=64`,
  async (page) => {
    await ready(page);
    const { milliseconds, choice } = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      let heard = 0;
      const enough = new Promise((resolve) =>
        composer.addEventListener("notestart", () => ++heard === 8 && resolve()),
      );
      const answer = composer.continue({ takes: 4 });
      await enough;
      const begun = performance.now();
      composer.shadowRoot.querySelector('[data-action="continue"]').click();
      await answer;
      return { milliseconds: performance.now() - begun, choice: composer.choice };
    });
    console.log(`    stopped after ${milliseconds.toFixed(0)} ms`);
    // Sixty-four bars take much longer; `e2e/cancel.mjs` measures how soon it is.
    assert.ok(milliseconds < 2000);
    assert.ok(choice.takes.length > 1);
    assert.ok(choice.takes.every(({ score }) => score.notes.length > 17));
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize({ takes: 2 }));
  },
);

onPage(
  "the page never stops while several takes are written, nor when their workers start",
  // The larger weights go through the page to the further workers.
  "?device=cpu&takes=4&model=model/base/base.safetensors",
  async (page) => {
    await ready(page);
    const { wallMs, workMs, tasks } = await longestTask(stage.browser, page);
    console.log(
      `    longest of ${tasks} tasks on the main thread: ${workMs} ms of work, ${wallMs} ms by the clock`,
    );
    assert.ok(tasks > 10, "the page was watched");
    assert.ok(workMs < 50);
  },
);

onPage("a page's script chooses by properties, methods and events", "?device=cpu", async (page) => {
  await ready(page);
  const { events, choice, isUndone } = await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    const before = JSON.stringify(composer.score);
    const events = [];
    for (const name of ["takesready", "takechange", "takesend"]) {
      composer.addEventListener(name, ({ detail }) =>
        events.push([name, detail.choice?.shown ?? detail.isKept]),
      );
    }
    await composer.harmonize({ takes: 2 });
    composer.showTake(2);
    composer.holdBar(4, 1);
    composer.showTake(9);
    const { choice } = composer;
    composer.keepTake();
    composer.undo();
    await composer.harmonize({ takes: 2 });
    composer.cancelTakes();
    const isUndone = JSON.stringify(composer.score) === before;
    const { takes, ...rest } = choice;
    return { events, choice: { ...rest, count: takes.length }, isUndone };
  });
  assert.deepEqual(events, [
    ["takesready", 1],
    ["takechange", 2],
    ["takechange", 2],
    ["takesend", true],
    ["takesready", 1],
    ["takesend", false],
  ]);
  const held = [{ bar: 4, take: 1 }];
  assert.deepEqual(choice, { shown: 2, bars: [1, 2, 3, 4], held, count: 2 });
  assert.ok(isUndone);
  const code = await page.evaluate(() =>
    document
      .querySelector("antiphon-composer")
      .seed({ takes: 7 })
      .catch(({ code }) => code),
  );
  assert.equal(code, "request-invalid");
});

onPage("the row of takes lies over a roll that keeps its pixels", NANO, async (page) => {
  await ready(page);
  const sizes = () =>
    part(page, "roll").evaluate((roll) => {
      const { width, height } = roll.querySelector("canvas.notes");
      return { pixels: [width, height], seen: [roll.clientWidth, roll.clientHeight] };
    });
  const { pixels, seen } = await sizes();
  assert.deepEqual(pixels, seen);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize({ takes: 2 }));
  await part(page, "takes").waitFor();
  const beside = await sizes();
  assert.ok(beside.seen[1] < seen[1]);
  assert.deepEqual(beside.pixels, pixels);
  await page.setViewportSize({ width: 500, height: 500 });
  await page.waitForFunction(
    (most) =>
      document.querySelector("antiphon-composer").shadowRoot.querySelector("canvas.notes").width <
      most,
    pixels[0],
  );
  const small = await sizes();
  assert.deepEqual(small.pixels, small.seen, "a roll of half the size holds no more than that");
});

/** Waits until play has come to a bar. */
async function playedTo(page, bar) {
  await page.waitForFunction((bar) => {
    const composer = document.querySelector("antiphon-composer");
    const { textContent } = composer.shadowRoot.querySelector('[part~="position"]');
    return composer.isPlaying && textContent.startsWith(`${bar}.`);
  }, bar);
}

function voice({ notes }, wanted) {
  return notes.filter(({ voice }) => voice === wanted);
}

/** The notes without their names, which differ between takes. */
function sounds({ notes }) {
  return notes.map(({ voice, pitch, onset, duration }) => [onset, voice, pitch, duration]);
}

/** Voice and pitch of what begins in a bar, counted from 1, apart from what is held into it. */
function onsetsIn(score, bar) {
  const isInside = ([onset]) => onset > (bar - 1) * BAR && onset < bar * BAR;
  return sounds(score)
    .filter(isInside)
    .map(([onset, voice, pitch]) => [onset, voice, pitch]);
}
