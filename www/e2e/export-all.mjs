// Pieces of all kinds, saved by the page's own sheet, for `tests/oracles/page_files.py` to read with another program.
// `node www/e2e/export-all.mjs OUT [FILE ...]` writes NAME.json (the piece as the page has it), NAME.mid,
// NAME.musicxml and NAME.mxl into OUT; without files it takes those of tests/fixtures and what the page composes.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { action, launch, open, part, ready, scoreOf, serve, setRngSeed } from "./stage.mjs";

const FIXTURES = fileURLToPath(new URL("../../tests/fixtures/", import.meta.url));
const FILES = [
  "beneath-the-cross.abc",
  "blessed-assurance.abc",
  "good-king-wenceslas.mid",
  "midnight-clear.abc",
  "nun-danket-start.mid",
  "old-hundredth.abc",
  "psalm-081.krn",
  "shapes/changing-metres.abc",
  "shapes/five-four.abc",
  "shapes/jig.abc",
  "shapes/slower-at-the-end.abc",
  "shapes/tuplets-and-ties.abc",
  "shapes/two-staves.abc",
  "small-band.musicxml",
  "trip-to-galway.mid",
  "we-three-kings.mid",
].map((name) => join(FIXTURES, name));

/** The buttons of the sheet, and what they write. */
const FORMATS = { save: "mid", "save-musicxml": "musicxml", "save-mxl": "mxl" };

/** What the page composes by itself: how it is asked. */
const COMPOSED = {
  "a harmonized melody": (page) => asks(page, "harmonize"),
  "a melody gone on with": (page) => asks(page, "continue"),
  "a band": (page) => seeds(page, "band"),
  "a keyboard piece": (page) => seeds(page, "keyboard"),
  "a lead sheet": (page) => seeds(page, "lead-sheet"),
  "an Irish dance": (page) => seeds(page, "irish-dance"),
  "a whole piece": async (page) => {
    await page.keyboard.press("o");
    const sheet = part(page, "order");
    await sheet.locator('[data-wish="length"]').fill("0:30");
    await answers(page, () => sheet.locator('button[type="submit"]').click());
  },
};

const [out, ...files] = process.argv.slice(2);
if (out === undefined) throw new Error("node export-all.mjs OUT [FILE ...]");
await mkdir(out, { recursive: true });
const server = await serve();
const browser = await launch();
try {
  await onPage((page) => exportFiles(page, files.length > 0 ? files : FILES));
  for (const [name, compose] of files.length > 0 ? [] : Object.entries(COMPOSED)) {
    await onPage(async (page) => {
      await ready(page);
      await setRngSeed(page, 7);
      await compose(page);
      await save(page, name.replaceAll(" ", "-"));
    });
  }
} finally {
  await browser.close();
  server.close();
}

async function onPage(act) {
  const { page, close } = await open(browser, `${server.origin}/?device=cpu`);
  try {
    await act(page);
  } finally {
    await close();
  }
}

async function exportFiles(page, paths) {
  for (const path of paths) {
    const before = await part(page, "message").innerText();
    const choosing = page.waitForEvent("filechooser");
    await action(page, "open").click();
    // What is open now is what lies there when another undo step has its name.
    await (await choosing).setFiles({
      name: basename(path),
      mimeType: "",
      buffer: await readFile(path),
    });
    const isOpen = await page.waitForFunction(
      ([name, before]) => {
        const { shadowRoot } = document.querySelector("antiphon-composer");
        const undo = shadowRoot.querySelector('[data-action="undo"]').getAttribute("title");
        if (undo.includes(name)) return "open";
        const message = shadowRoot.querySelector(".message .text").textContent;
        return message !== "" && message !== before ? "refused" : null;
      },
      [basename(path), before],
    );
    if ((await isOpen.jsonValue()) === "refused") {
      console.log(`${basename(path)}: ${await part(page, "message").innerText()}`);
      await page.keyboard.press("Escape");
      continue;
    }
    await save(page, basename(path, extname(path)));
  }
}

async function asks(page, act) {
  await answers(page, () => action(page, act).click());
}

async function seeds(page, style) {
  await page.locator('antiphon-composer [data-field="style"]').first().selectOption(style);
  await asks(page, "seed");
}

/** Asks, and waits until the answer is the newest undo step, and its end there too. */
async function answers(page, ask) {
  const before = await action(page, "undo").getAttribute("title");
  await ask();
  await page.waitForFunction((before) => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const isWritten = shadowRoot.querySelector('[data-action="undo"]').title !== before;
    return isWritten && shadowRoot.querySelector("[data-answering]") === null;
  }, before);
}

async function save(page, name) {
  await page.keyboard.press("Control+Shift+s");
  for (const [id, extension] of Object.entries(FORMATS)) {
    const downloading = page.waitForEvent("download");
    await part(page, "exchange").locator(`[data-action="${id}"]`).click();
    await (await downloading).saveAs(join(out, `${name}.${extension}`));
    // Chromium drops what a page downloads beyond ten files a second.
    await page.waitForTimeout(120);
  }
  await page.keyboard.press("Escape");
  const score = await scoreOf(page);
  await writeFile(join(out, `${name}.json`), JSON.stringify(score));
  console.log(`${name}: ${score.notes.length} notes`);
}
