// Rules for answers, locks in part, and takes that come from takes, in a real browser.

import assert from "node:assert/strict";
import { action, openRules, panelBuilt, part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors";
const D_DORIAN = new Set([2, 4, 5, 7, 9, 11, 0]);

onPage("a law holds in every note, and survives a reload", PATH, async (page) => {
  await ready(page);
  const rules = await openRules(page);
  await rules.locator('[data-rule="scale"] [data-step="law"]').click();
  await rules.getByLabel("Tonic of the scale").selectOption("D");
  await rules.getByLabel("Kind of scale").selectOption("dorian");
  await rules.locator('[data-rule="largestLeap"] [data-step="off"]').focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await rules.getByLabel("Largest leap", { exact: true }).last().selectOption("7");
  assert.match(await rules.locator("summary .asked").first().innerText(), /scale \(law\)/);
  await page.evaluate(() => document.querySelector("antiphon-composer").seed());
  const { notes } = await scoreOf(page);
  assert.ok(notes.length > 20, `${notes.length} notes`);
  const foreign = notes.filter(({ pitch }) => !D_DORIAN.has(pitch % 12));
  assert.deepEqual(foreign, []);
  await page.reload();
  await page.waitForFunction(() => customElements.get("antiphon-composer") !== undefined);
  await panelBuilt(page);
  assert.match(await part(page, "rules").locator("summary .asked").textContent(), /scale \(law\)/);
});

onPage(
  "rules that contradict each other are named in words, and nothing is lost",
  PATH,
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    const rules = await openRules(page);
    await rules.locator('[data-rule="ranges"] [data-step="law"]').click();
    await rules.getByLabel("Soprano, lowest note").fill("C5");
    await rules.getByLabel("Soprano, highest note").fill("E5");
    await rules.locator('[data-rule="end"] [data-step="law"]').click();
    await rules.getByLabel("Soprano, last note").fill("G4");
    await rules.getByLabel("Soprano, last note").blur();
    await page.evaluate(() => document.querySelector("antiphon-composer").seed());
    const message = await part(page, "message").innerText();
    assert.match(message, /cannot be kept/);
    assert.match(message, /voice 1/);
    assert.deepEqual((await scoreOf(page)).notes, before.notes);
    await rules.getByRole("button", { name: "All off" }).click();
    await page.evaluate(() => document.querySelector("antiphon-composer").seed());
    assert.notDeepEqual((await scoreOf(page)).notes, before.notes);
  },
);

onPage("a chord that nobody knows is said before anything is asked", PATH, async (page) => {
  await ready(page);
  const rules = await openRules(page);
  await rules.locator('[data-rule="chords"] [data-step="law"]').click();
  const lane = rules.locator('[data-value="chords"]');
  await lane.fill("G | H7");
  await lane.blur();
  assert.match(await rules.locator('[data-rule="chords"] .wrong').innerText(), /“H7” is no chord/);
  await action(page, "continue").click();
  assert.match(await part(page, "message").innerText(), /“H7”/);
  await lane.fill("G | D7");
  await lane.blur();
  await page.evaluate(() => document.querySelector("antiphon-composer").continue());
  assert.ok((await scoreOf(page)).notes.length > 15);
});

onPage("lengths, notes a bar, numerals and cadences are laws as well", PATH, async (page) => {
  await ready(page);
  const rules = await openRules(page);
  const step = (kind, name) => rules.locator(`[data-rule="${kind}"] [data-step="${name}"]`).click();
  const set = async (name, text) => {
    await rules.locator(`[data-value="${name}"]`).fill(text);
    await rules.locator(`[data-value="${name}"]`).blur();
  };
  const seeded = async () => {
    await page.evaluate(() => document.querySelector("antiphon-composer").seed());
    assert.equal(await part(page, "message").getAttribute("data-kind"), "");
    return (await scoreOf(page)).notes;
  };
  await step("longestNote", "law");
  await rules.locator('[data-value="longestNote"]').selectOption("480");
  assert.ok((await seeded()).every(({ duration }) => duration <= 480));
  await step("longestNote", "off");
  await step("density", "law");
  await set("fewest", "3");
  await set("most", "5");
  const bars = new Map();
  for (const { voice, onset } of await seeded()) {
    const place = `${voice} in bar ${Math.floor(onset / 1920)}`;
    bars.set(place, (bars.get(place) ?? 0) + 1);
  }
  for (const [place, count] of bars) assert.ok(count >= 3 && count <= 5, `${count} in ${place}`);
  await step("density", "off");
  await step("chords", "law");
  await set("chords", "I | V7 | I | V7 I");
  await step("cadences", "law");
  await set("cadences", "2 half, 4");
  assert.ok((await seeded()).length > 20);
});

onPage("notes are locked as a whole, or their rhythm, or their pitch", PATH, async (page) => {
  await ready(page);
  await page.keyboard.press("Control+a");
  const pressed = async () =>
    Promise.all(
      ["lock", "lock-rhythm", "lock-pitch"].map((id) =>
        action(page, id).getAttribute("aria-pressed"),
      ),
    );
  await page.keyboard.press("y");
  assert.deepEqual(await pressed(), ["false", "true", "false"]);
  await page.keyboard.press("i");
  assert.deepEqual(await pressed(), ["false", "false", "true"]);
  await action(page, "lock").click();
  assert.deepEqual(await pressed(), ["true", "false", "false"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+a");
  assert.deepEqual(await pressed(), ["false", "false", "true"]);
});

onPage(
  "takes come from takes, one goes back to any, and all are one undo step",
  PATH,
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize({ takes: 2 }));
    await page.keyboard.press(".");
    const second = await scoreOf(page);
    const groups = part(page, "takes").locator('[data-field="take-group"]');
    await action(page, "take-more").click();
    await groups.waitFor();
    assert.deepEqual(await groups.locator("option").allInnerTexts(), [
      "first takes",
      "· more like 2",
    ]);
    // Most of the notes are still there.
    const ids = new Set(second.notes.map(({ id }) => id));
    const kept = (await scoreOf(page)).notes.filter(({ id }) => ids.has(id));
    assert.ok(
      kept.length >= before.notes.length + 0.5 * (second.notes.length - before.notes.length),
    );
    await groups.selectOption("0");
    assert.deepEqual((await scoreOf(page)).notes, second.notes);
    await action(page, "take-less").click();
    await page.waitForFunction(
      () =>
        document
          .querySelector("antiphon-composer")
          .shadowRoot.querySelectorAll('[data-field="take-group"] option').length === 3,
    );
    await action(page, "take-cancel").click();
    assert.deepEqual((await scoreOf(page)).notes, before.notes);
  },
);

onPage("a locked rhythm stays where its pitches are written afresh", PATH, async (page) => {
  await ready(page);
  const before = await scoreOf(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("y");
  await page.evaluate(() => document.querySelector("antiphon-composer").infill());
  const after = await scoreOf(page);
  const rhythm = ({ notes }) => notes.map(({ onset, duration }) => `${onset}:${duration}`);
  assert.deepEqual(rhythm(after), rhythm(before));
  const pitches = ({ notes }) => notes.map(({ pitch }) => pitch);
  assert.notDeepEqual(pitches(after), pitches(before));
});

onPage("a note that the composer wrote says why it is what it is", PATH, async (page) => {
  await ready(page);
  // Who wants to see how likely notes are has new ones explained.
  await page.keyboard.press("e");
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  await page.keyboard.press("Escape");
  for (const key of ["2", "Home", "PageDown", "Enter"]) await page.keyboard.press(key);
  const card = part(page, "note-card");
  await card.getByText("% likely").waitFor();
  assert.match(await card.innerText(), /Alto/);
  await page.keyboard.press("Escape");
  await card.getByText("Full notes were certain").waitFor();
  await page.keyboard.press("e");
  assert.equal(await card.isVisible(), false);
});
