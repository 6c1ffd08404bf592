// The composer as a guest: two on a page, moved, taken away, and on somebody else's host.

import assert from "node:assert/strict";
import { test } from "node:test";
import { added, open, ready, scoreOf, serve } from "./stage.mjs";
import { onPage, stage } from "./suite.mjs";

/** Engines and weights are large: each is asked for once, whoever needs it; the larger weights follow the small ones. */
function assertFetchedOnce(requests) {
  const large = requests.filter((url) => /\.(wasm|safetensors)$/.test(url));
  assert.deepEqual(large, [...new Set(large)]);
}

onPage(
  "two composers share a page and an engine; one leaves while it plays and writes",
  "embed.html",
  async (page, { requests }) => {
    await page.locator("antiphon-composer").nth(1).scrollIntoViewIfNeeded();
    await Promise.all([ready(page, 0), ready(page, 1)]);
    assertFetchedOnce(requests);
    await page.evaluate(async () => {
      const [first, second] = document.querySelectorAll("antiphon-composer");
      first.play();
      const firstNote = new Promise((resolve) =>
        first.addEventListener("notestart", resolve, { once: true }),
      );
      const answer = first.continue();
      await firstNote;
      first.remove();
      await answer;
      window.before = second.score.notes.length;
      await second.continue();
    });
    assert.equal(await page.locator("antiphon-composer").count(), 1);
    const grown = await page.evaluate(
      () => document.querySelector("antiphon-composer").score.notes.length - window.before,
    );
    assert.ok(grown > 0, "the other one still answers");
    assert.equal(
      await page.evaluate(() => document.querySelector("antiphon-composer").isPlaying),
      false,
    );
  },
);

onPage(
  "a composer that is moved in the page keeps its music and its engine",
  "embed.html",
  async (page, { requests }) => {
    await ready(page, 0);
    const before = await scoreOf(page, 0);
    await page.evaluate(() =>
      document.querySelector("article").append(document.querySelector("antiphon-composer")),
    );
    await page.locator("antiphon-composer").nth(1).scrollIntoViewIfNeeded();
    assert.deepEqual(await scoreOf(page, 1), before);
    await page.evaluate(() => document.querySelectorAll("antiphon-composer")[1].continue());
    assertFetchedOnce(requests);
  },
);

test("a page of another host embeds the composer by its address alone", async () => {
  const page = `<!doctype html><script type="module" src="${stage.server.origin}/antiphon.js"></script>
    <antiphon-composer device="cpu" style="height: 400px"></antiphon-composer>`;
  const host = await serve({ pages: { "/guest.html": page } });
  const guest = await open(stage.browser, `${host.origin}/guest.html`);
  try {
    assert.equal((await ready(guest.page)).device, "cpu");
    const before = await scoreOf(guest.page);
    await guest.page.evaluate(() => document.querySelector("antiphon-composer").continue());
    assert.ok(added(before, await scoreOf(guest.page)).length > 0);
    const takes = await guest.page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      await composer.continue({ takes: 2 });
      return composer.choice?.takes.length;
    });
    assert.equal(takes, 2, "further workers are embedded too");
    assert.deepEqual(guest.troubles, []);
  } finally {
    await guest.close();
    host.close();
  }
});
