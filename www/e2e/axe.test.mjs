// What axe-core finds wrong in the views of the page: nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openRules, part, takesOf } from "./stage.mjs";
import { stage } from "./suite.mjs";

const AXE = new URL("../node_modules/axe-core/axe.min.js", import.meta.url);

const LARGE = { viewport: { width: 1440, height: 900 }, colorScheme: "light" };
const SMALL = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

/** Presses a key, and waits for what it opens. */
const opens = (key, name) => async (page) => {
  await page.keyboard.press(key);
  await part(page, name).waitFor();
};

/** What is shown of the composer, and where else than in the large look. */
const VIEWS = {
  "the first view": { show: async () => {}, looks: [LARGE, SMALL] },
  "the panel": { show: opens("p", "panel"), looks: [LARGE, SMALL] },
  "the pieces": {
    show: opens(":", "library"),
    looks: [LARGE, SMALL],
  },
  "the sheet of keys": { show: opens("?", "help") },
  "the order": { show: opens("o", "order") },
  "the rules": { show: async (page) => void (await openRules(page)) },
  "the takes": {
    show: async (page) => {
      await page.evaluate(() =>
        document.querySelector("antiphon-composer").harmonize({ takes: 3 }),
      );
      await takesOf(page, 3);
    },
  },
  "the staves": {
    show: async (page) => {
      await page.keyboard.press("/");
      await part(page, "staves").waitFor();
    },
  },
  "the mixer": { show: opens("z", "mixer") },
  "the keys": { show: opens("a", "keys") },
  "the sheet that saves": { show: opens("Control+Shift+s", "exchange") },
  "the palette": { show: opens("Control+k", "palette"), looks: [LARGE, SMALL] },
};

const PAGES = {
  "the page of embedding": "embed.html",
  "the guide": "guide.html",
};

/** A test of one view of one page in one look. */
function isAccessible(name, path, look, show) {
  const { viewport, colorScheme } = look;
  test(`${name} is accessible, ${viewport.width} wide and ${colorScheme}`, async () => {
    // The checker is put into the page, which the page itself forbids.
    const context = await stage.browser.newContext({ ...look, bypassCSP: true });
    try {
      const page = await context.newPage();
      await page.goto(`${stage.server.origin}/${path}`);
      await show(page);
      await page.addScriptTag({ content: await readFile(AXE, "utf8") });
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document);
        return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      });
      assert.deepEqual(found, []);
    } finally {
      await context.close();
    }
  });
}

for (const [name, { show, looks = [LARGE] }] of Object.entries(VIEWS)) {
  for (const look of looks) isAccessible(name, "?device=cpu", look, show);
}
for (const [name, path] of Object.entries(PAGES)) isAccessible(name, path, LARGE, async () => {});
