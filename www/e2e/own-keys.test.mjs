// Keys that somebody sets: on the sheet and in the palette, taken from others, given back, and there after a reload.

import assert from "node:assert/strict";
import { action, part } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu";

const keyOf = (page, id) => part(page, "help").locator(`[data-key-of="${id}"]`);
const note = (page) => part(page, "help").locator(".key-note p");
const way = (page, name) => part(page, "help").locator(`[data-way="${name}"]`);

async function openSheet(page) {
  await page.keyboard.press("?");
  await part(page, "help").waitFor();
}

async function hears(locator, pattern) {
  await locator.filter({ hasText: pattern }).waitFor();
}

async function closeSheet(page) {
  await page.keyboard.press("Escape");
  await part(page, "help").waitFor({ state: "hidden" });
}

const isPressed = (page, id) => action(page, id).getAttribute("aria-pressed");

onPage("a key is set on the sheet, works at once and after a reload", PATH, async (page) => {
  await openSheet(page);
  await keyOf(page, "metronome").click();
  await hears(note(page), /Press the new key for “Metronome/);
  await page.keyboard.press("Tab");
  await keyOf(page, "metronome").focus();
  await page.keyboard.press("PageUp");
  await hears(note(page), /^Page ?Up moves about the roll/);
  await page.keyboard.press("F3");
  await hears(part(page, "help").locator(".key-words"), /has the key F3 now/);
  assert.match(await keyOf(page, "metronome").innerText(), /^F3$/);
  await closeSheet(page);
  assert.equal(await isPressed(page, "metronome"), "false");
  await page.keyboard.press("m");
  assert.equal(await isPressed(page, "metronome"), "false");
  await page.keyboard.press("F3");
  assert.equal(await isPressed(page, "metronome"), "true");
  assert.match(await action(page, "metronome").getAttribute("title"), /\(F3\)$/);
  await page.reload();
  await part(page, "roll").waitFor();
  await action(page, "metronome").and(page.locator('[title$="(F3)"]')).waitFor();
  await part(page, "roll").focus();
  await page.keyboard.press("F3");
  assert.equal(await isPressed(page, "metronome"), "true");
  await openSheet(page);
  await keyOf(page, "metronome").click();
  await way(page, "key-reset").click();
  await hears(keyOf(page, "metronome"), /^M$/);
  await closeSheet(page);
  assert.match(await action(page, "metronome").getAttribute("title"), /\(M\)$/);
});

onPage(
  "a key that somebody has is named, taken by a second press, and given back",
  PATH,
  async (page) => {
    await openSheet(page);
    await keyOf(page, "loop").click();
    await page.keyboard.press("m");
    await hears(note(page), /M is the key of “Metronome on or off”. Press it once more/);
    // Esc leaves both as they are, and the sheet open.
    await page.keyboard.press("Escape");
    assert.ok(await part(page, "help").isVisible());
    assert.match(await keyOf(page, "loop").innerText(), /^R$/);
    await keyOf(page, "loop").click();
    await page.keyboard.press("m");
    await page.keyboard.press("m");
    await hears(keyOf(page, "loop"), /^M$/);
    assert.match(await keyOf(page, "metronome").innerText(), /^–$/);
    await way(page, "reset-keys").click();
    await hears(keyOf(page, "metronome"), /^M$/);
    await way(page, "keys-back").click();
    await hears(keyOf(page, "loop"), /^M$/);
    await closeSheet(page);
    await page.keyboard.press("m");
    assert.equal(await isPressed(page, "loop"), "true");
    assert.equal(await isPressed(page, "metronome"), "false");
  },
);

onPage("the palette sets keys too", PATH, async (page) => {
  await page.keyboard.press("Control+k");
  const palette = part(page, "palette");
  const field = palette.getByRole("combobox");
  await field.waitFor();
  await field.fill("metronome");
  await page.keyboard.press("F2");
  await hears(palette.getByRole("status"), /Press the new key for “Metronome/);
  await page.keyboard.press("Control+w");
  await hears(palette.getByRole("status"), /belongs to the browser/);
  await page.keyboard.press("Control+m");
  await hears(palette.getByRole("status"), /has the key Ctrl \+ M now/);
  assert.match(await palette.getByRole("option").first().innerText(), /Ctrl \+ M/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+m");
  assert.equal(await isPressed(page, "metronome"), "true");
});
