// Files of other programs, dropped and chosen; saved in every format, and opened again as they were.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { action, part, scoreOf } from "../stage.mjs";
import { onPage } from "../suite.mjs";
import { button, DESKTOP, FIXTURES, picture, saved } from "./hand.mjs";

const FORMATS = ["MIDI", "MusicXML", "MXL", "ABC"];

/** Real files and how many notes they have; drums cannot be written as ABC. */
const FILES = [
  { name: "good-king-wenceslas.mid", notes: 206, formats: FORMATS },
  { name: "midnight-clear.abc", notes: 240, formats: FORMATS },
  { name: "psalm-081.krn", notes: 128, formats: FORMATS },
  { name: "small-band.musicxml", notes: 17, formats: ["MIDI", "MusicXML", "MXL"] },
  { name: "trip-to-galway.mid", notes: 182, formats: FORMATS },
];

/** Onset, pitch and duration of every note, in order. */
function heard({ notes }) {
  return notes
    .map(({ onset, pitch, duration }) => [onset, pitch, duration])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
}

/** The same on paper: letters of ABC have no sign for a note that begins a four-hundredth of a beat late. */
function onPaper(score) {
  const near = (ticks) => 10 * Math.round(ticks / 10);
  return heard(score).map(([onset, pitch, duration]) => [near(onset), pitch, near(duration)]);
}

/** What is written above the notes. */
function head({ title, key, timeSignatures, pickup, tempo }) {
  return { title, key, timeSignatures, pickup, tempo: Math.round(tempo * 100) / 100 };
}

/** Waits until a file has been opened: the step back is called by its name. */
function isOpen(page, name) {
  return page.waitForFunction((name) => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    return shadowRoot.querySelector('[data-action="undo"]').title.includes(name);
  }, name);
}

async function choose(page, name, buffer) {
  const choosing = page.waitForEvent("filechooser");
  await button(page, "Open MIDI, MusicXML or ABC").click();
  await (await choosing).setFiles({ name, mimeType: "", buffer });
}

/** Drags a file from the desktop onto the paper, as the browser itself tells it. */
async function drop(page, path) {
  const box = await part(page, "roll").boundingBox();
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const browser = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver"]) {
    await browser.send("Input.dispatchDragEvent", { type, ...at, data });
  }
  await part(page, "composer").and(page.locator("[data-dropping]")).waitFor();
  await picture(page, "files-1-dragging");
  await browser.send("Input.dispatchDragEvent", { type: "drop", ...at, data });
}

/** The sheet is opened, and a format pressed in it. */
async function save(page, format) {
  await button(page, "Save and share").click();
  const file = await saved(page, () => button(page, new RegExp(`^${format}\\b`)).click());
  await button(page, "Close").click();
  await part(page, "exchange").waitFor({ state: "hidden" });
  return file;
}

for (const { name, notes, formats } of FILES) {
  onPage(
    `${name} is opened, saved as ${formats.join(", ")}, and opened again as it was`,
    "",
    async (page) => {
      await drop(page, fileURLToPath(new URL(name, FIXTURES)));
      await isOpen(page, name);
      const dropped = await scoreOf(page);
      assert.equal(dropped.notes.length, notes);
      await action(page, "undo").click();
      await choose(page, name, await readFile(new URL(name, FIXTURES)));
      await isOpen(page, name);
      const opened = await scoreOf(page);
      assert.deepEqual(opened, dropped, "dropped or chosen, it is the same");
      await picture(page, `files-2-${name}`);
      for (const format of formats) {
        const file = await save(page, format);
        await action(page, "undo").click();
        await choose(page, file.name, file.bytes);
        await isOpen(page, file.name);
        const again = await scoreOf(page);
        const told = format === "ABC" ? onPaper : heard;
        assert.deepEqual(told(again), told(opened), format);
        assert.deepEqual(head(again), head(opened), format);
      }
    },
    DESKTOP,
  );
}

onPage(
  "a hymn is saved as sound, parts of sound, a drawing and a picture",
  "",
  async (page) => {
    await choose(page, "psalm-081.krn", await readFile(new URL("psalm-081.krn", FIXTURES)));
    await isOpen(page, "psalm-081.krn");
    const wav = await save(page, "WAV");
    assert.equal(wav.bytes.subarray(8, 12).toString("latin1"), "WAVE");
    assert.ok(loudest(wav.bytes) > 1_000, "it is not silent");
    const stems = unzipSync((await save(page, "Stems")).bytes);
    const parts = Object.entries(stems);
    assert.equal(parts.length, 4);
    for (const [name, bytes] of parts) assert.ok(loudest(Buffer.from(bytes)) > 500, name);
    const svg = (await save(page, "SVG")).bytes.toString("utf8");
    const { notes } = await scoreOf(page);
    assert.ok(svg.startsWith("<svg"));
    assert.ok(svg.split('vf-notehead"').length > notes.length, "every note is drawn");
    const png = (await save(page, "PNG")).bytes;
    assert.equal(png.subarray(1, 4).toString("latin1"), "PNG");
    assert.ok(png.readUInt32BE(16) > 1_500, "fine enough to print");
  },
  DESKTOP,
);

onPage(
  "what is no music is refused in words, and the piece stays",
  "",
  async (page) => {
    const before = await scoreOf(page);
    for (const [name, text, words] of [
      ["broken.mid", "MThd, but not really", /MIDI/],
      ["letter.abc", "Dear Sir, these are words.", /no music this page can read/],
      ["page.musicxml", "<html><script>alert(1)</script></html>", /no music this page can read/],
      ["empty.mid", "", /no music|MIDI/],
    ]) {
      await choose(page, name, Buffer.from(text));
      await part(page, "message").getByText(words).waitFor();
      await picture(page, `files-3-refused-${name}`);
      assert.deepEqual(await scoreOf(page), before);
      await button(page, "Dismiss").click();
    }
  },
  DESKTOP,
);

/** The largest sample of a WAV file of 16 bits. */
function loudest(wav) {
  let most = 0;
  for (let at = 44; at + 1 < wav.length; at += 2) {
    most = Math.max(most, Math.abs(wav.readInt16LE(at)));
  }
  return most;
}
