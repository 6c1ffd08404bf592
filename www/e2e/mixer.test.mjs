// The mixer as somebody uses it: who plays, how loud, how fast; recorded instruments; a soundfont of one's own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { BasicSoundBank } from "spessasynth_core";
import { action, loudness, part, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

/** The mixer of a page, open. */
async function opened(page) {
  await action(page, "mixer").click();
  const mixer = part(page, "mixer");
  await mixer.waitFor();
  return mixer;
}

function field(mixer, voice, name) {
  return mixer.locator(`[role="listitem"][data-voice="${voice}"] [data-field="${name}"]`);
}

/** Plays three beats and says how loud the last two were at their loudest; in the first, what was before dies away. */
async function loudest(page) {
  await page.evaluate(() => document.querySelector("antiphon-composer").play());
  await beatsPass(page, 1);
  await page.evaluate(() => {
    window.heard.chunks.length = 0;
  });
  await beatsPass(page, 2);
  await page.evaluate(() => document.querySelector("antiphon-composer").pause());
  return Math.max(0, ...(await loudness(page)).filter(Number.isFinite));
}

/** Waits until the playhead is so many beats of 4/4 further. */
async function beatsPass(page, beats) {
  const place = await part(page, "position").locator(".place").textContent();
  await page.waitForFunction(
    ([place, beats]) => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      const now = shadowRoot.querySelector('[part="position"] .place').textContent;
      const count = (place) => 4 * Number(place.split(".")[0]) + Number(place.split(".")[1]);
      return count(now) >= count(place) + beats;
    },
    [place, beats],
  );
}

onPage("a voice is muted, and alone again", "index.html", async (page) => {
  const mixer = await opened(page);
  const open = await loudest(page);
  await field(mixer, 0, "mute").click();
  const muted = await loudest(page);
  await field(mixer, 0, "mute").click();
  await field(mixer, 1, "solo").click();
  const others = await loudest(page);
  console.log(
    `    open ${open.toFixed(4)}, muted ${muted.toFixed(4)}, others ${others.toFixed(4)}`,
  );
  assert.ok(open > 0.01);
  assert.ok(muted < open / 20 && others < open / 20);
  assert.equal(await field(mixer, 1, "solo").getAttribute("aria-pressed"), "true");
});

onPage("files sound as the mixer has it", "index.html", async (page) => {
  const mixer = await opened(page);
  await field(mixer, 0, "mute").click();
  const saved = async (id) => {
    await page.keyboard.press("Control+Shift+s");
    const downloading = page.waitForEvent("download", { timeout: 60_000 });
    await action(page, id).click();
    const file = await downloading;
    await page.keyboard.press("Escape");
    return readFile(await file.path());
  };
  const loudestOf = (wav) => {
    let most = 0;
    for (let at = 44; at + 1 < wav.length; at += 2) {
      most = Math.max(most, Math.abs(wav.readInt16LE(at)));
    }
    return most;
  };
  assert.equal(loudestOf(await saved("save-wav")), 0, "the only voice is muted");
  await field(mixer, 0, "mute").click();
  assert.ok(loudestOf(await saved("save-wav")) > 1_000);
  const stems = unzipSync(await saved("save-stems"));
  assert.deepEqual(Object.keys(stems), ["01 soprano.wav"]);
  assert.ok(loudestOf(Buffer.from(stems["01 soprano.wav"])) > 1_000);
});

onPage("an instrument is chosen, as one undo step", "index.html", async (page) => {
  const mixer = await opened(page);
  // The opening tune names no instrument and sounds as a piano; a voice without notes would be the style's.
  assert.equal(await field(mixer, 0, "instrument").inputValue(), "0");
  assert.equal(await field(mixer, 1, "instrument").inputValue(), "52");
  await field(mixer, 0, "instrument").selectOption({ label: "Violin" });
  const { parts } = await scoreOf(page);
  assert.equal(parts.find(({ voices }) => voices.includes(0)).program, 40);
  assert.match(await action(page, "undo").getAttribute("title"), /change instrument/i);
  await action(page, "undo").click();
  assert.deepEqual((await scoreOf(page)).parts, []);
  assert.equal(await field(mixer, 0, "instrument").inputValue(), "0");
});

onPage("what sounds is recorded, and only that is fetched", "index.html", async (page, opened) => {
  await page.evaluate(() => document.querySelector("antiphon-composer").play());
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("/piano.ogg")),
  );
  const fetched = opened.requests.filter((url) => url.includes(".ogg"));
  assert.deepEqual(
    fetched.map((url) => new URL(url).pathname),
    ["/instruments/piano.ogg"],
  );
  await page.waitForFunction(async () => {
    const cache = await caches.open("antiphon-instruments");
    return (await cache.keys()).length === 1;
  });
});

onPage(
  "the tempo follows a slider while it is dragged, and is one step",
  "index.html",
  async (page) => {
    const mixer = await opened(page);
    const slider = mixer.locator('[data-field="tempo-slider"]');
    await page.evaluate(() => document.querySelector("antiphon-composer").play());
    await slider.evaluate((input) => {
      for (const tempo of [110, 130, 150]) {
        input.value = String(tempo);
        input.dispatchEvent(new Event("input"));
      }
    });
    assert.equal((await scoreOf(page)).tempo, 96, "a drag changes nothing until it ends");
    assert.match(await mixer.locator(".tempo-fields output").textContent(), /150/);
    await slider.evaluate((input) => input.dispatchEvent(new Event("change")));
    assert.equal((await scoreOf(page)).tempo, 150);
    await action(page, "undo").click();
    assert.equal((await scoreOf(page)).tempo, 96);
  },
);

onPage("a tempo is tapped", "index.html", async (page) => {
  const mixer = await opened(page);
  const tap = mixer.locator('[data-field="tap"]');
  const taps = await tap.evaluate(async (button) => {
    const taps = [];
    for (let i = 0; i < 5; i++) {
      const event = new PointerEvent("pointerdown", { bubbles: true });
      button.dispatchEvent(event);
      taps.push(event.timeStamp);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    return taps;
  });
  await page.waitForFunction(() => document.querySelector("antiphon-composer").score.tempo !== 96);
  const { tempo } = await scoreOf(page);
  // A busy machine taps late: what it has tapped counts.
  const gaps = taps.slice(1).map((at, index) => at - taps[index]);
  const [, low, high] = gaps.toSorted((a, b) => a - b);
  const tapped = 120_000 / (low + high);
  assert.ok(Math.abs(tempo - tapped) < 12, `${tempo} bpm, tapped ${tapped.toFixed(1)}`);
});

onPage("a bar is counted before playing begins", "index.html", async (page) => {
  const mixer = await opened(page);
  await mixer.locator('[data-field="count-in"]').check();
  const started = Date.now();
  await page.evaluate(() => document.querySelector("antiphon-composer").play());
  await page.waitForFunction(() =>
    window.heard.chunks.some(({ samples }) => samples.some((sample) => Math.abs(sample) > 0.003)),
  );
  const place = part(page, "position").locator(".place");
  assert.equal(await place.textContent(), "1.1", "a click is heard before the playhead moves");
  await beatsPass(page, 1);
  // Four beats that are counted and one of the piece, at 96.
  const seconds = (Date.now() - started) / 1000;
  assert.ok(seconds > 3, `after ${seconds} s`);
});

onPage(
  "a soundfont of one's own plays, and a broken one is refused",
  "index.html",
  async (page) => {
    const mixer = await opened(page);
    const choose = async (name, buffer) => {
      const chooser = page.waitForEvent("filechooser");
      await mixer.locator('[data-field="soundfont"]').click();
      await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer });
    };
    await choose("broken.sf2", Buffer.from("RIFF".padEnd(4000, "x")));
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      return shadowRoot.querySelector('[part="message"]').textContent.includes("broken.sf2");
    });
    assert.match(await part(page, "message").textContent(), /SF2, SF3 or DLS/);
    await choose("good.sf2", Buffer.from(await BasicSoundBank.getSampleSoundBankFile()));
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      return shadowRoot.querySelector(".soundfont .line").textContent === "good.sf2";
    });
    const level = await loudest(page);
    console.log(`    own soundfont: ${level.toFixed(4)}`);
    assert.ok(level > 0.005);
  },
);
