// The element as pages use it: a media element, a form control, an exercise, steered without an end.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, added, open, part, ready, scoreOf, serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

/** A test on a page of somebody else that has this in its body; `pages` lie beside it. */
function onBody(name, body, act, pages = {}) {
  test(name, async () => {
    const script = `<script type="module" src="${stage.server.origin}/antiphon.js"></script>`;
    const style = "<style>antiphon-composer { height: 420px }</style>";
    const page = `<!doctype html><html lang="en"><meta charset="utf-8">${script}${style}${body}`;
    const host = await serve({ pages: { ...pages, "/guest.html": page } });
    const guest = await open(stage.browser, `${host.origin}/guest.html`);
    try {
      await act(guest.page, guest);
      assert.deepEqual(guest.troubles, [], "errors in the page");
    } finally {
      await guest.close();
      host.close();
    }
  });
}

const COMPOSER = '<antiphon-composer device="cpu"></antiphon-composer>';

/** In the page: keeps the names of events in the order in which they come. */
function listen(names) {
  const composer = document.querySelector("antiphon-composer");
  window.told = [];
  for (const name of names) composer.addEventListener(name, () => window.told.push(name));
}

onBody("it plays, seeks, loops and ends as media elements do", COMPOSER, async (page) => {
  await page.evaluate(listen, ["play", "pause", "ended", "seeked", "timeupdate", "ratechange"]);
  const seen = await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    const { paused, currentTime, duration, ended, loop, volume, muted, playbackRate } = composer;
    return { paused, currentTime, duration, ended, loop, volume, muted, playbackRate };
  });
  // Four bars of 4/4 at 96 quarters a minute.
  const begin = { paused: true, currentTime: 0, duration: 10, ended: false };
  assert.deepEqual(seen, { ...begin, loop: false, volume: 0.8, muted: false, playbackRate: 1 });
  await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    composer.currentTime = 6;
    composer.playbackRate = 4;
    const ended = new Promise((resolve) => composer.addEventListener("ended", resolve));
    await composer.play();
    window.wasPaused = composer.paused;
    await ended;
  });
  const after = await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const { paused, ended, currentTime } = composer;
    return { paused, ended, currentTime, was: window.wasPaused, told: window.told };
  });
  assert.equal(after.was, false);
  assert.deepEqual([after.paused, after.ended, after.currentTime], [true, true, 0]);
  for (const name of ["play", "pause", "ended", "seeked", "timeupdate", "ratechange"]) {
    assert.ok(after.told.includes(name), `${name} among ${after.told}`);
  }
  assert.ok(after.told.indexOf("pause") < after.told.indexOf("ended"));
  await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    composer.loop = true;
    composer.currentTime = 9.9;
    await composer.play();
  });
  await page.waitForFunction(() => document.querySelector("antiphon-composer").currentTime < 9);
  const loops = await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const { paused } = composer;
    composer.pause();
    return { paused, has: composer.hasAttribute("loop") };
  });
  assert.deepEqual(loops, { paused: false, has: true }, "it has come round and goes on");
  const errors = await page.evaluate(() =>
    [
      ["volume", 2],
      ["playbackRate", 0],
      ["currentTime", "x"],
    ].map(([name, value]) => {
      try {
        document.querySelector("antiphon-composer")[name] = value;
        return "nothing";
      } catch (error) {
        return `${error.name}: ${error.message}`;
      }
    }),
  );
  assert.deepEqual(errors, [
    "RangeError: volume: 2 found; 0 to 1 are allowed",
    "RangeError: playbackRate: 0 found; 0.25 to 4 are allowed",
    "RangeError: currentTime: x found; 0 to 10 are allowed",
  ]);
});

const FORM = `<form><antiphon-composer name="tune" required></antiphon-composer>
  <button>Send</button><button type="reset">Start again</button></form>`;

onBody("it is a form control: sent, required, reset, restored", FORM, async (page) => {
  const sent = () => page.evaluate(() => new FormData(document.querySelector("form")).get("tune"));
  assert.equal(JSON.parse(await sent()).title, "Four bars in G");
  await page.evaluate(listen, ["input", "change", "invalid"]);
  // A person deletes everything.
  await part(page, "roll").click({ position: { x: 400, y: 40 } });
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  assert.deepEqual(await page.evaluate(() => [...new Set(window.told)]), ["input", "change"]);
  assert.equal(await sent(), "");
  const state = await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const isValid = document.querySelector("form").checkValidity();
    const { form, value, validity, validationMessage } = composer;
    return {
      isForm: form?.tagName,
      value,
      isValid,
      isMissing: validity.valueMissing,
      validationMessage,
    };
  });
  assert.deepEqual(state, {
    isForm: "FORM",
    value: "",
    isValid: false,
    isMissing: true,
    validationMessage: "Write at least one note.",
  });
  assert.ok(await page.evaluate(() => document.querySelector(":invalid") !== null));
  await page.getByRole("button", { name: "Start again" }).click();
  assert.equal((await scoreOf(page)).notes.length, 17);
  assert.equal(await page.evaluate(() => document.querySelector("form").checkValidity()), true);
  const disabled = await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    composer.disabled = true;
    const data = new FormData(document.querySelector("form"));
    const undo = composer.shadowRoot.querySelector('[data-action="undo"]').disabled;
    composer.disabled = false;
    return { has: data.has("tune"), undo };
  });
  assert.deepEqual(disabled, { has: false, undo: true });
  const refused = await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const before = composer.value;
    const found = ["{", '{"title":"x"}'].map((text) => {
      try {
        composer.value = text;
        return "taken";
      } catch (error) {
        return error.name;
      }
    });
    return { found, isSame: composer.value === before };
  });
  assert.deepEqual(refused, { found: ["SyntaxError", "TypeError"], isSame: true });
});

onBody(
  "steering goes on ahead of the playhead, listens, and is one undo step",
  COMPOSER,
  async (page) => {
    await ready(page);
    const before = await scoreOf(page);
    await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      composer.playbackRate = 4;
      await composer.steer({ tension: 0.1, density: 0.2 });
    });
    const length = () => page.evaluate(() => document.querySelector("antiphon-composer").duration);
    await page.waitForFunction(() => document.querySelector("antiphon-composer").duration > 20);
    await page.evaluate(() => document.querySelector("antiphon-composer").steer({ density: 1 }));
    await page.waitForFunction(() => document.querySelector("antiphon-composer").duration > 35);
    assert.equal(
      await page.evaluate(() => document.querySelector("antiphon-composer").paused),
      false,
    );
    const written = added(before, await scoreOf(page));
    const calm = written.filter(({ onset }) => onset < 9 * 1920).length;
    const full = written.filter(({ onset }) => onset >= 11 * 1920).length;
    assert.ok(calm > 0 && full > 0);
    await page.evaluate(() => document.querySelector("antiphon-composer").cancel());
    // The bars that were being written may still come; then it is quiet.
    let end = await length();
    for (let last = -1; last !== end; end = await length()) {
      last = end;
      await page.waitForTimeout(1000);
    }
    await page.waitForTimeout(1500);
    assert.equal(await length(), end, "nothing is written after cancel");
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      composer.pause();
      composer.undo();
    });
    assert.deepEqual((await scoreOf(page)).notes, before.notes, "one step back is the beginning");
    const code = await page.evaluate(() =>
      document
        .querySelector("antiphon-composer")
        .steer({ tension: 3 })
        .catch(({ code, message }) => `${code}: ${message}`),
    );
    assert.equal(code, "request-invalid: tension is 3; 0 to 1 is allowed");
  },
);

onBody(
  "presets: a player cannot be written in",
  '<antiphon-composer preset="player"></antiphon-composer>',
  async (page) => {
    await part(page, "verbs").waitFor({ state: "hidden" });
    assert.ok(await action(page, "play").isVisible());
    await part(page, "roll").click({ position: { x: 300, y: 100 } });
    assert.equal((await scoreOf(page)).notes.length, 17);
    await page.evaluate(() =>
      document.querySelector("antiphon-composer").removeAttribute("preset"),
    );
    await part(page, "verbs").waitFor({ state: "visible" });
  },
);

onBody(
  "presets: an exercise keeps its melody, and is harmonized",
  '<antiphon-composer preset="exercise" device="cpu"></antiphon-composer>',
  async (page) => {
    await part(page, "verb-seed").waitFor({ state: "hidden" });
    const before = await scoreOf(page);
    await part(page, "roll").click({ position: { x: 400, y: 40 } });
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    const kept = (await scoreOf(page)).notes.filter(({ id }) =>
      before.notes.some((note) => note.id === id),
    );
    assert.deepEqual(kept, before.notes, "the melody cannot be deleted");
    await ready(page);
    await action(page, "harmonize").click();
    await page.waitForFunction(
      () => document.querySelector("antiphon-composer").score.notes.length > 30,
    );
    const notes = (await scoreOf(page)).notes;
    for (const note of before.notes)
      assert.deepEqual(
        notes.find(({ id }) => id === note.id),
        note,
      );
  },
);

onBody(
  "a configuration is taken in as a whole or not at all",
  `<antiphon-composer config='{"style":"hymn","key":"D major","bars":2,"volume":0.4}'></antiphon-composer>`,
  async (page) => {
    await page.waitForFunction(() => document.querySelector("antiphon-composer").volume === 0.4);
    const shown = await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      return ["composer-style", "key-signature", "bars"].map((name) => composer.getAttribute(name));
    });
    assert.deepEqual(shown, ["hymn", "D major", "2"]);
    const refused = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const wrong = [
        { volume: 0.1, bras: 4 },
        { volume: 0.1, takes: 9 },
        { controls: { loud: 2 } },
      ];
      const found = [];
      for (const one of wrong) {
        found.push(await composer.configure(one).catch(({ message }) => message));
      }
      return { found, volume: composer.volume };
    });
    assert.equal(refused.volume, 0.4);
    assert.match(refused.found[0], /“bras” found; allowed are device, model, style/);
    assert.match(refused.found[1], /takes is “9”; allowed is a whole number from 1 to 6/);
    assert.match(refused.found[2], /controls.loud is 2; allowed is 0 to 4 for density/);
  },
);

onBody(
  "it lives in another shadow root, is attached twice and moved while it plays",
  '<div id="a"></div><div id="b"></div>',
  async (page) => {
    const state = await page.evaluate(async () => {
      const composer = document.createElement("antiphon-composer");
      composer.style.height = "300px";
      const root = document.querySelector("#a").attachShadow({ mode: "open" });
      root.append(composer);
      await composer.play();
      const isPlaying = !composer.paused;
      document.querySelector("#b").append(composer);
      document.querySelector("#b").append(composer);
      const afterMove = composer.paused;
      await composer.play();
      composer.remove();
      const afterRemoval = composer.paused;
      root.append(composer);
      const notes = composer.score.notes.length;
      return { isPlaying, afterMove, afterRemoval, notes };
    });
    assert.deepEqual(state, { isPlaying: true, afterMove: true, afterRemoval: true, notes: 17 });
  },
);

onBody(
  "it answers in an iframe",
  `<iframe title="guest" width="800" height="500"></iframe>`,
  async (page) => {
    const inner = `<script type="module" src="${stage.server.origin}/antiphon.js"></script>
      <antiphon-composer device="cpu" style="height: 400px"></antiphon-composer>`;
    await page.evaluate((inner) => {
      document.querySelector("iframe").srcdoc = inner;
    }, inner);
    const composer = page.frameLocator("iframe").locator("antiphon-composer");
    await composer.locator('[data-action="continue"]').filter({ visible: true }).first().click();
    const frame = page.frames().find((one) => one.parentFrame() !== null);
    await frame.waitForFunction(
      () => document.querySelector("antiphon-composer").score.notes.length > 17,
    );
  },
);

const TUNE = `<?xml version="1.0" encoding="UTF-8"?>
<score-partwise version="4.0"><work><work-title>Three steps</work-title></work>
<part-list><score-part id="P1"><part-name>Voice</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>1</divisions><key><fifths>2</fifths></key>
<time><beats>3</beats><beat-type>4</beat-type></time><clef><sign>G</sign><line>2</line></clef></attributes>
${["D", "E", "G"]
  .map((step) => `<note><pitch><step>${step}</step><octave>4</octave></pitch>`)
  .map((note) => `${note}<duration>1</duration><voice>1</voice><type>quarter</type></note>`)
  .join("")}</measure></part></score-partwise>`;

onBody(
  "src shows MusicXML and ABC as well as MIDI, and says what it cannot read",
  '<antiphon-composer src="steps.musicxml"></antiphon-composer>',
  async (page) => {
    const pitches = async () => (await scoreOf(page)).notes.map(({ pitch }) => pitch);
    await page.waitForFunction(
      () => document.querySelector("antiphon-composer").score.title === "Three steps",
    );
    assert.deepEqual(await pitches(), [62, 64, 67]);
    const score = await scoreOf(page);
    assert.deepEqual([score.key, score.timeSignatures[0].beats], ["D major", 3]);
    const loaded = await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      const load = new Promise((resolve) => composer.addEventListener("load", resolve));
      composer.src = "round.abc";
      return load.then(() => composer.score.title);
    });
    assert.equal(loaded, "A round");
    assert.deepEqual(await pitches(), [60, 62, 64, 60]);
    await page.evaluate(() => {
      document.querySelector("antiphon-composer").src = "letter.abc";
    });
    await part(page, "message").filter({ hasText: "no music this page can read" }).waitFor();
    assert.deepEqual(await pitches(), [60, 62, 64, 60], "what lay there is kept");
  },
  {
    "/steps.musicxml": TUNE,
    "/round.abc": "X:1\nT:A round\nM:4/4\nL:1/4\nK:C\nCDEC|\n",
    "/letter.abc": "Dear Sir, these are words.",
  },
);
