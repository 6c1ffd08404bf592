// The views of the page, and what axe-core finds wrong in one of them.

import { readFile } from "node:fs/promises";
import { openRules, part, takesOf } from "../stage.mjs";

const AXE = new URL("../../node_modules/axe-core/axe.min.js", import.meta.url);

const LARGE = { viewport: { width: 1440, height: 900 }, colorScheme: "light" };
const SMALL = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

/** Presses a key, and waits for what it opens. */
const opens = (key, name) => async (page) => {
  await page.keyboard.press(key);
  await part(page, name).waitFor();
};

/** What is shown of the composer, and where else than in the large look. */
const SHOWS = {
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

/** Each view of each page in each look: its name, the path of its page, the look, and what shows it. */
export const VIEWS = [
  ...Object.entries(SHOWS).flatMap(([name, { show, looks = [LARGE] }]) =>
    looks.map((look) => ({ name, path: "?device=cpu", look, show })),
  ),
  ...Object.entries(PAGES).map(([name, path]) => ({
    name,
    path,
    look: LARGE,
    show: async () => {},
  })),
];

/** What is wrong in a view: the rules that are broken, each with the elements that break it. */
export async function violationsOf(browser, origin, { path, look, show }) {
  // The checker is put into the page, which the page itself forbids.
  const context = await browser.newContext({ ...look, bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/${path}`);
    await show(page);
    await page.addScriptTag({ content: await readFile(AXE, "utf8") });
    return await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document);
      return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    });
  } finally {
    await context.close();
  }
}
