// The page goes away in the middle of things, by a reload and by a crash: what was written is there, with its way back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, open, part, scoreOf } from "../stage.mjs";
import { onPage, stage } from "../suite.mjs";
import { button, DESKTOP, draw, emptyPaper, picture, plain } from "./hand.mjs";

/** Pitch, first quarter, quarters. */
const TUNE = [
  [72, 0, 1],
  [74, 1, 1],
  [76, 2, 2],
  [74, 4, 4],
];

/** Longer than the page waits before it keeps what has changed. */
const BREATH_MS = 2_500;

async function newPiece(page) {
  await button(page, "Pieces on this device (:)").click();
  await button(page, "New piece").click();
  await part(page, "library").waitFor({ state: "hidden" });
}

/** Waits until so many notes of the soprano are there again. */
function back(page, count) {
  return page.waitForFunction((count) => {
    const { notes } = document.querySelector("antiphon-composer").score;
    return notes.filter(({ voice }) => voice === 0).length === count;
  }, count);
}

onPage(
  "a reload in mid-edit loses nothing: not a note, not a step, not half a title",
  "",
  async (page) => {
    await newPiece(page);
    await draw(page, TUNE);
    // A note is being drawn and a title being typed when the page goes; only the note is not there yet.
    const title = part(page, "title");
    await title.click();
    await page.keyboard.type("Half a ti");
    const place = await emptyPaper(page);
    const from = place(79, 9.5);
    const to = place(79, 11.5);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await picture(page, "reload-1-before");
    await page.reload();
    await back(page, TUNE.length);
    const score = await scoreOf(page);
    assert.deepEqual(plain(score, 0), TUNE);
    assert.equal(score.title, "Half a ti");
    await picture(page, "reload-2-after");
    await page.mouse.up();

    // The way back is there too: the title, and then note by note.
    await action(page, "undo").click();
    assert.equal((await scoreOf(page)).title, "");
    for (let left = TUNE.length; left > 0; left--) {
      assert.deepEqual(plain(await scoreOf(page), 0), TUNE.slice(0, left));
      await action(page, "undo").click();
    }
    assert.ok(await action(page, "undo").isDisabled());
    for (let step = 0; step <= TUNE.length; step++) await action(page, "redo").click();
    assert.deepEqual(plain(await scoreOf(page), 0), TUNE);

    // While the composer writes, the page goes again: what was written by hand is kept, and can be asked anew.
    const length = page.getByLabel("Length of the answer").filter({ visible: true });
    await length.selectOption({ label: "16 bars" });
    await button(page, "Continue").click();
    await page.waitForFunction(
      (count) => document.querySelector("antiphon-composer").score.notes.length > count,
      TUNE.length,
    );
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector("antiphon-composer").score.title === "Half a ti",
    );
    const after = plain(await scoreOf(page), 0);
    assert.deepEqual(after.slice(0, TUNE.length), TUNE);
    await button(page, "Harmonize").click();
    await page.waitForFunction(() =>
      document.querySelector("antiphon-composer").score.notes.some(({ voice }) => voice === 3),
    );
  },
  DESKTOP,
);

test("a crash of the browser's page loses nothing that is older than a breath", async () => {
  const first = await open(stage.browser, `${stage.server.origin}/`, DESKTOP);
  try {
    const { page } = first;
    await newPiece(page);
    await draw(page, TUNE);
    await page.waitForTimeout(BREATH_MS);
    const written = await scoreOf(page);
    const crashed = page.waitForEvent("crash");
    page.goto("chrome://crash").catch(() => {});
    await crashed;
    await page.close();
    const again = await page.context().newPage();
    await again.goto(`${stage.server.origin}/`);
    await back(again, TUNE.length);
    assert.deepEqual(await scoreOf(again), written);
  } finally {
    await first.close();
  }
});
