// The pad of motifs in a real browser: walked by pointer and by keys, varied, morphed, kept or left.

import assert from "node:assert/strict";
import { action, part, ready, scoreOf, setRngSeed } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors";
const BAR = 1920;

onPage("a motif is walked to by a pointer, heard, and kept as one step", PATH, async (page) => {
  await ready(page);
  await setRngSeed(page, 41);
  const before = await scoreOf(page);
  // The first two bars, by a rectangle.
  await selectBars(page, 1, 2);
  await action(page, "motif").click();
  const pad = part(page, "motif-pad");
  await pad.waitFor();
  assert.match(await pad.innerText(), /Soprano, bars 1–2/);
  assert.ok(await pad.locator('[data-motif="keep"]').isDisabled(), "nothing to keep yet");
  await dragTo(page, 0.8, 0.25);
  await moved(page);
  assert.deepEqual(await scoreOf(page), before, "what is tried out is not in the piece");
  await page.waitForFunction(() => document.querySelector("antiphon-composer").isPlaying);
  // It goes round: play stays within the two bars for longer than they last.
  await page.waitForTimeout(1000);
  assert.match(await part(page, "position").innerText(), /^[12]\./);
  // The same point has the same motif.
  const first = await contour(page);
  await dragTo(page, 0.2, 0.9);
  await moved(page);
  assert.notEqual(await contour(page), first);
  await dragTo(page, 0.8, 0.25);
  await moved(page);
  assert.equal(await contour(page), first);
  await pad.locator('[data-motif="keep"]').click();
  await pad.waitFor({ state: "detached" });
  const after = await scoreOf(page);
  assert.deepEqual(outside(after), outside(before), "every other note is as it was");
  assert.notDeepEqual(inside(after), inside(before));
  assert.ok(after.notes.every(({ onset }) => onset % 120 === 0));
  assert.equal(await action(page, "undo").getAttribute("aria-label"), "Undo: walk to a motif");
  await action(page, "undo").click();
  assert.deepEqual(await scoreOf(page), before, "one step takes it back");
  await action(page, "redo").click();
  assert.deepEqual(await scoreOf(page), after);
});

onPage("the pad is used by keys alone, and Esc leaves everything as it was", PATH, async (page) => {
  await ready(page);
  await setRngSeed(page, 41);
  const before = await scoreOf(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").focus());
  await page.keyboard.press("j");
  const square = part(page, "motif-square");
  await square.waitFor();
  for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowUp", "Shift+ArrowUp"]) {
    await page.keyboard.press(key);
  }
  assert.equal(await square.getAttribute("aria-valuetext"), "10 right, 50 up");
  await moved(page);
  // Whoever asks the composer now would lose it.
  await action(page, "continue").click();
  assert.match(await part(page, "message").innerText(), /Keep the motif or cancel it/);
  await page.keyboard.press("Home");
  assert.equal(await square.getAttribute("aria-valuetext"), "middle");
  await page.keyboard.press("Shift+ArrowLeft");
  await moved(page);
  await page.keyboard.press("Escape");
  await part(page, "motif-pad").waitFor({ state: "detached" });
  assert.deepEqual(await scoreOf(page), before);
  assert.ok(await action(page, "undo").isDisabled(), "there is no step to undo");
  // The roll has the focus again: its keys work.
  await page.keyboard.press("j");
  await part(page, "motif-pad").waitFor();
  await page.keyboard.press("Shift+ArrowLeft");
  await moved(page);
  await page.keyboard.press("Enter");
  await part(page, "motif-pad").waitFor({ state: "detached" });
  assert.notDeepEqual(inside(await scoreOf(page)), inside(before));
});

onPage("motifs are varied, and morphed into that of other bars", PATH, async (page) => {
  await ready(page);
  await setRngSeed(page, 41);
  const before = await scoreOf(page);
  await selectBars(page, 1, 2);
  await page.keyboard.press("j");
  const pad = part(page, "motif-pad");
  await pad.locator('[data-motif="hear"]').uncheck();
  const seen = new Set();
  for (let press = 0; press < 3; press++) {
    await pad.locator('[data-motif="another"]').click();
    await moved(page);
    seen.add(await contour(page));
  }
  assert.equal(seen.size, 3, "each variation is another one");
  assert.equal(
    await page.evaluate(() => document.querySelector("antiphon-composer").isPlaying),
    false,
  );
  // The other two bars are the second end.
  await selectBars(page, 3, 4);
  await pad.locator('[data-motif="b"]').click();
  assert.match(await pad.locator('[data-motif="b"]').getAttribute("title"), /B: Soprano, bars 3–4/);
  const way = pad.locator('[data-motif="way"]');
  await way.focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press("ArrowLeft");
  await moved(page);
  await page.keyboard.press("End");
  await moved(page);
  await pad.locator('[data-motif="keep"]').click();
  const after = await scoreOf(page);
  const third = before.notes
    .filter(({ onset }) => onset >= 2 * BAR)
    .map(({ pitch, onset, duration }) => [pitch, onset - 2 * BAR, duration]);
  assert.deepEqual(inside(after), third, "the end is the motif of the other bars itself");
  assert.equal(await action(page, "undo").getAttribute("aria-label"), "Undo: morph motif");
});

onPage("an empty roll gets a motif; what is no motif is said to be none", PATH, async (page) => {
  await ready(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("j");
  await part(page, "message").getByText("one or two bars, and 4 are selected").waitFor();
  await page.keyboard.press("Delete");
  await page.keyboard.press("j");
  await moved(page);
  await part(page, "motif-pad").locator('[data-motif="keep"]').click();
  const { notes } = await scoreOf(page);
  assert.ok(notes.length >= 2, `${notes.length} notes`);
  assert.ok(notes.every(({ onset, voice }) => onset < 2 * BAR && voice === 0));
});

onPage("an element that is moved in the page leaves its pad behind", PATH, async (page) => {
  await ready(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").focus());
  await page.keyboard.press("j");
  await part(page, "motif-pad").waitFor();
  await page.keyboard.press("Shift+ArrowLeft");
  await moved(page);
  const before = await scoreOf(page);
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    composer.parentElement.append(composer);
  });
  assert.equal(await part(page, "motif-pad").count(), 0);
  // High above all notes: paper that can be drawn on again.
  const { x, y, width } = await part(page, "roll").boundingBox();
  await page.mouse.click(x + width / 2, y + 50);
  assert.equal((await scoreOf(page)).notes.length, before.notes.length + 1);
});

onPage(
  "motifs that cannot be fetched are spoken of, and nothing is lost",
  PATH,
  async (page, { troubles }) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.context().route("**/motifs.safetensors", (route) => route.abort());
    await page.evaluate(() => document.querySelector("antiphon-composer").focus());
    await page.keyboard.press("j");
    await part(page, "motif-pad").waitFor();
    await page.keyboard.press("Shift+ArrowLeft");
    const wrong = part(page, "motif-pad").locator(".wrong:not(:empty)");
    await wrong.waitFor();
    assert.match(await wrong.innerText(), /could not be loaded/);
    await page.context().unroute("**/motifs.safetensors");
    await page.keyboard.press("Shift+ArrowLeft");
    await moved(page);
    await page.keyboard.press("Escape");
    assert.deepEqual(await scoreOf(page), before);
    // The browser itself reports what was not fetched.
    troubles.splice(0, troubles.length, ...troubles.filter((text) => !/ERR_FAILED/.test(text)));
  },
);

/** Selects what stands in bars of the first view by a rectangle. */
async function selectBars(page, first, last) {
  const box = await part(page, "roll").boundingBox();
  // Eight bars of the page's width, right of the keys.
  const bar = (page.viewportSize().width - 64) / 8;
  const isOpen = await part(page, "motif-pad").isVisible();
  // What is only tried out is not drawn in: there a drag selects by itself.
  if (!isOpen) await page.keyboard.down("Shift");
  await page.mouse.move(box.x + 64 + (first - 1) * bar + 3, box.y + 45);
  await page.mouse.down();
  await page.mouse.move(box.x + 64 + last * bar - 8, box.y + box.height - 12, { steps: 4 });
  await page.mouse.up();
  if (!isOpen) await page.keyboard.up("Shift");
}

/** Drags the point of the pad to a place, in shares of the square from its upper left corner. */
async function dragTo(page, x, y) {
  const box = await part(page, "motif-square").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 6 });
  await page.mouse.up();
}

/** Waits until another motif is tried out, and none is on its way. */
async function moved(page) {
  const keep = part(page, "motif-pad").locator('[data-motif="keep"]:enabled');
  await part(page, "motif-pad").locator("xpath=self::*[@aria-busy='false']").waitFor();
  await keep.waitFor();
}

/** The picture of what is tried out. */
function contour(page) {
  return part(page, "motif-pad").locator(".motif-picture .now").innerHTML();
}

/** Pitch, onset and length of what begins in the first two bars. */
function inside({ notes }) {
  return notes
    .filter(({ onset }) => onset < 2 * BAR)
    .map(({ pitch, onset, duration }) => [pitch, onset, duration]);
}

function outside({ notes }) {
  return notes.filter(({ onset }) => onset >= 2 * BAR);
}
