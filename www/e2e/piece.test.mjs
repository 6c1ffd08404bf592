// Whole pieces to order, in a real browser: planned, heard while they are written, stopped, undone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { action, added, part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors";

const MELODY = new URL("../../tests/fixtures/nun-danket-start.mid", import.meta.url);

/** Opens the sheet by its key, fills fields in and sends it by Enter. */
async function order(page, fields) {
  await page.keyboard.press("o");
  const sheet = part(page, "order");
  await sheet.waitFor();
  for (const [name, text] of Object.entries(fields)) {
    await sheet.locator(`[data-wish="${name}"]`).fill(text);
  }
  await sheet.locator('[data-wish="length"]').press("Enter");
  return sheet;
}

function ribbons(page) {
  return part(page, "plan").locator(".ribbon");
}

async function isWritten(page) {
  await part(page, "plan").waitFor({ state: "hidden" });
  // It is hidden before the plan has come as well; what is written can be undone.
  await action(page, "undo").and(page.locator(":enabled")).waitFor();
}

function seconds({ notes, tempo }) {
  const end = Math.max(...notes.map(({ onset, duration }) => onset + duration));
  return (end / 480) * (60 / tempo);
}

onPage(
  "a piece is ordered by keys alone, planned at once, heard while it is written, and one undo step",
  PATH,
  async (page, { requests }) => {
    await ready(page);
    const before = await scoreOf(page);
    const modules = () => requests.filter((url) => url.endsWith(".wasm")).length;
    assert.equal(modules(), 1, "only the first module is there");
    await order(page, { length: "0:30", form: "A A' B A" });
    await ribbons(page).first().waitFor();
    assert.deepEqual(await ribbons(page).allInnerTexts(), ["A", "A'", "B", "A"]);
    assert.equal(modules(), 2, "the studio's module came when it was asked for");
    await page.waitForFunction(() => document.querySelector("antiphon-composer").isPlaying);
    await isWritten(page);
    const { notes, ...piece } = await scoreOf(page);
    assert.ok(
      Math.abs(seconds({ notes, ...piece }) - 30) <= 0.5,
      `${seconds({ notes, ...piece })} s`,
    );
    assert.ok(notes.length > 60, `${notes.length} notes`);
    assert.equal(
      await page.evaluate(() => document.querySelector("antiphon-composer").isPlaying),
      true,
    );
    await page.keyboard.press("Space");
    await page.keyboard.press("Control+z");
    assert.deepEqual((await scoreOf(page)).notes, before.notes);
    await page.keyboard.press("Control+Shift+z");
    assert.deepEqual((await scoreOf(page)).notes, notes);
  },
);

onPage("a piece that is stopped keeps what was written", PATH, async (page) => {
  await ready(page);
  const before = await scoreOf(page);
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    let count = 0;
    window.begun = new Promise((resolve) =>
      composer.addEventListener("notestart", () => ++count === 30 && resolve()),
    );
  });
  await order(page, { length: "6:00" });
  await page.evaluate(() => window.begun);
  await page.keyboard.press("Escape");
  await isWritten(page);
  const piece = await scoreOf(page);
  assert.ok(piece.notes.length >= 30 && seconds(piece) < 350, `${seconds(piece)} s`);
  assert.match(await part(page, "message").innerText(), /Stopped/);
  await page.keyboard.press("Control+z");
  assert.deepEqual(added(before, await scoreOf(page)), []);
});

onPage("an order that cannot be read says why, and nothing is asked", PATH, async (page) => {
  await ready(page);
  const sheet = await order(page, { length: "an hour" });
  assert.match(await sheet.locator('[role="alert"]').innerText(), /0:10 to 6:00/);
  assert.equal(await sheet.locator('[data-wish="length"]').getAttribute("aria-invalid"), "true");
  await sheet.locator('[data-wish="length"]').fill("0:20");
  await sheet.locator('[data-wish="form"]').fill("A outro A");
  await sheet.locator('[data-wish="form"]').press("Enter");
  assert.match(await sheet.locator('[role="alert"]').innerText(), /outro can only come last/);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.equal((await scoreOf(page)).title, "Four bars in G");
});

onPage(
  "moods are chosen up to four, and an energy is drawn by pointer and by keys",
  PATH,
  async (page) => {
    await ready(page);
    await page.keyboard.press("o");
    const sheet = part(page, "order");
    for (const mood of ["calm", "dark", "tender", "hopeful"]) {
      await sheet.locator(`[data-mood="${mood}"]`).check();
    }
    assert.equal(await sheet.locator('[data-mood="angry"]').isDisabled(), true);
    await sheet.locator('[data-mood="dark"]').uncheck();
    assert.equal(await sheet.locator('[data-mood="angry"]').isDisabled(), false);
    await sheet.locator('[data-wish="energy"]').check();
    const curve = sheet.locator(".curve");
    await curve.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await curve.boundingBox();
    await page.mouse.move(x + width * 0.02, y + height * 0.98);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.99, y + 1, { steps: 40 });
    await page.mouse.up();
    const energies = () =>
      curve.locator("input").evaluateAll((inputs) => inputs.map((input) => input.valueAsNumber));
    const drawn = await energies();
    assert.ok(
      drawn.every((energy, at) => at === 0 || energy > drawn[at - 1]),
      `${drawn}`,
    );
    await page.keyboard.press("ArrowDown");
    assert.ok((await energies()).at(-1) < drawn.at(-1));
  },
);

onPage("MIDI files steer a piece, and one that is none says so", PATH, async (page) => {
  await ready(page);
  await page.keyboard.press("o");
  const sheet = part(page, "order");
  const add = async (name, buffer) => {
    const choosing = page.waitForEvent("filechooser");
    await sheet.locator('[data-action="influence"]').click();
    await (await choosing).setFiles({ name, mimeType: "audio/midi", buffer });
  };
  await add("broken.mid", Buffer.from("MThd, but not really"));
  await sheet.getByText("not a MIDI file that can be read").waitFor();
  await add("Nun danket.mid", await readFile(MELODY));
  await sheet.locator(".influences li").filter({ hasText: "Nun danket" }).waitFor();
  await sheet.locator('[data-wish="isInspired"]').check();
  await sheet.locator('[data-wish="length"]').fill("0:15");
  await sheet.locator('[data-wish="length"]').press("Enter");
  await sheet.waitFor({ state: "hidden" });
  await isWritten(page);
  assert.ok((await scoreOf(page)).notes.length > 30);
});

onPage(
  "a script orders a piece on a phone, and its ribbons stay in the ruler",
  PATH,
  async (page) => {
    await ready(page);
    await page.evaluate(() =>
      document.querySelector("antiphon-composer").piece({ seconds: 12, style: "irish-dance" }),
    );
    const { notes, parts } = await scoreOf(page);
    assert.ok(notes.length > 15, `${notes.length} notes`);
    assert.deepEqual(
      parts.map(({ name }) => name),
      ["Flute"],
    );
    assert.equal(await part(page, "plan").isVisible(), false);
  },
  { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true },
);
