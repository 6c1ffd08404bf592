// A piece on staves and on the clipboard, as a person uses them; links and files have stories of their own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors";
const CHORALE = new URL("../src/element/exchange/link/chorale.json", import.meta.url);

/** Sixteen bars in four voices, as the network has written them. */
async function chorale(title = "Chorale") {
  const rows = JSON.parse(await readFile(CHORALE, "utf8"));
  const notes = rows.map(([voice, pitch, onset, duration], index) => {
    return { id: index + 1, voice, pitch, onset, duration, velocity: 80 };
  });
  const parts = ["Soprano", "Alto", "Tenor", "Bass"].map((name, voice) => {
    return { name, program: 52, isPercussion: false, voices: [voice] };
  });
  const timeSignatures = [{ tick: 0, beats: 4, beatUnit: 4 }];
  const header = {
    title,
    key: null,
    timeSignatures,
    pickup: 0,
    tempo: 88,
    phraseEnds: [],
    chords: [],
  };
  return { ...header, parts, notes };
}

function show(page, score) {
  return page.evaluate((score) => {
    document.querySelector("antiphon-composer").score = score;
  }, score);
}

/** Resolves with the middles of note heads, once there are some that stay where they are. */
async function heads(page) {
  const found = await page.waitForFunction(
    () => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      const drawn = [...shadowRoot.querySelectorAll(".staff-system .vf-notehead")];
      const middles = drawn.map((head) => {
        const { x, y, width, height } = head.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
      const before = window.middles;
      window.middles = JSON.stringify(middles);
      return middles.length > 20 && window.middles === before ? middles : null;
    },
    null,
    { timeout: 60_000, polling: 500 },
  );
  return found.jsonValue();
}

function count(page) {
  return part(page, "selection-count").textContent();
}

function notesCome(page, least) {
  return page.waitForFunction(
    (least) => document.querySelector("antiphon-composer").score.notes.length >= least,
    least,
    { timeout: 60_000 },
  );
}

onPage(
  "a note chosen on the staves is chosen in the roll, and arrows go on from it",
  PATH,
  async (page) => {
    await show(page, await chorale());
    await page.keyboard.press("/");
    const [first] = await heads(page);
    await page.mouse.click(first.x, first.y);
    assert.equal(await count(page), "1 selected");
    const marked = () => part(page, "staves").locator(".staff-wash[data-selected]").count();
    assert.ok((await marked()) >= 1);
    await page.keyboard.press("ArrowRight");
    assert.equal(await count(page), "1 selected");
    await page.keyboard.press("Delete");
    assert.equal((await scoreOf(page)).notes.length, 317);
    // What is chosen elsewhere is marked here.
    await page.keyboard.press("Control+a");
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      return shadowRoot.querySelectorAll(".staff-wash[data-selected]").length > 40;
    });
  },
);

onPage("on the staves one sees what was given and what was composed", PATH, async (page) => {
  await ready(page);
  const given = (await scoreOf(page)).notes.length;
  await page.keyboard.press("/");
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    return shadowRoot.querySelectorAll(".staff-system .vf-notehead").length > 10;
  });
  await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
  const seen = await page.waitForFunction(() => {
    const { shadowRoot, score } = document.querySelector("antiphon-composer");
    const heads = [...shadowRoot.querySelectorAll(".staff-system .vf-notehead")];
    const isAll = heads.length >= score.notes.length;
    return isAll && heads.every(({ dataset }) => dataset.origin !== undefined)
      ? heads.map(({ dataset: { origin, voice, selected } }) => ({ origin, voice, selected }))
      : null;
  });
  const heads = await seen.jsonValue();
  const melody = heads.filter(({ voice }) => voice === "0");
  assert.equal(melody.length, given);
  for (const { origin, selected } of melody) {
    assert.equal(origin, "given");
    assert.equal(selected, undefined, "only the answer is chosen");
  }
  for (const { origin } of heads.filter(({ voice }) => voice !== "0")) {
    assert.equal(origin, "generated");
  }
});

onPage(
  "a tune pasted as text stands at the playhead, and undo takes it out",
  PATH,
  async (page) => {
    await ready(page);
    const before = (await scoreOf(page)).notes.length;
    await page.evaluate(() => {
      const abc = "X:1\nT:<img src=x onerror=alert(1)>\nM:4/4\nL:1/4\nK:G\nGABc|d2B2|]\n";
      const data = new DataTransfer();
      data.setData("text/plain", abc);
      const roll = document.querySelector("antiphon-composer").shadowRoot.querySelector(".roll");
      const init = { clipboardData: data, bubbles: true, composed: true, cancelable: true };
      roll.dispatchEvent(new ClipboardEvent("paste", init));
    });
    await notesCome(page, before + 6);
    assert.equal(await count(page), "6 selected");
    await page.keyboard.press("Control+z");
    assert.equal((await scoreOf(page)).notes.length, before);
  },
);
