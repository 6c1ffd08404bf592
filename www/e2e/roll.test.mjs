// What a musician does with the roll: lasso, copy, swing, loudness, edits of a passage, one voice alone, fill what
// is marked and hear it, find the way in a long piece; with the pointer, and with the keyboard alone.

import assert from "node:assert/strict";
import { action, added, part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors";
const QUARTER = 480;

/** Comes to the roll as a person does, who has all its tools a moment later. */
async function come(page) {
  const box = await part(page, "roll").boundingBox();
  await page.mouse.move(box.x + 300, box.y + 200);
  await part(page, "loudness").waitFor({ state: "attached" });
  await page.keyboard.press("v");
  await page.keyboard.press("d");
  return box;
}

/** Writes a tune of quarters. */
async function write(page, pitches, extra = {}) {
  await page.evaluate(
    ({ pitches, extra }) => {
      const composer = document.querySelector("antiphon-composer");
      const notes = pitches.map((pitch, index) => ({
        id: index + 1,
        voice: 0,
        pitch,
        onset: index * 480,
        duration: 480,
        velocity: 80,
        ...extra,
      }));
      composer.score = { ...composer.score, key: "G major", notes };
      composer.shadowRoot.querySelector('[part~="roll"]').focus();
    },
    { pitches, extra },
  );
}

const tune = async (page) => (await scoreOf(page)).notes.map(({ pitch }) => pitch);
const undoName = (page) => action(page, "undo").getAttribute("title");
const say = (page) => part(page, "message").innerText();

onPage("a lasso takes the notes inside its shape", PATH, async (page) => {
  const box = await come(page);
  const before = await scoreOf(page);
  // A hook around the beginning, open towards the low notes.
  await page.keyboard.down("Alt");
  await page.mouse.move(box.x + 70, box.y + 60);
  await page.mouse.down();
  for (const [x, y] of [
    [60, 420],
    [420, 420],
    [420, 60],
  ]) {
    await page.mouse.move(box.x + x, box.y + y, { steps: 5 });
  }
  await page.mouse.up();
  await page.keyboard.up("Alt");
  const chosen = Number.parseInt(await part(page, "selection-count").innerText(), 10);
  assert.ok(chosen > 2 && chosen < before.notes.length, `${chosen} selected`);
  await page.keyboard.press("Delete");
  assert.equal((await scoreOf(page)).notes.length, before.notes.length - chosen);
  await action(page, "undo").click();
  assert.deepEqual(await scoreOf(page), before);
});

onPage(
  "passages are turned over, round, tied and stretched, each in one named step",
  PATH,
  async (page) => {
    await come(page);
    await write(page, [67, 69, 71, 74]);
    const before = await scoreOf(page);
    await page.keyboard.press("Control+a");
    const steps = [
      ["Control+i", [67, 65, 63, 60], /invert/],
      ["Control+j", [67, 66, 64, 60], /invert in the key/],
      ["Control+b", [74, 71, 69, 67], /retrograde/],
      ["Control+ArrowUp", [69, 71, 72, 76], /step of the key up/],
      ["Control+Shift+ArrowDown", [55, 57, 59, 62], /octave down/],
    ];
    for (const [keys, expected, name] of steps) {
      await page.keyboard.press(keys);
      assert.deepEqual(await tune(page), expected, keys);
      assert.match(await undoName(page), name);
      await action(page, "undo").click();
      assert.deepEqual(await scoreOf(page), before);
      await page.keyboard.press("Control+a");
    }
    await page.keyboard.press("<");
    assert.deepEqual(
      (await scoreOf(page)).notes.map(({ onset }) => onset),
      [0, 240, 480, 720],
    );
    await page.keyboard.press("'");
    assert.ok((await scoreOf(page)).notes.every(({ duration }) => duration === 120));
    await page.keyboard.press(";");
    assert.deepEqual(
      (await scoreOf(page)).notes.map(({ duration }) => duration),
      [240, 240, 240, 120],
    );
  },
);

onPage(
  "the menu of edits says what it does, and a limit says what is allowed",
  PATH,
  async (page) => {
    await come(page);
    await write(page, [2, 127]);
    await page.keyboard.press("Control+a");
    await action(page, "edit-menu").click();
    const menu = part(page, "edit-menu");
    await menu.getByRole("button", { name: /^Invert(?! in)/ }).click();
    assert.match(await say(page), /keyboard \(C−1 to G9\)/);
    assert.deepEqual(await tune(page), [2, 127]);
    // Esc closes the menu and leaves the selection.
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    assert.match(await part(page, "selection-count").innerText(), /2/);
  },
);

onPage("a grid that swings is drawn and quantised late", PATH, async (page) => {
  await ready(page);
  const box = await come(page);
  await write(page, [67, 67], { duration: 240 });
  const grid = page.locator("antiphon-composer").locator('[data-field="grid"]').first();
  const swing = page.locator("antiphon-composer").locator('[data-field="swing"]').first();
  assert.equal(await swing.isVisible(), false, "quarters do not swing");
  await grid.selectOption("1/8");
  await swing.fill("67");
  await part(page, "roll").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const written = (await scoreOf(page)).notes.find(({ pitch }) => pitch === 68);
  assert.deepEqual([written.onset, written.duration], [322, 158]);
  // Two notes just beside a late line and a beat are brought onto them by the engine.
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const [a, b] = composer.score.notes;
    composer.score = {
      ...composer.score,
      notes: [
        { ...a, onset: 300, duration: 170 },
        { ...b, onset: 500, duration: 240 },
      ],
    };
  });
  await page.keyboard.press("Control+a");
  await page.keyboard.press("q");
  await page.waitForFunction(
    () => document.querySelector("antiphon-composer").score.notes[0].onset !== 300,
  );
  assert.deepEqual(
    (await scoreOf(page)).notes.map(({ onset }) => onset),
    [322, 480],
  );
  assert.ok(box.width > 0);
});

onPage("loudness is pulled, painted as a ramp, and set by the keyboard", PATH, async (page) => {
  await come(page);
  await write(page, [67, 69, 71, 74]);
  const loud = async () => (await scoreOf(page)).notes.map(({ velocity }) => velocity);
  await page.keyboard.press("8");
  const lane = part(page, "loudness");
  await lane.waitFor();
  const box = await lane.boundingBox();
  // A ramp from the lower left to the upper right passes every note.
  await page.keyboard.down("Shift");
  await page.mouse.move(box.x + 56, box.y + box.height - 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  const ramp = await loud();
  assert.ok(ramp[0] < ramp[1] && ramp[1] < ramp[2] && ramp[2] < ramp[3], ramp.join(" "));
  assert.match(await undoName(page), /loudness/);
  await action(page, "undo").click();
  assert.deepEqual(await loud(), [80, 80, 80, 80]);
  await lane.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageUp");
  assert.deepEqual(await loud(), [80, 90, 80, 80]);
  assert.match(await lane.getAttribute("aria-valuetext"), /90, A4, bar 1 beat 2/);
});

onPage("one voice alone can be touched, the others stay behind it", PATH, async (page) => {
  await ready(page);
  await come(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  const before = await scoreOf(page);
  await part(page, "roll").focus();
  await page.keyboard.press("6");
  await page.keyboard.press("2");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  const after = await scoreOf(page);
  assert.ok(before.notes.some(({ voice }) => voice === 1));
  assert.deepEqual(
    after.notes,
    before.notes.filter(({ voice }) => voice !== 1),
  );
  assert.equal(await action(page, "focus-voice").getAttribute("aria-pressed"), "true");
});

onPage("a rectangle is filled by one key, and heard", PATH, async (page) => {
  await ready(page);
  const box = await come(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  await part(page, "roll").focus();
  await page.keyboard.press("k");
  const before = await scoreOf(page);
  await page.keyboard.down("Shift");
  await page.mouse.move(box.x + 240, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, box.y + 330, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  const chip = part(page, "region");
  await chip.waitFor();
  assert.match(await chip.innerText(), /Fill/);
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.querySelector("antiphon-composer").isPlaying);
  const after = await scoreOf(page);
  const fresh = added(before, after);
  assert.ok(fresh.length > 0, "nothing was written");
  const last = Math.max(...fresh.map(({ onset }) => onset));
  assert.ok(last < 4 * 4 * QUARTER && Math.min(...fresh.map(({ onset }) => onset)) >= QUARTER);
  await page.waitForFunction(() => !document.querySelector("antiphon-composer").isPlaying);
  assert.match(await undoName(page), /fill/i);
});

onPage(
  "the overview leads through a long piece, by pointer and by keyboard",
  PATH,
  async (page) => {
    await come(page);
    await write(
      page,
      Array.from({ length: 400 }, (_, index) => 60 + (index % 12)),
    );
    const overview = part(page, "overview");
    await overview.waitFor();
    const seen = () => overview.getAttribute("aria-valuetext");
    const before = await seen();
    const box = await overview.boundingBox();
    await page.mouse.click(box.x + box.width * 0.8, box.y + box.height / 2);
    await page.waitForFunction(
      (before) =>
        document
          .querySelector("antiphon-composer")
          .shadowRoot.querySelector('[part~="overview"]')
          .getAttribute("aria-valuetext") !== before,
      before,
    );
    assert.match(await seen(), /^bars (6|7|8)\d to /);
    await overview.focus();
    await page.keyboard.press("Home");
    await page.waitForFunction(
      (before) =>
        document
          .querySelector("antiphon-composer")
          .shadowRoot.querySelector('[part~="overview"]')
          .getAttribute("aria-valuetext") === before,
      before,
    );
  },
);
