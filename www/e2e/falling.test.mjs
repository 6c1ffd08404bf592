// Notes that fall toward a keyboard: opened by a key or a button, played, pulled, walked through without a pointer.

import assert from "node:assert/strict";
import { action, part, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu";

const falling = (page) => part(page, "falling");
const now = async (page) => Number(await falling(page).getAttribute("aria-valuenow"));

async function openFalling(page) {
  await part(page, "roll").focus();
  await page.keyboard.press("_");
  await falling(page).waitFor();
}

/** Colours in a row of pixels of the keyboard, from left to right. */
function keysSeen(page) {
  return falling(page)
    .locator("canvas.keyboard")
    .evaluate((canvas) => {
      const brush = canvas.getContext("2d");
      const { data } = brush.getImageData(0, canvas.height - 24, canvas.width, 1);
      const colours = new Set();
      for (let at = 0; at < data.length; at += 4) colours.add(data.slice(at, at + 3).join());
      return [...colours];
    });
}

onPage("notes fall in place of the roll, and what sounds lights up", PATH, async (page) => {
  await openFalling(page);
  assert.equal(await part(page, "roll").isVisible(), false);
  assert.match(await falling(page).getAttribute("aria-valuetext"), /^bar 1 beat 1: G4$/);
  await page.keyboard.press("Space");
  // The ink of the soprano, which the example is written in.
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const canvas = shadowRoot.querySelector(".falling canvas.keyboard");
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, height - 24, width, 1);
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === 200 && data[at + 1] === 129 && data[at + 2] === 0) return true;
    }
    return false;
  });
  await page.waitForFunction(() => document.querySelector("antiphon-composer").currentTime > 0.8);
  await page.keyboard.press("Space");
  assert.ok((await now(page)) > 240, "the playhead of the sound is followed");
  assert.ok((await keysSeen(page)).length > 2);
});

onPage("time is walked through by keys, pulled, and turned by the wheel", PATH, async (page) => {
  await openFalling(page);
  await page.keyboard.press("ArrowUp");
  assert.equal(await now(page), 480);
  await page.keyboard.press("PageUp");
  assert.equal(await now(page), 1920);
  assert.match(await falling(page).getAttribute("aria-valuetext"), /^bar 2 beat 1/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await now(page), 1440);
  await page.keyboard.press("Home");
  const box = await falling(page).boundingBox();
  await page.mouse.move(box.x + 200, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 200, { steps: 5 });
  await page.mouse.up();
  const pulled = await now(page);
  assert.ok(pulled > 300, `${pulled} ticks`);
  await page.mouse.wheel(0, 60);
  await page.waitForFunction((pulled) => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    return Number(shadowRoot.querySelector(".falling").getAttribute("aria-valuenow")) < pulled;
  }, pulled);
  await page.keyboard.press("End");
  assert.equal(await now(page), 7680);
});

onPage("edits and answers are seen, and the roll comes back as it was", PATH, async (page) => {
  const before = await scoreOf(page);
  await openFalling(page);
  assert.equal(await action(page, "waterfall").getAttribute("aria-pressed"), "true");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+Shift+ArrowUp");
  assert.match(await falling(page).getAttribute("aria-valuetext"), /^bar 1 beat 1: G5$/);
  await page.keyboard.press("Control+z");
  assert.match(await falling(page).getAttribute("aria-valuetext"), /^bar 1 beat 1: G4$/);
  await action(page, "waterfall").click();
  await falling(page).waitFor({ state: "detached" });
  assert.ok(await part(page, "roll").isVisible());
  assert.deepEqual((await scoreOf(page)).notes, before.notes);
  // The keys are the roll's again.
  await page.keyboard.press("Enter");
  assert.equal(await part(page, "roll").evaluate((roll) => roll.matches(":focus")), true);
});

onPage("who wishes for little motion sees one step a beat", PATH, async (page) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openFalling(page);
  const rows = await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    const canvas = composer.shadowRoot.querySelector(".falling canvas.notes");
    const brush = canvas.getContext("2d");
    const begin = performance.now();
    const seen = [];
    composer.play();
    while (performance.now() - begin < 2600) {
      await new Promise(requestAnimationFrame);
      // A hash of what is seen, which changes with every step.
      const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
      let hash = 0;
      for (let at = 0; at < data.length; at += 97) hash = (hash * 31 + data[at]) | 0;
      if (seen.at(-1) !== hash) seen.push(hash);
    }
    composer.pause();
    return seen.length;
  });
  // At 96 quarters a minute four or five beats pass; smooth motion would show dozens of pictures.
  assert.ok(rows >= 2 && rows <= 7, `${rows} pictures`);
});
