// What axe-core finds wrong in the views of the page, look by look: one page a look, through all of its views.

import { readFile } from "node:fs/promises";
import { ready } from "../stage.mjs";
import { PAGES, tour } from "../views.mjs";

const AXE = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url);

const LARGE = { width: 1440, height: 900 };
const SMALL = { width: 390, height: 844 };

/** How the composer is looked at. */
export const LOOKS = {
  "wide and light": { viewport: LARGE, colorScheme: "light" },
  "wide and dark": { viewport: LARGE, colorScheme: "dark" },
  "wide, in forced colours": { viewport: LARGE, forcedColors: "active" },
  "wide, from right to left": { viewport: LARGE, isFromTheRight: true },
  "on a phone, light": { viewport: SMALL, colorScheme: "light", hasTouch: true },
  "on a phone, dark": { viewport: SMALL, colorScheme: "dark", hasTouch: true },
};

/** The rules that a look breaks, each with its view and the elements that break it, and how many views there are. */
export function violationsOfLook(browser, origin, { isFromTheRight = false, ...options }) {
  return inContext(browser, options, async (page) => {
    await page.addInitScript(() => {
      const keep = ({ target, detail }) => {
        target.lastEngine = detail.engine;
      };
      document.addEventListener("engine", keep, true);
    });
    await page.goto(`${origin}/?device=cpu`);
    if (isFromTheRight) {
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
    }
    await ready(page);
    const found = [];
    let views = 0;
    const look = async (view) => {
      views++;
      // Colours on their way are no colours.
      await page.waitForTimeout(300);
      for (const violation of await violations(page)) found.push([view, ...violation]);
    };
    await tour(page, look, { isRoomy: options.viewport.width > 560 });
    return { found, views };
  });
}

/** The same of the pages beside the composer's. */
export function violationsOfPages(browser, origin, colorScheme) {
  return inContext(browser, { viewport: LARGE, colorScheme }, async (page) => {
    const found = [];
    for (const path of PAGES) {
      await page.goto(`${origin}/${path}`);
      for (const violation of await violations(page)) found.push([path, ...violation]);
    }
    return { found, views: PAGES.length };
  });
}

async function inContext(browser, options, act) {
  // The checker is put into the page, which the page itself forbids.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  context.setDefaultTimeout(90_000);
  try {
    return await act(await context.newPage());
  } finally {
    await context.close();
  }
}

async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.addScriptTag({ content: await readFile(AXE, "utf8") });
  }
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document);
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 300))]);
  });
}
