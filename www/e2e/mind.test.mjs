// What the composer says of itself and does to notes, in a real browser: chains, ratings, edits.

import assert from "node:assert/strict";
import { action, panelBuilt, part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors";

async function choose(page, engine) {
  await panelBuilt(page);
  await page.evaluate((engine) => {
    const select = document
      .querySelector("antiphon-composer")
      .shadowRoot.querySelector('[data-field="engine"]');
    select.value = engine;
    select.dispatchEvent(new Event("change"));
  }, engine);
}

onPage("chains write by themselves, and together with the network", PATH, async (page) => {
  await ready(page);
  for (const engine of ["markov", "markov-harmony", "markov-melody"]) {
    await choose(page, engine);
    await page.evaluate(() => document.querySelector("antiphon-composer").seed());
    assert.ok((await scoreOf(page)).notes.length > 8, engine);
    assert.match(await part(page, "engine-facts").textContent(), new RegExp(engine));
  }
});

onPage(
  "chains answer where the network cannot be had, and the page says so",
  "?device=cpu&model=./nowhere/",
  async (page, { troubles }) => {
    await page.evaluate(() => document.querySelector("antiphon-composer").continue());
    assert.ok((await scoreOf(page)).notes.length > 20);
    assert.match(await part(page, "message").innerText(), /Written by Markov chains/);
    troubles.length = 0;
  },
);

onPage("takes are put in order, each with a mark and a reason", PATH, async (page) => {
  await ready(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize({ takes: 3 }));
  const takes = part(page, "takes").locator(".take");
  await page.waitForFunction(
    () =>
      document.querySelector("antiphon-composer").shadowRoot.querySelectorAll(".take[data-rated]")
        .length === 3,
  );
  assert.match(await takes.first().getAttribute("title"), /nats a note/);
});

onPage("selected notes are reworked, each time in one undo step", PATH, async (page) => {
  await ready(page);
  const before = await scoreOf(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("u");
  await page.waitForFunction(
    (onsets) =>
      document
        .querySelector("antiphon-composer")
        .score.notes.map(({ onset }) => onset)
        .join() !== onsets,
    before.notes.map(({ onset }) => onset).join(),
  );
  await page.keyboard.press("Control+z");
  assert.deepEqual((await scoreOf(page)).notes, before.notes);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("s");
  await page.waitForFunction(
    (count) => document.querySelector("antiphon-composer").score.notes.length < count,
    before.notes.length,
  );
  await action(page, "undo").click();
  assert.deepEqual((await scoreOf(page)).notes, before.notes);
});
