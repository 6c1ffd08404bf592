// What axe-core finds wrong in the views of the page: nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { action, part } from "./stage.mjs";
import { stage } from "./suite.mjs";

const AXE = new URL("../node_modules/axe-core/axe.min.js", import.meta.url);

const VIEWS = {
  "the first view": async () => {},
  "the panel": async (page) => page.keyboard.press("p"),
  "the pieces": async (page) => {
    await action(page, "library").click();
    await part(page, "library").waitFor();
  },
};

const LOOKS = [
  { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

for (const [name, show] of Object.entries(VIEWS)) {
  for (const look of LOOKS) {
    const { viewport, colorScheme } = look;
    test(`${name} is accessible, ${viewport.width} wide and ${colorScheme}`, async () => {
      // The checker is put into the page, which the page itself forbids.
      const context = await stage.browser.newContext({ ...look, bypassCSP: true });
      try {
        const page = await context.newPage();
        await page.goto(`${stage.server.origin}/?device=cpu`);
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
}
