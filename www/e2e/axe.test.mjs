// What axe-core finds wrong in the views of the page: nothing. One page a look, through all of its views.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ready } from "./stage.mjs";
import { stage } from "./suite.mjs";
import { PAGES, tour } from "./views.mjs";

const AXE = new URL("../node_modules/axe-core/axe.min.js", import.meta.url);

const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 390, height: 844 };
const LOOKS = {
  "wide and light": { viewport: LARGE, colorScheme: "light" },
  "wide and dark": { viewport: LARGE, colorScheme: "dark" },
  "wide, in forced colours": { viewport: LARGE, forcedColors: "active" },
  "wide, from right to left": { viewport: LARGE, isFromTheRight: true },
  "on a phone, light": { viewport: SMALL, colorScheme: "light", hasTouch: true },
  "on a phone, dark": { viewport: SMALL, colorScheme: "dark", hasTouch: true },
};

/** What axe finds; the same in several views is told once. */
async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.addScriptTag({ content: await readFile(AXE, "utf8") });
  }
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document);
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 300))]);
  });
}

for (const [look, { isFromTheRight = false, ...options }] of Object.entries(LOOKS)) {
  test(`every view of the composer is accessible, ${look}`, async () => {
    // The checker is put into the page, which the page itself forbids.
    const context = await stage.browser.newContext({ ...options, bypassCSP: true });
    context.setDefaultTimeout(90_000);
    try {
      const page = await context.newPage();
      await page.addInitScript(() => {
        document.addEventListener(
          "engine",
          ({ target, detail }) => {
            target.lastEngine = detail.engine;
          },
          true,
        );
      });
      await page.goto(`${stage.server.origin}/?device=cpu`);
      if (isFromTheRight)
        await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      await ready(page);
      const found = [];
      const isRoomy = options.viewport.width > 560;
      await tour(
        page,
        async (view) => {
          // Colours on their way are no colours.
          await page.waitForTimeout(300);
          for (const violation of await violations(page)) found.push([view, ...violation]);
        },
        { isRoomy },
      );
      assert.deepEqual(found, []);
    } finally {
      await context.close();
    }
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`the pages beside the composer are accessible, ${colorScheme}`, async () => {
    const context = await stage.browser.newContext({
      bypassCSP: true,
      colorScheme,
      viewport: LARGE,
    });
    try {
      const page = await context.newPage();
      for (const path of PAGES) {
        await page.goto(`${stage.server.origin}/${path}`);
        assert.deepEqual(await violations(page), [], path);
      }
    } finally {
      await context.close();
    }
  });
}
