// Keys as somebody plays them: typed, touched and from a device; recorded, step by step, and as a duet.

import assert from "node:assert/strict";
import { action, added, part, ready, scoreOf } from "./stage.mjs";
import { onPage } from "./suite.mjs";

/** A keyboard and an instrument at the end of cables that only a test can pull. */
function plugIn() {
  window.sent = [];
  const input = Object.assign(new EventTarget(), {
    id: "keys-1",
    name: "Test keys",
    state: "connected",
    open: async () => {},
  });
  const output = {
    id: "box-1",
    name: "Test box",
    state: "connected",
    send: (bytes, at) => window.sent.push({ bytes: [...bytes], at }),
  };
  const access = Object.assign(new EventTarget(), {
    inputs: new Map([[input.id, input]]),
    outputs: new Map([[output.id, output]]),
  });
  window.playMidi = (...bytes) => {
    const event = new Event("midimessage");
    event.data = new Uint8Array(bytes);
    input.dispatchEvent(event);
  };
  window.unplug = () => {
    access.inputs.delete(input.id);
    access.dispatchEvent(new Event("statechange"));
  };
  window.asked = 0;
  navigator.requestMIDIAccess = async () => {
    window.asked += 1;
    return access;
  };
}

async function opened(page) {
  await action(page, "keys").click();
  const keys = part(page, "keys");
  await keys.waitFor();
  return keys;
}

onPage(
  "letters play, and are commands again when the keys are closed",
  "index.html",
  async (page) => {
    await opened(page);
    await page.keyboard.down("d");
    const lit = part(page, "keys").locator("[data-lit]");
    assert.equal(await lit.getAttribute("data-pitch"), "64");
    await page.waitForFunction(() =>
      window.heard.chunks.some(({ samples }) => samples.some((sample) => Math.abs(sample) > 0.02)),
    );
    await page.keyboard.up("d");
    assert.equal(await lit.count(), 0);
    await page.keyboard.press("x");
    await page.keyboard.down("a");
    assert.equal(await lit.getAttribute("data-pitch"), "72");
    await page.keyboard.up("a");
    assert.equal((await scoreOf(page)).notes.length, 17, "playing writes nothing");
    await part(page, "keys").locator('[aria-label="Close the keys"]').click();
    await page.keyboard.press("p");
    await part(page, "panel").waitFor();
  },
);

onPage(
  "a key right behind the button that closes them opens the keys again",
  "index.html",
  async (page) => {
    await opened(page);
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      shadowRoot.querySelector('[aria-label="Close the keys"]').click();
      const roll = shadowRoot.querySelector('[part~="roll"]');
      roll.focus();
      roll.dispatchEvent(
        new KeyboardEvent("keydown", { key: "a", code: "KeyA", bubbles: true, composed: true }),
      );
    });
    await page.waitForTimeout(300);
    assert.equal(await part(page, "keys").isVisible(), true);
  },
);

onPage("what is played after the count is written in time", "index.html", async (page) => {
  const keys = await opened(page);
  const before = await scoreOf(page);
  await keys.locator('[data-mode="record"]').click();
  // The bar that is counted, and then two notes: on the first beat and on the third.
  const tick = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      return shadowRoot.querySelector('[part="position"] .place').textContent;
    });
  await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const piano = shadowRoot.querySelector(".piano");
    const press = (code, type) =>
      piano.dispatchEvent(
        new KeyboardEvent(type, { code, key: code.at(-1), bubbles: true, composed: true }),
      );
    const place = () => shadowRoot.querySelector('[part="position"] .place').textContent;
    const until = async (wanted) => {
      while (place() !== wanted) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    await until("1.2");
    press("KeyF", "keydown");
    await until("1.3");
    press("KeyF", "keyup");
    await until("1.4");
    press("KeyH", "keydown");
    await until("2.1");
    press("KeyH", "keyup");
  });
  assert.notEqual(await tick(), "1.1");
  await keys.locator('[data-mode="record"]').click();
  const notes = added(before, await scoreOf(page));
  const told = notes.map(({ pitch, onset, duration }) => [pitch, onset, duration]);
  assert.deepEqual(told, [
    [65, 480, 480],
    [69, 1440, 480],
  ]);
  assert.match(await action(page, "undo").getAttribute("title"), /record notes/i);
  await action(page, "undo").click();
  assert.deepEqual((await scoreOf(page)).notes, before.notes, "one step back is all of it");
});

onPage("keys write step by step, chords too", "index.html", async (page) => {
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    composer.score = { ...composer.score, notes: [] };
  });
  const keys = await opened(page);
  await keys.locator('[data-mode="step"]').click();
  await page.keyboard.press("a");
  await page.keyboard.down("d");
  await page.keyboard.down("g");
  await page.keyboard.up("d");
  await page.keyboard.up("g");
  await keys.locator('[data-field="rest"]').click();
  await page.keyboard.press("k");
  const { notes } = await scoreOf(page);
  assert.deepEqual(
    notes.map(({ pitch, onset }) => [pitch, onset]),
    [
      [60, 0],
      [67, 480],
      [64, 480],
      [72, 1440],
    ],
  );
});

onPage(
  "a finger slides over the keys of a phone",
  "index.html",
  async (page) => {
    await action(page, "panel").click();
    await part(page, "panel").locator('[data-action="keys"]').click();
    await page.keyboard.press("Escape");
    const keys = part(page, "keys");
    await keys.waitFor();
    const box = await keys.locator('[data-pitch="60"]').boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44, `${box.width} by ${box.height}`);
    const heard = await keys.locator(".piano").evaluate(async (piano) => {
      const all = [];
      const place = (pitch) => {
        const { x, width, bottom } = piano
          .querySelector(`[data-pitch="${pitch}"]`)
          .getBoundingClientRect();
        return { clientX: x + width / 2, clientY: bottom - 8 };
      };
      const send = (type, pitch) => {
        const target = piano.querySelector(`[data-pitch="${pitch}"]`);
        // A made-up pointer cannot be captured.
        piano.setPointerCapture = () => {};
        target.dispatchEvent(
          new PointerEvent(type, { ...place(pitch), pointerId: 7, bubbles: true, composed: true }),
        );
        all.push([...piano.querySelectorAll("[data-lit]")].map((key) => key.dataset.pitch).join());
      };
      send("pointerdown", 60);
      send("pointermove", 62);
      send("pointermove", 64);
      send("pointerup", 64);
      return all;
    });
    assert.deepEqual(heard, ["60", "62", "64", ""]);
    // A phone that is turned has more keys, and those that were there stay under their fingers.
    const middle = await keys.locator('[data-pitch="60"]').elementHandle();
    await page.setViewportSize({ width: 844, height: 390 });
    await keys.locator('[data-pitch="84"]').waitFor();
    assert.ok(await middle.evaluate((key) => key.isConnected), "the same key");
  },
  { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
);

onPage("a device plays and is played, and may be pulled out", "index.html", async (page) => {
  await page.evaluate(plugIn);
  const keys = await opened(page);
  assert.equal(await page.evaluate(() => window.asked), 0, "nobody is asked unbidden");
  await keys.locator('[data-field="midi"]').click();
  const input = keys.locator('[data-field="midi-input"]');
  await input.waitFor();
  assert.deepEqual(await input.locator("option").allTextContents(), [
    "All devices",
    "Test keys",
    "None",
  ]);
  await page.evaluate(() => window.playMidi(0x90, 65, 100));
  assert.equal(await keys.locator("[data-lit]").getAttribute("data-pitch"), "65");
  await page.evaluate(() => window.playMidi(0x80, 65, 0));
  assert.equal(await keys.locator("[data-lit]").count(), 0);
  await keys.locator('[data-field="midi-output"]').selectOption({ label: "Test box" });
  const sent = async (kind) => {
    const all = await page.evaluate(() => window.sent);
    return all.filter(({ bytes: [status] }) => (status & 0xf0) === kind);
  };
  await page.evaluate(() => document.querySelector("antiphon-composer").play());
  await page.waitForFunction(
    () => window.sent.filter(({ bytes: [status] }) => (status & 0xf0) === 0x90).length >= 2,
  );
  await page.evaluate(() => document.querySelector("antiphon-composer").pause());
  // No note hangs.
  await page.waitForFunction(() => {
    const count = (kind) =>
      window.sent.filter(({ bytes: [status] }) => (status & 0xf0) === kind).length;
    return count(0x90) === count(0x80);
  });
  const ons = await sent(0x90);
  assert.deepEqual(
    ons.slice(0, 2).map(({ bytes }) => bytes[1]),
    [67, 71],
  );
  const gap = ons[1].at - ons[0].at;
  assert.ok(Math.abs(gap - 625) < 2, `a quarter at 96 lasts 625 ms, told ${gap.toFixed(2)}`);
  await page.evaluate(() => window.unplug());
  assert.deepEqual(await input.locator("option").allTextContents(), ["All devices", "None"]);
});

onPage("a phrase is answered in time after a bar of silence", "index.html", async (page) => {
  await ready(page);
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    composer.score = { ...composer.score, tempo: 80, notes: [] };
  });
  const keys = await opened(page);
  await keys.locator('[data-mode="duet"]').click();
  await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const piano = shadowRoot.querySelector(".piano");
    const press = (code, type) =>
      piano.dispatchEvent(
        new KeyboardEvent(type, { code, key: code.at(-1), bubbles: true, composed: true }),
      );
    const place = () => shadowRoot.querySelector('[part="position"] .place').textContent;
    const until = async (wanted) => {
      while (place() !== wanted) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    await until("1.2");
    for (const [code, next] of [
      ["KeyD", "1.3"],
      ["KeyF", "1.4"],
    ]) {
      press(code, "keydown");
      await until(next);
      press(code, "keyup");
    }
    press("KeyG", "keydown");
    await until("2.1");
    press("KeyG", "keyup");
    window.turns = [];
    const status = shadowRoot.querySelector('[part="keys"] [role="status"]');
    new MutationObserver(() => window.turns.push(status.textContent)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await page.waitForFunction(() => window.turns.some((words) => /composer answers/i.test(words)));
  await page.waitForFunction(() => /your turn/i.test(window.turns.at(-1) ?? ""));
  const { notes } = await scoreOf(page);
  const phrase = notes.filter(({ onset }) => onset < 1920);
  assert.deepEqual(
    phrase.map(({ pitch }) => pitch),
    [64, 65, 67],
  );
  const answer = notes.filter(({ onset }) => onset >= 1920);
  const told = answer.map(({ pitch, onset, duration }) => `${pitch} at ${onset} for ${duration}`);
  console.log(`    the answer: ${told.join(", ")}`);
  assert.ok(answer.length >= 2, "more than a closing note");
  assert.equal(Math.min(...answer.map(({ onset }) => onset)), 1920, "it begins at the next bar");
  // The playhead went back to the bar of the answer, without a stop.
  assert.equal(
    await page.evaluate(() => document.querySelector("antiphon-composer").isPlaying),
    true,
  );
  await keys.locator('[data-mode="duet"]').click();
  assert.equal(
    await page.evaluate(() => document.querySelector("antiphon-composer").isPlaying),
    false,
  );
  assert.match(await action(page, "undo").getAttribute("title"), /continue/i);
});
