// Somebody who uses no pointer writes a tune, has it harmonized, mends it, hears it, names it and saves it as MIDI.

import assert from "node:assert/strict";
import { BasicMIDI } from "spessasynth_core";
import { part, scoreOf } from "../stage.mjs";
import { onPage } from "../suite.mjs";
import { answered, DESKTOP, picture, plain, saved } from "./hand.mjs";

/** Pitch, first quarter, quarters. */
const TUNE = [
  [67, 0, 1],
  [69, 1, 1],
  [71, 2, 1],
  [72, 3, 1],
  [74, 4, 2],
  [71, 6, 2],
  [72, 8, 1],
  [71, 9, 1],
  [69, 10, 1],
  [66, 11, 1],
  [67, 12, 4],
];

/** What has the focus: its name, as a screen reader would say it. */
function focused(page) {
  return page.evaluate(() => {
    const { activeElement: host } = document;
    const active = host?.shadowRoot?.activeElement ?? host;
    return active?.getAttribute("aria-label") ?? active?.textContent?.trim() ?? "";
  });
}

/** Tab until something has the focus; nothing may hold the focus for itself. */
async function tabTo(page, name, key = "Tab") {
  for (let presses = 0; presses < 70; presses++) {
    if (name.test(await focused(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never comes to ${name}`);
}

async function press(page, key, times = 1) {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

/** Writes the tune from the cursor on: Enter writes and goes on, Alt + arrow makes what is written longer. */
async function write(page, cursor, notes) {
  let at = cursor;
  for (const [pitch, quarter, quarters] of notes) {
    await press(page, pitch > at.pitch ? "ArrowUp" : "ArrowDown", Math.abs(pitch - at.pitch));
    await press(page, "ArrowRight", quarter - at.quarter);
    await page.keyboard.press("Enter");
    await press(page, "Alt+ArrowRight", quarters - 1);
    at = { pitch, quarter: quarter + quarters };
  }
}

onPage(
  "a piece is composed by keyboard alone, from the page to the MIDI file",
  "",
  async (page) => {
    await page.evaluate(() => {
      window.pointers = 0;
      addEventListener("pointerdown", () => window.pointers++, { capture: true });
    });
    assert.match(await focused(page), /^Piano roll/, "the page begins where one writes");
    await page.keyboard.press(":");
    await part(page, "library").waitFor();
    await tabTo(page, /^New piece$/);
    await page.keyboard.press("Enter");
    await part(page, "library").waitFor({ state: "hidden" });
    assert.match(await focused(page), /^Piano roll/, "the focus is back on the paper");

    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    const pitch = await cursorPitch(page);
    await write(page, { pitch, quarter: 0 }, TUNE);
    await picture(page, "keyboard-1-written");
    assert.deepEqual(plain(await scoreOf(page), 0), TUNE);

    // A name for it, and back to the paper.
    await tabTo(page, /^Title$/, "Shift+Tab");
    await page.keyboard.type("Without a mouse");
    await page.keyboard.press("Enter");
    await tabTo(page, /^Piano roll/);

    await page.keyboard.press("h");
    await answered(page);
    await picture(page, "keyboard-2-harmonized");
    const harmonized = await scoreOf(page);
    for (const voice of [1, 2, 3]) assert.ok(plain(harmonized, voice).length > 4);

    // The alto's last note is an octave lower for a moment, and then it is not.
    await press(page, "Escape");
    await page.keyboard.press("2");
    await page.keyboard.press("End");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter");
    await page
      .getByText(/^1 selected$/)
      .first()
      .waitFor();
    await page.keyboard.press("Shift+ArrowDown");
    const lower = await scoreOf(page);
    const last = (score) => score.notes.filter(({ voice }) => voice === 1).at(-1);
    assert.equal(last(lower).pitch, last(harmonized).pitch - 12);
    await page.keyboard.press("Control+z");
    assert.deepEqual(await scoreOf(page), harmonized);

    await page.keyboard.press(" ");
    await page.waitForFunction(() =>
      window.heard.chunks.some(({ samples }) => samples.some((sample) => Math.abs(sample) > 0.02)),
    );
    await page.keyboard.press(" ");
    const { name, bytes } = await saved(page, () => page.keyboard.press("Control+s"));
    assert.equal(name, "Without a mouse.mid");
    const midi = BasicMIDI.fromArrayBuffer(new Uint8Array(bytes).buffer);
    assert.equal(midi.getName(), "Without a mouse");
    const struck = midi.tracks.flatMap(({ events }) =>
      events.filter(({ statusByte, data }) => (statusByte & 0xf0) === 0x90 && data[1] > 0),
    );
    assert.deepEqual(
      struck.map(({ ticks, data }) => [ticks, data[0]]).sort(byBoth),
      harmonized.notes.map(({ onset, pitch }) => [onset, pitch]).sort(byBoth),
    );
    assert.equal(await page.evaluate(() => window.pointers), 0);
  },
  DESKTOP,
);

function byBoth([tick, pitch], [otherTick, otherPitch]) {
  return tick - otherTick || pitch - otherPitch;
}

/** What the roll says of its cursor, as a pitch. */
async function cursorPitch(page) {
  const words = await page.evaluate(
    () => document.querySelector("antiphon-composer").shadowRoot.querySelector(".live").textContent,
  );
  const found = /\b([A-G])(♯|#|♭|b)?(\d)\b/.exec(words);
  assert.ok(found, `the cursor is told by “${words}”`);
  const [, letter, sign, octave] = found;
  const step = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }[letter];
  const shift = sign === undefined ? 0 : /♯|#/.test(sign) ? 1 : -1;
  return 12 * (Number(octave) + 1) + step + shift;
}
