// What the suites of a page share: one browser, one server, a page for each test, and hands to use it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, part, serve } from "./stage.mjs";

/** Filled before the first test of a suite. */
export const stage = { browser: undefined, server: undefined };

before(async () => {
  stage.browser = await launch();
  stage.server = await serve();
});

after(async () => {
  await stage.browser?.close();
  stage.server?.close();
});

/** A test with a page of its own, which must stay free of errors and ask nobody else. */
export function onPage(name, path, act, options) {
  test(name, async () => {
    const opened = await open(stage.browser, `${stage.server.origin}/${path}`, options);
    try {
      await act(opened.page, opened);
      assert.deepEqual(opened.troubles, [], "errors in the page");
      const foreign = opened.requests.filter((url) => !url.startsWith(stage.server.origin));
      assert.deepEqual(
        foreign.filter((url) => !/^(blob|data):/.test(url)),
        [],
        "foreign requests",
      );
    } finally {
      await opened.close();
    }
  });
}

/** The middle of what is right of the notes and left of the roll's end. */
async function emptyPlace(page) {
  const box = await part(page, "roll").boundingBox();
  return { x: box.x + box.width * 0.75, y: box.y + box.height * 0.5 };
}

/** A click where no note is. */
export async function clickEmptyPlace(page) {
  const { x, y } = await emptyPlace(page);
  await page.mouse.click(x, y);
}
