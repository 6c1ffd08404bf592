// Pictures of every view of the page into www/test-output/tour:
// `node www/e2e/tour.mjs [--size=1440,390] [--scheme=light,dark] [--lang=de,ja] [--bars=4,40,400] [--only=panel,rules] [--rtl]`.

import { mkdir } from "node:fs/promises";
import { launch, OUTPUT, open, ready, serve } from "./stage.mjs";
import { tour } from "./views.mjs";

const SIZES = {
  1440: { viewport: { width: 1440, height: 900 } },
  1024: { viewport: { width: 1024, height: 768 } },
  768: { viewport: { width: 768, height: 1024 } },
  390: { viewport: { width: 390, height: 844 }, hasTouch: true },
  widget: { viewport: { width: 360, height: 260 } },
};

/** The words after an option, or those it has by itself. */
function words(name, usual) {
  const found = process.argv.find((word) => word.startsWith(`--${name}=`));
  return found === undefined ? usual : found.slice(name.length + 3).split(",");
}

const [sizes, schemes] = [words("size", Object.keys(SIZES)), words("scheme", ["light", "dark"])];
const [languages, lengths] = [words("lang", ["en"]), words("bars", ["4"]).map(Number)];
const only = words("only", [""]);
const isFromTheRight = process.argv.includes("--rtl");
const folder = `${OUTPUT}/tour`;

await mkdir(folder, { recursive: true });
const server = await serve();
const browser = await launch();
try {
  for (const lang of languages) {
    for (const bars of lengths) {
      for (const size of sizes)
        for (const scheme of schemes) await look({ lang, bars, size, scheme });
    }
  }
} finally {
  await browser.close();
  server.close();
}

async function look({ lang, bars, size, scheme }) {
  const options = { ...SIZES[size], colorScheme: scheme, locale: lang };
  const { page, troubles, close } = await open(browser, `${server.origin}/?device=cpu`, options);
  page.setDefaultTimeout(15_000);
  try {
    await page.evaluate((isFromTheRight) => {
      if (isFromTheRight) document.documentElement.setAttribute("dir", "rtl");
    }, isFromTheRight);
    await ready(page);
    if (bars > 4) await page.evaluate(write, bars);
    const name = (view) =>
      [
        view.replaceAll(" ", "-"),
        size,
        scheme,
        lang,
        bars > 4 ? bars : "",
        isFromTheRight ? "rtl" : "",
      ]
        .filter((word) => word !== "")
        .join("-");
    await tour(
      page,
      async (view) => {
        await page.waitForTimeout(250);
        await page.screenshot({ path: `${folder}/${name(view)}.png` });
      },
      {
        isRoomy: Number(size) > 560,
        only: (view) => only.some((word) => view.includes(word)),
        onError: async (view, error) => {
          console.error(`${name(view)}: ${error.message.split("\n")[0]}`);
          await page.screenshot({ path: `${folder}/wrong-${name(view)}.png` });
          process.exitCode = 1;
          for (let n = 0; n < 3; n++) await page.keyboard.press("Escape");
        },
      },
    );
    for (const trouble of new Set(troubles)) console.error(`${size} ${lang}: ${trouble}`);
    console.log(`${size} ${scheme} ${lang} ${bars}`);
  } finally {
    await close();
  }
}

/** Runs in the page: the first four bars again and again. */
function write(bars) {
  const composer = document.querySelector("antiphon-composer");
  const { score } = composer;
  const notes = Array.from({ length: bars / 4 }, (_, turn) =>
    score.notes.map((note) => ({
      ...note,
      id: note.id + turn * 1000,
      onset: note.onset + turn * 4 * 1920,
    })),
  );
  composer.score = { ...score, notes: notes.flat() };
}
