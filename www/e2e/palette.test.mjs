// Every command by a few letters: the palette as somebody at the keys, at a phone and behind a screen reader uses it.

import assert from "node:assert/strict";
import { action, part, said, scoreOf } from "./stage.mjs";
import { clickEmptyPlace, onPage } from "./suite.mjs";

const PATH = "?device=cpu";

const field = (page) => part(page, "palette").getByRole("combobox");
const options = (page) => part(page, "palette").getByRole("option");

async function openPalette(page) {
  await page.keyboard.press("Control+k");
  await field(page).waitFor();
}

onPage("a command is found by a few letters and done by Enter", PATH, async (page) => {
  const before = await scoreOf(page);
  await clickEmptyPlace(page);
  assert.equal((await scoreOf(page)).notes.length, before.notes.length + 1);
  await openPalette(page);
  const offered = await options(page).count();
  assert.ok(offered > 70, `${offered} commands`);
  await page.keyboard.type("und");
  assert.match(await options(page).first().innerText(), /^Undo\s+Edit\s+Ctrl \+ Z$/);
  await page.keyboard.press("Enter");
  await part(page, "palette").waitFor({ state: "hidden" });
  assert.deepEqual(await scoreOf(page), before);
  // The focus is back where it was, so that the next key is the composer's again.
  await page.keyboard.press("Control+y");
  assert.equal((await scoreOf(page)).notes.length, before.notes.length + 1);
});

onPage("what was chosen last comes first, after a reload too", PATH, async (page) => {
  for (const name of ["metronome", "staves beside"]) {
    await openPalette(page);
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await part(page, "palette").waitFor({ state: "hidden" });
  }
  const firstTwo = async () => (await options(page).allInnerTexts()).slice(0, 2).join(" ");
  await openPalette(page);
  assert.match(await firstTwo(), /^Staves beside[\s\S]*Metronome on or off/);
  await page.keyboard.press("Escape");
  await page.reload();
  await part(page, "roll").waitFor();
  await openPalette(page);
  assert.match(await firstTwo(), /^Staves beside[\s\S]*Metronome on or off/);
});

onPage("a screen reader hears the list while the field keeps the focus", PATH, async (page) => {
  await openPalette(page);
  const active = () =>
    field(page).evaluate((input) => {
      const root = input.getRootNode();
      const option = root.getElementById(input.getAttribute("aria-activedescendant"));
      const list = root.getElementById(input.getAttribute("aria-controls"));
      const isHeard = list.contains(option) && option.getAttribute("aria-selected") === "true";
      const chosen = list.querySelectorAll('[aria-selected="true"]').length;
      return { text: option.textContent, isHeard, chosen, hasFocus: root.activeElement === input };
    });
  const first = await active();
  await page.keyboard.press("ArrowDown");
  const second = await active();
  assert.notEqual(second.text, first.text);
  for (const { isHeard, chosen, hasFocus } of [first, second]) {
    assert.deepEqual({ isHeard, chosen, hasFocus }, { isHeard: true, chosen: 1, hasFocus: true });
  }
  // The list is a ring.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal((await active()).text, await options(page).last().textContent());
  await page.keyboard.type("zzz");
  assert.equal(await options(page).count(), 0);
  assert.equal(await field(page).getAttribute("aria-activedescendant"), null);
  const status = part(page, "palette").getByRole("status");
  assert.match(await status.innerText(), /^No command is called that/);
  await page.keyboard.press("Enter");
  assert.ok(await part(page, "palette").isVisible());
  await page.keyboard.press("Escape");
  await part(page, "palette").waitFor({ state: "hidden" });
});

onPage("a style and a sheet are chosen like commands, also out of a field", PATH, async (page) => {
  await part(page, "title").focus();
  await openPalette(page);
  await page.keyboard.type("irish");
  const name = await options(page).first().locator(".palette-name").innerText();
  await page.keyboard.press("Enter");
  const style = part(page, "header").locator('[data-field="style"]');
  const chosen = await style.evaluate((select) => select.selectedOptions[0].textContent);
  assert.equal(chosen, name);
  await openPalette(page);
  await page.keyboard.type("whole order");
  await page.keyboard.press("Enter");
  await part(page, "order").waitFor();
});

onPage("a language is found by its English name too, and back", PATH, async (page) => {
  await openPalette(page);
  await page.keyboard.type("german");
  await page.keyboard.press("Enter");
  const roll = page.locator('antiphon-composer [part~="composer"][lang="de"] [part~="roll"]');
  await roll.waitFor();
  await roll.focus();
  await openPalette(page);
  await page.keyboard.type("ruckgangig");
  assert.match(await options(page).first().innerText(), /^Rückgängig/);
  await field(page).fill("english");
  await page.keyboard.press("Enter");
  await page.locator('antiphon-composer [part~="composer"][lang="en"]').waitFor();
});

onPage(
  "a thumb finds it in the panel, and taps what it wants",
  PATH,
  async (page) => {
    await action(page, "panel").tap();
    await action(page, "palette").tap();
    await field(page).waitFor();
    const box = await options(page).first().boundingBox();
    assert.ok(box.height >= 44, `${box.height} px`);
    await field(page).fill("whole piece show");
    await options(page).first().tap();
    await part(page, "palette").waitFor({ state: "hidden" });
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);

onPage("the piece is read aloud", PATH, async (page) => {
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const { notes } = composer.score;
    composer.score = { ...composer.score, title: "Evening song", key: "G major" };
    return notes.length;
  });
  const { notes } = await scoreOf(page);
  await page.keyboard.press("Tab");
  await part(page, "roll").focus();
  await page.keyboard.press("ArrowRight");
  await openPalette(page);
  await page.keyboard.type("read aloud");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    document
      .querySelector("antiphon-composer")
      .shadowRoot.querySelector(".live")
      .textContent.startsWith("Evening song."),
  );
  const words = await said(page);
  assert.match(words, /G major, metre \d\/\d, \d+ quarter notes a minute\./);
  assert.ok(words.includes(`, ${notes.length} notes.`), words);
  assert.match(words, /Cursor: .*bar \d+ beat \d+/);
  assert.match(words, /Playhead: bar 1 beat 1\./);
  assert.doesNotMatch(words, /Composed/);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  const composed = (await scoreOf(page)).notes.length - notes.length;
  await page.keyboard.press("!");
  await page.waitForFunction(
    (count) =>
      document
        .querySelector("antiphon-composer")
        .shadowRoot.querySelector(".live")
        .textContent.includes(`Composed: ${count} notes.`),
    composed,
  );
});
