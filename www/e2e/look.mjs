// Pictures of the page at every size that matters, light and dark, into www/test-output.
// `node www/e2e/look.mjs [name ...]` takes those whose name contains one of the words.

import { mkdir } from "node:fs/promises";
import { action, launch, OUTPUT, open, part, ready, serve } from "./stage.mjs";

const SIZES = [
  { name: "1440", viewport: { width: 1440, height: 900 } },
  { name: "1024", viewport: { width: 1024, height: 768 } },
  { name: "768", viewport: { width: 768, height: 1024 } },
  {
    name: "390",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  },
  { name: "widget", viewport: { width: 360, height: 260 } },
];

/** What the page shows; each gets the page when its engine answers. */
const SCENES = {
  first: async () => {},
  answered: async (page) => {
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  },
  writing: async (page) => {
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      let count = 0;
      const enough = new Promise((resolve) =>
        composer.addEventListener("notestart", () => ++count === 6 && resolve()),
      );
      void composer.continue();
      return enough;
    });
  },
  takes: async (page) => {
    await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      await composer.harmonize({ takes: 3 });
      composer.showTake(2);
      composer.holdBar(3, 2);
      composer.showTake(1);
    });
  },
  "many takes": async (page) => {
    await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      composer.setAttribute("bars", "16");
      await composer.continue({ takes: 6 });
      composer.showTake(5);
      composer.holdBar(7, 5);
      composer.holdBar(8, 5);
      composer.showTake(6);
    });
  },
  "marked takes": async (page) => {
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize({ takes: 3 }));
    const box = await part(page, "roll").boundingBox();
    await page.mouse.move(box.x + 260, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 520, box.y + 12, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.press(".");
  },
  "writing takes": async (page) => {
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      let count = 0;
      const enough = new Promise((resolve) =>
        composer.addEventListener("notestart", () => ++count === 6 && resolve()),
      );
      composer.setAttribute("bars", "64");
      void composer.continue({ takes: 4 });
      return enough;
    });
  },
  order: async (page) => {
    await page.keyboard.press("o");
    const sheet = part(page, "order");
    await sheet.waitFor();
    for (const mood of ["calm", "hopeful"]) await sheet.locator(`[data-mood="${mood}"]`).check();
    await sheet.locator('[data-wish="energy"]').check();
  },
  "writing piece": async (page) => {
    await orderPiece(page, "3:00");
    await page.waitForFunction(
      () =>
        document.querySelector("antiphon-composer").shadowRoot.querySelectorAll(".ribbon").length,
    );
    await page.waitForTimeout(1500);
  },
  piece: async (page) => {
    await orderPiece(page, "0:30");
    await part(page, "plan").waitFor({ state: "hidden" });
  },
  rules: async (page) => {
    await action(page, "panel").click();
    const rules = part(page, "rules");
    await rules.locator("summary").first().click();
    const step = (kind, name) =>
      rules.locator(`[data-rule="${kind}"] [data-step="${name}"]`).click();
    await step("voiceLeading", "law");
    await step("chords", "wish");
    await step("ranges", "law");
    await rules.scrollIntoViewIfNeeded();
    await rules.evaluate((fold) => fold.scrollIntoView());
  },
  locks: async (page) => {
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
    await page.keyboard.press("y");
    await action(page, "panel").click();
    const rework = part(page, "rework");
    await rework.locator("summary").click();
    await rework.evaluate((fold) => fold.scrollIntoView());
  },
  "related takes": async (page) => {
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize({ takes: 3 }));
    await page.keyboard.press("w");
    await page.waitForFunction(
      () =>
        document
          .querySelector("antiphon-composer")
          .shadowRoot.querySelector('[data-field="take-group"]:not([hidden])') !== null,
    );
  },
  help: async (page) => {
    await page.keyboard.press("?");
    await part(page, "help").waitFor();
  },
  panel: async (page) => {
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
    await action(page, "panel").click();
  },
  lead: async (page) => {
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      const symbols = ["G", "Em7", "Am7", "D7/F#", "G", null, "F#m7b5", "Bbmaj7"];
      const chords = symbols.map((chord, index) => ({ tick: 960 * index, chord }));
      composer.score = { ...composer.score, chords };
    });
  },
  band: async (page) => {
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      const { score } = composer;
      const drums = [];
      const strike = (pitch, onset, velocity = 90) => {
        const id = 1000 + drums.length;
        drums.push({ id, voice: 4, pitch, onset, duration: 120, velocity });
      };
      for (let eighth = 0; eighth < 32; eighth++) {
        strike(eighth % 8 === 7 ? 46 : 42, eighth * 240, 70);
        if (eighth % 4 === 0) strike(36, eighth * 240);
        if (eighth % 4 === 2) strike(38, eighth * 240);
      }
      strike(49, 0);
      const bass = [43, 40, 45, 38].map((pitch, index) => {
        return {
          id: 900 + index,
          voice: 3,
          pitch,
          onset: 1920 * index,
          duration: 1920,
          velocity: 80,
        };
      });
      const parts = [
        { name: "Melody", program: 65, voices: [0] },
        { name: "Bass", program: 33, voices: [3] },
        { name: "Drums", program: 0, isPercussion: true, voices: [4] },
      ];
      const chords = ["G", "Em7", "Am7", "D7"].map((chord, index) => ({
        tick: 1920 * index,
        chord,
      }));
      composer.score = { ...score, parts, chords, notes: [...score.notes, ...bass, ...drums] };
      composer.shadowRoot.querySelector('.voice[data-voice="4"]')?.click();
    });
  },
  long: async (page) => {
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      const { score } = composer;
      const bar = 1920;
      const notes = Array.from({ length: 100 }, (_, turn) =>
        score.notes.map((note) => ({
          ...note,
          id: note.id + turn * 1000,
          onset: note.onset + turn * 4 * bar,
        })),
      );
      composer.score = { ...score, notes: notes.flat() };
    });
  },
};

/** Fills the sheet in as far as it has to be, and sends it. */
async function orderPiece(page, length) {
  await page.keyboard.press("o");
  const sheet = part(page, "order");
  await sheet.waitFor();
  await sheet.locator('[data-wish="length"]').fill(length);
  await sheet.locator('button[type="submit"]').click();
  await sheet.waitFor({ state: "hidden" });
}

const wanted = process.argv.slice(2);
const isWanted = (name) => wanted.length === 0 || wanted.some((word) => name.includes(word));

await mkdir(OUTPUT, { recursive: true });
const server = await serve();
const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const { name: size, ...options } of SIZES) {
      for (const [scene, prepare] of Object.entries(SCENES)) {
        const name = `${scene}-${size}-${colorScheme}`;
        if (isWanted(name)) await shoot(name, { ...options, colorScheme }, prepare);
      }
    }
    if (isWanted(`embed-${colorScheme}`)) {
      await shoot(
        `embed-${colorScheme}`,
        { viewport: { width: 1024, height: 1400 }, colorScheme },
        async () => {},
        "embed.html",
      );
    }
  }
} finally {
  await browser.close();
  server.close();
}

async function shoot(name, options, prepare, path = "?device=cpu") {
  const { page, close } = await open(browser, `${server.origin}/${path}`, options);
  try {
    await ready(page);
    await prepare(page);
    await page.screenshot({ path: `${OUTPUT}/${name}.png` });
    console.log(`${name}.png`);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await close();
  }
}
