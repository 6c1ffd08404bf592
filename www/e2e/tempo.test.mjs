// A piece whose tempo changes on the way: written at the playhead, led, pulled, heard, kept, shared.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { action, part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PAGE = "index.html";

/** The fields of the mixer that say how fast it goes. */
async function openTempo(page) {
  await part(page, "roll").focus();
  await page.keyboard.press("z");
  await part(page, "mixer").waitFor();
  return part(page, "mixer").locator('[data-field="tempo-changes"]');
}

/** Runs a command of the palette by its name. */
async function command(page, name) {
  await page.keyboard.press("Control+k");
  await part(page, "palette").waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

async function tempiOf(page) {
  const { tempo, tempoChanges } = await scoreOf(page);
  return [tempo, ...tempoChanges.map((change) => `${change.tick}:${change.tempo}`)].join(" ");
}

function undoTitle(page) {
  return action(page, "undo").getAttribute("title");
}

/** Puts the playhead at a time. */
function seek(page, seconds) {
  return page.evaluate((seconds) => {
    document.querySelector("antiphon-composer").currentTime = seconds;
  }, seconds);
}

/** Sets a line of notes that begin on beats, `length` ticks long. */
async function setLine(page, { beats, tempo, tempoChanges, length = 240 }) {
  await page.evaluate(
    ({ beats, tempo, tempoChanges, length }) => {
      const composer = document.querySelector("antiphon-composer");
      const notes = beats.map((beat, index) => ({
        id: index + 1,
        voice: 0,
        pitch: 72,
        onset: 480 * beat,
        duration: length,
        velocity: 110,
      }));
      composer.score = { ...composer.score, tempo, tempoChanges, chords: [], notes };
    },
    { beats, tempo, tempoChanges, length },
  );
}

onPage("a tempo is changed at the playhead, from the palette on", PAGE, async (page) => {
  await part(page, "roll").click({ position: { x: 300, y: 120 } });
  await page.keyboard.press("Control+z");
  // Bar 2 of 4/4 at 96.
  await seek(page, 2.5);
  await command(page, "Change tempo here");
  const field = page.locator('[data-field="tempo-here"]');
  await page.waitForFunction(() => {
    const { activeElement } = document.querySelector("antiphon-composer").shadowRoot;
    return activeElement?.getAttribute("data-field") === "tempo-here";
  });
  assert.equal(await field.inputValue(), "96", "the tempo that holds there");
  await page.keyboard.type("72");
  await page.keyboard.press("Enter");
  assert.equal(await tempiOf(page), "96 1920:72");
  assert.match(await undoTitle(page), /change tempo/i);
  // What is said a second time changes nothing, and says so.
  const line = page.locator(".tempo-changes [role=status]");
  await page.keyboard.press("Enter");
  assert.match(await line.textContent(), /holds at bar 2 beat 1 already/);
  await field.fill("500");
  await page.keyboard.press("Enter");
  assert.equal(await line.textContent(), "Tempo 500 found; 10 to 400 are allowed.");
  assert.equal(await tempiOf(page), "96 1920:72");
  await action(page, "undo").click();
  assert.equal(await tempiOf(page), "96");
});

onPage("changes are written anew, moved and removed in the list", PAGE, async (page) => {
  await setLine(page, {
    beats: [0, 4, 8, 12],
    tempo: 120,
    tempoChanges: [
      { tick: 1920, tempo: 80.5 },
      { tick: 3840, tempo: 60 },
    ],
  });
  const tempo = await openTempo(page);
  const row = (index) => tempo.locator("li").nth(index);
  assert.equal(await row(0).getAttribute("aria-label"), "bar 2 beat 1: 80.5 bpm");
  await row(0).locator('[data-field="change-tempo"]').fill("90");
  await page.keyboard.press("Enter");
  assert.equal(await tempiOf(page), "120 1920:90 3840:60");
  await row(0).locator('[data-field="change-beat"]').fill("2.5");
  await page.keyboard.press("Enter");
  assert.equal(await tempiOf(page), "120 2640:90 3840:60");
  assert.match(await undoTitle(page), /move tempo change/i);
  await row(0).locator('[data-field="change-beat"]').fill("7");
  await page.keyboard.press("Enter");
  const line = tempo.locator("[role=status]");
  assert.equal(await line.textContent(), "Beat 7 found; bar 2 has 1 to 4.");
  assert.equal(await row(0).locator('[data-field="change-beat"]').inputValue(), "2.5");
  // Moved over the other one, the row that is written goes with it, and the focus too.
  await row(0).locator('[data-field="change-bar"]').fill("4");
  await page.keyboard.press("Enter");
  assert.equal(await tempiOf(page), "120 3840:60 6480:90");
  const place = await page.evaluate(() => {
    const { activeElement } = document.querySelector("antiphon-composer").shadowRoot;
    return activeElement.closest("li").getAttribute("aria-label");
  });
  assert.equal(place, "bar 4 beat 2 and a half: 90 bpm");
  await row(0).locator('[data-field="remove-change"]').click();
  assert.equal(await tempiOf(page), "120 6480:90");
  for (let step = 0; step < 4; step++) await action(page, "undo").click();
  assert.equal(await tempiOf(page), "120 1920:80.5 3840:60");
  await tempo.locator('[data-field="remove-changes"]').click();
  assert.equal(await tempiOf(page), "120");
  assert.equal(await row(0).count(), 0);
});

onPage("the whole piece goes faster, and its rubato with it", PAGE, async (page) => {
  const tempoChanges = [
    { tick: 1920, tempo: 60 },
    { tick: 3840, tempo: 120 },
  ];
  await setLine(page, { beats: [0, 4, 8, 12], tempo: 120, tempoChanges });
  const length = () => page.evaluate(() => document.querySelector("antiphon-composer").duration);
  assert.equal(await length(), 2 + 4 + 2 + 2);
  const tempo = page.locator('[data-field="tempo"]').first();
  await tempo.fill("240");
  // What somebody is writing stays, whatever else happens meanwhile.
  await seek(page, 1);
  assert.equal(await tempo.inputValue(), "240");
  await page.keyboard.press("Enter");
  assert.equal(await tempiOf(page), "240 1920:120 3840:240");
  await tempo.fill("");
  await page.keyboard.press("Enter");
  assert.equal(await tempo.inputValue(), "240");
  assert.equal(await length(), 5);
  await seek(page, 2);
  // A second of bar 1, and half of the two of bar 2.
  assert.match(await part(page, "position").textContent(), /^2\.3/);
  assert.equal(
    await page.evaluate(() => document.querySelector("antiphon-composer").currentTime),
    2,
  );
});

onPage("a ritardando is led to the end, and one step back takes it", PAGE, async (page) => {
  await setLine(page, { beats: [0, 4, 8, 12], tempo: 100, tempoChanges: [] });
  const tempo = await openTempo(page);
  // As quick as a press can be followed: what is proposed does not come over it.
  await tempo.locator("details").evaluate(async (fold) => {
    const opened = new Promise((resolve) => fold.addEventListener("toggle", resolve));
    fold.querySelector("summary").click();
    fold.querySelector('[data-field="lead-first"]').value = "3";
    await opened;
  });
  assert.equal(await tempo.locator('[data-field="lead-first"]').inputValue(), "3");
  await tempo.locator("summary").click();
  await tempo.locator("summary").click();
  await tempo.locator('[data-field="lead-first"]').fill("3");
  assert.equal(await tempo.locator('[data-field="lead-last"]').inputValue(), "4");
  await tempo.locator('[data-field="lead-tempo"]').fill("50");
  await page.keyboard.press("Enter");
  const { tempoChanges } = await scoreOf(page);
  assert.deepEqual(
    tempoChanges.map(({ tick }) => tick),
    [3840, 4320, 4800, 5280, 5760, 6240, 6720, 7200],
  );
  assert.equal(tempoChanges.at(-1).tempo, 50);
  assert.match(await undoTitle(page), /slow down/i);
  await action(page, "undo").click();
  assert.equal(await tempiOf(page), "100");
});

onPage("a mark is pulled along the ruler", PAGE, async (page) => {
  await setLine(page, {
    beats: [0, 4, 8, 12],
    tempo: 120,
    tempoChanges: [{ tick: 1920, tempo: 60 }],
  });
  await part(page, "roll").hover({ position: { x: 300, y: 120 } });
  await page.locator('[data-action="loudness"]').waitFor();
  const box = await part(page, "roll").boundingBox();
  // Where bars 2 and 3 begin is where a click on the ruler puts the playhead.
  const found = async (ticks) => {
    for (let x = 60; x < box.width; x += 3) {
      await page.mouse.click(box.x + x, box.y + 4);
      const at = await page.evaluate(() => document.querySelector("antiphon-composer").currentTime);
      if (at >= ticks) return box.x + x;
    }
    throw new Error("no such place in the ruler");
  };
  const [second, third] = [await found(2), await found(6)];
  await page.mouse.move(second, box.y + 22);
  await page.mouse.down();
  await page.mouse.move((second + third) / 2, box.y + 22, { steps: 4 });
  await page.mouse.move(third, box.y + 22, { steps: 4 });
  assert.equal(await tempiOf(page), "120 1920:60", "nothing changes until it ends");
  await page.mouse.up();
  assert.equal(await tempiOf(page), "120 3840:60");
  assert.match(await undoTitle(page), /move tempo change/i);
});

onPage("a file of sound has every note where the tempi put it", PAGE, async (page) => {
  // At 60 each beat is a second; from the middle of a pause on half as fast, then twice.
  await setLine(page, {
    beats: [0, 1, 2, 3, 4, 5, 6],
    length: 60,
    tempo: 60,
    tempoChanges: [
      { tick: 720, tempo: 30 },
      { tick: 1440, tempo: 120 },
    ],
  });
  // The built-in instrument in a room without echo: silence between notes is silence.
  await openTempo(page);
  await page.locator('[data-field="mixer-reverb"]').fill("0");
  await page.locator('[data-field="sampled"]').uncheck();
  await part(page, "roll").focus();
  await page.keyboard.press("Control+Shift+s");
  const downloading = page.waitForEvent("download", { timeout: 90_000 });
  await action(page, "save-wav").click();
  const wav = await readFile(await (await downloading).path());
  const expected = [0, 1, 2.5, 4.5, 5, 5.5, 6];
  const found = onsetsOf(wav);
  console.log(`    onsets ${found.map((at) => at.toFixed(4)).join(" ")}`);
  assert.equal(found.length, expected.length);
  for (const [index, at] of expected.entries()) {
    // Notes begin alike, so what differs is the clock alone; the very first sound of a file comes up a little
    // slower, so the second one is what others are measured by.
    const error = index === 0 ? 0 : found[index] - found[1] - (at - 1);
    assert.ok(Math.abs(error) < 0.001, `note ${index + 1} is ${error} s off`);
  }
  assert.ok((wav.length - 44) / 4 / 44_100 > 6);
});

onPage("tempi go through an answer, a file and onto the staves", PAGE, async (page) => {
  const tempoChanges = [
    { tick: 1920, tempo: 80.5 },
    { tick: 4320, tempo: 60 },
  ];
  await setLine(page, { beats: [0, 2, 4, 6, 8, 10], length: 960, tempo: 96, tempoChanges });
  await ready(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  const { notes } = await scoreOf(page);
  assert.ok(notes.length > 12, "an answer has come");
  assert.equal(await tempiOf(page), "96 1920:80.5 4320:60");
  await part(page, "roll").focus();
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  const file = await (await downloading).path();
  await setLine(page, { beats: [0], tempo: 100, tempoChanges: [] });
  await part(page, "roll").focus();
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+o");
  const bytes = { name: "rubato.mid", mimeType: "audio/midi", buffer: await readFile(file) };
  await (await choosing).setFiles(bytes);
  await page.waitForFunction(
    (count) => document.querySelector("antiphon-composer").score.notes.length === count,
    notes.length,
  );
  assert.equal(await tempiOf(page), "96 1920:80.5 4320:60");
  await part(page, "roll").focus();
  await page.keyboard.press("/");
  const mark = (tempo) => part(page, "staves").locator("svg text", { hasText: `= ${tempo}` });
  for (const tempo of ["96", "80.5", "60"]) await mark(tempo).first().waitFor();
  // In the middle of bar 3 it stands behind the notes with which the bar begins.
  const left = async (tempo) => (await mark(tempo).first().boundingBox()).x;
  const heads = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const all = [...shadowRoot.querySelectorAll('[part="staves"] .vf-notehead')];
    return all.map((head) => head.getBoundingClientRect().x).sort((a, b) => a - b);
  });
  assert.ok((await left("80.5")) < (await left("60")));
  assert.ok(heads.filter((x) => x < 0.99 * heads.at(-1)).length > 8);
});

onPage("tempi are there after a reload, and opened elsewhere by a link", PAGE, async (page) => {
  const tempoChanges = [{ tick: 1920, tempo: 80.5 }];
  await setLine(page, { beats: [0, 4, 8], tempo: 96, tempoChanges });
  const title = part(page, "title");
  await title.fill("Rubato");
  await title.press("Enter");
  for (let attempt = 0; !(await page.evaluate(isKept)); attempt++) {
    assert.ok(attempt < 100, "nothing of it was kept");
    await page.waitForTimeout(100);
  }
  await page.reload();
  await page.waitForFunction(
    () => document.querySelector("antiphon-composer")?.score.title === "Rubato",
  );
  assert.equal(await tempiOf(page), "96 1920:80.5");
  await part(page, "roll").focus();
  await page.keyboard.press("Control+Shift+s");
  const field = page.locator('[data-field="link"]');
  while ((await field.inputValue()) === "") await page.waitForTimeout(50);
  const link = await field.inputValue();
  assert.match(link, /#piece=/);
  const other = await page.context().newPage();
  await other.goto(link);
  await other.waitForFunction(
    () => document.querySelector("antiphon-composer")?.score?.title === "Rubato",
  );
  assert.equal(await tempiOf(other), "96 1920:80.5");
});

/** In the page: whether the piece called so is what the browser keeps. */
async function isKept() {
  if ((await indexedDB.databases()).length === 0) return false;
  const pieces = await new Promise((resolve) => {
    const request = indexedDB.open("antiphon");
    request.onsuccess = () => {
      const all = request.result.transaction("pieces").objectStore("pieces").getAll();
      all.onsuccess = () => resolve(all.result);
      request.result.close();
    };
  });
  return pieces.some(({ title }) => title === "Rubato");
}

/** Where silence ends in a WAV file of 16 bits and two channels, in seconds. */
function onsetsOf(wav) {
  const rate = wav.readUInt32LE(24);
  const found = [];
  let quiet = rate;
  for (let at = 44, frame = 0; at + 3 < wav.length; at += 4, frame++) {
    const loud = Math.abs(wav.readInt16LE(at)) > 400;
    if (loud && quiet > rate / 10) found.push(frame / rate);
    quiet = loud ? 0 : quiet + 1;
  }
  return found;
}
