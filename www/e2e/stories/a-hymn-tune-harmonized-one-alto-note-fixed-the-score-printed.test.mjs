// Somebody copies a hymn tune out of a letter, has it harmonized, mends one note of the alto and prints the score.

import assert from "node:assert/strict";
import { action, part, scoreOf, setRngSeed } from "../stage.mjs";
import { onPage } from "../suite.mjs";
import { answered, button, DESKTOP, picture, plain } from "./hand.mjs";

/** "Winchester New", as a hymnal has it: one voice, three flats, an upbeat. */
const TUNE = `X:1
T:On Jordan's bank
M:4/4
L:1/4
Q:1/4=96
K:Bb
F|B F G G|F E D F|B A B c|d3 d|e d c B|c B A F|G F E D|C C B,2|]
`;
const PICK_UP = 480;

/** The context may use the clipboard, as a person's own browser does. */
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Has the browser print into the page's hands: what would go to the printer. */
function catchPrinting() {
  window.printed = null;
  const frames = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
    get() {
      const inner = frames.get.call(this);
      if (inner !== null) {
        inner.print = () => {
          window.printed = inner.document;
        };
      }
      return inner;
    },
  });
}

/** The sheet as the printer has it, for people to look at. */
async function showPrinted(page) {
  const markup = await page.evaluate(() => {
    const [sheet] = window.printed.adoptedStyleSheets;
    const rules = [...sheet.cssRules].map(({ cssText }) => cssText).join("\n");
    return `<style>${rules}</style>${window.printed.body.outerHTML}`;
  });
  const paper = await page.context().newPage();
  await paper.setViewportSize({ width: 760, height: 1000 });
  await paper.setContent(markup);
  await picture(paper, "hymn-4-printed");
  await paper.close();
}

onPage(
  "a hymn tune is harmonized, one alto note is fixed, and the score is printed",
  "?device=cpu&model=./model/nano.safetensors",
  async (page) => {
    await page.evaluate(catchPrinting);
    await button(page, "Pieces on this device (:)").click();
    await button(page, "New piece").click();
    await part(page, "library").waitFor({ state: "hidden" });
    await page.evaluate((text) => navigator.clipboard.writeText(text), TUNE);
    await page.keyboard.press("Control+v");
    const composer = page.locator("antiphon-composer");
    await composer.getByLabel("Title").and(page.locator(":visible")).first().waitFor();
    await page.waitForFunction(
      () => document.querySelector("antiphon-composer").score.notes.length > 0,
    );
    const tune = await scoreOf(page);
    assert.deepEqual(
      [tune.title, tune.key, tune.pickup, tune.tempo],
      ["On Jordan's bank", "Bb major", PICK_UP, 96],
      "it comes as it stands in the letter",
    );
    await composer.getByLabel("Style", { exact: true }).first().selectOption({ label: "Hymn" });
    // An alto that does not sing the note of the soprano here: of two heads on one place the upper voice is meant.
    await setRngSeed(page, 1);
    await button(page, "Harmonize").click();
    await answered(page);
    await picture(page, "hymn-1-harmonized");
    const harmonized = await scoreOf(page);
    assert.deepEqual(plain(harmonized, 0), plain(tune, 0), "the tune is as it was");

    // On the staves the alto's third note is too high for somebody's ear.
    await button(page, "Staves (/)").click();
    const staves = part(page, "staves");
    const alto = staves.locator('.vf-notehead[data-voice="1"]');
    await alto.nth(2).waitFor();
    await picture(page, "hymn-2-staves");
    const box = await alto.nth(2).boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page
      .getByText(/^1 selected$/)
      .first()
      .waitFor();
    await page.keyboard.press("Control+ArrowDown");
    assert.match(await action(page, "undo").getAttribute("title"), /step of the key down/i);
    await page.waitForFunction((before) => {
      const known = new Set(before.map((note) => JSON.stringify(note)));
      const { notes } = document.querySelector("antiphon-composer").score;
      return notes.some((note) => !known.has(JSON.stringify(note)));
    }, harmonized.notes);
    const fixed = await scoreOf(page);
    const changed = fixed.notes.filter(
      (note) => !harmonized.notes.some((other) => JSON.stringify(other) === JSON.stringify(note)),
    );
    assert.equal(changed.length, 1);
    const [note] = changed;
    const was = harmonized.notes.find(({ id }) => id === note.id);
    assert.equal(note.voice, 1);
    assert.ok(was.pitch - note.pitch === 1 || was.pitch - note.pitch === 2);
    await picture(page, "hymn-3-fixed");

    await page.keyboard.press("Control+p");
    await page.waitForFunction(() => window.printed !== null);
    await showPrinted(page);
    const printed = await page.evaluate(() => {
      const { body } = window.printed;
      const heads = [...body.querySelectorAll(".vf-notehead")];
      return {
        title: body.querySelector("h1").textContent,
        line: body.querySelector(".line").textContent,
        systems: body.querySelectorAll(".system svg").length,
        staves: body.querySelectorAll(".system .vf-clef").length,
        measures: body.querySelectorAll(".system .vf-measure").length,
        heads: heads.length,
        width: Math.max(...[...body.querySelectorAll("svg")].map((svg) => svg.clientWidth)),
      };
    });
    assert.equal(printed.title, "On Jordan's bank");
    assert.equal(printed.line, "Hymn");
    // Two staves with the upbeat, seven whole bars, and the last one that gave it its beat.
    assert.ok(printed.systems >= 1);
    assert.equal(printed.staves, 2 * printed.systems);
    assert.equal(printed.measures, 2 * 9);
    assert.ok(printed.heads >= fixed.notes.length, `${printed.heads} heads`);
    assert.ok(printed.width <= 720, "it fits the paper");
  },
  { ...DESKTOP, ...CLIPBOARD },
);
