// Somebody on a bus, with a phone and two thumbs: plays a phrase in, has a duet, and jams with the pad.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, added, open, part, ready, scoreOf, serve } from "../stage.mjs";
import { onPage, stage } from "../suite.mjs";
import { button, PHONE, picture, plain, QUARTER } from "./hand.mjs";

/** So slow that fingers that a machine moves are in time. */
const TEMPO = 40;
const SMALLEST_TARGET = 44;

/** Fingers of a person: real touches, as the screen tells them. */
async function fingersOf(page) {
  const screen = await page.context().newCDPSession(page);
  const send = (type, points) =>
    screen.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  const keyAt = async (name) => {
    const box = await part(page, "keys").getByRole("button", { name, exact: true }).boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height - 14 };
  };
  return {
    /** Holds a key while the music goes from one place to another. */
    hold: async (name, from, to) => {
      const at = await keyAt(name);
      await reaches(page, from);
      await send("touchStart", [at]);
      await reaches(page, to);
      await send("touchEnd", []);
    },
    drag: async (from, to) => {
      await send("touchStart", [from]);
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await send("touchMove", [{ x: from.x + (to.x - from.x) * share, y: from.y }]);
      }
      await send("touchEnd", []);
    },
  };
}

/** Waits until the playhead has come to a bar and beat, as it is told under the roll. */
function reaches(page, place) {
  return page.waitForFunction((place) => {
    const { textContent } = document
      .querySelector("antiphon-composer")
      .shadowRoot.querySelector('[part="position"] .place');
    const beats = (told) => 4 * Number(told.split(".")[0]) + Number(told.split(".")[1]);
    return beats(textContent) >= beats(place);
  }, place);
}

async function inPanel(page, name) {
  await button(page, "Composer panel").tap();
  return part(page, "panel").getByRole("button", { name, exact: true });
}

for (const colorScheme of ["light", "dark"]) {
  onPage(
    `a phrase is recorded with the thumb, and answered in a duet, ${colorScheme}`,
    "",
    async (page) => {
      await (await inPanel(page, "Pieces on this device")).tap();
      await button(page, "New piece").tap();
      await part(page, "library").waitFor({ state: "hidden" });
      await part(page, "panel").waitFor({ state: "hidden" });
      await picture(page, `phone-${colorScheme}-1-new`);
      await button(page, "Composer panel").tap();
      const tempo = part(page, "panel").getByLabel("Tempo, quarter notes a minute");
      await tempo.fill(String(TEMPO));
      await tempo.press("Enter");
      await part(page, "panel").getByRole("button", { name: "Keys and recording (A)" }).tap();
      const keys = part(page, "keys");
      await keys.waitFor();
      await part(page, "panel").waitFor({ state: "hidden" });
      await assertEasyToTouch(keys);

      // Recorded: a bar is counted, and then three notes.
      const fingers = await fingersOf(page);
      await keys.getByRole("button", { name: "Record", exact: true }).tap();
      await fingers.hold("E4", "1.1", "1.2");
      await fingers.hold("G4", "1.2", "1.3");
      await picture(page, `phone-${colorScheme}-2-recording`);
      await fingers.hold("C5", "1.3", "2.1");
      await keys.getByRole("button", { name: "Record", exact: true }).tap();
      const recorded = await scoreOf(page);
      assert.deepEqual(
        plain(recorded, 0).map(([pitch]) => pitch),
        [64, 67, 72],
      );
      assert.ok(plain(recorded, 0).every(([, quarter]) => Number.isInteger(quarter)));
      await picture(page, `phone-${colorScheme}-3-recorded`);

      // A duet goes on from there: a phrase, a bar of silence, the answer.
      await keys.getByRole("button", { name: "Duet", exact: true }).tap();
      await keys.getByText("Your turn: play a phrase.").waitFor();
      await fingers.hold("D4", "2.2", "2.3");
      await fingers.hold("E4", "2.3", "2.4");
      await fingers.hold("F4", "2.4", "3.1");
      await keys.getByText("The composer answers.").waitFor();
      await picture(page, `phone-${colorScheme}-4-answering`);
      await keys.getByText("Your turn: play a phrase.").waitFor();
      const [phrase, answer] = halved(added(recorded, await scoreOf(page)), 3);
      // A busy machine's fingers come late, so what begins on one beat has no order.
      assert.deepEqual(phrase.map(({ pitch }) => pitch).toSorted(), [62, 64, 65]);
      assert.ok(answer.length >= 2, "it says more than a closing note");
      await keys.getByRole("button", { name: "Duet", exact: true }).tap();
      await button(page, "Close the keys").tap();
      await keys.waitFor({ state: "hidden" });
      await picture(page, `phone-${colorScheme}-5-duet`);

      await page.evaluate(() => {
        window.heard.chunks.length = 0;
      });
      await button(page, "Play").tap();
      await page.waitForFunction(() =>
        window.heard.chunks.some(({ samples }) =>
          samples.some((sample) => Math.abs(sample) > 0.02),
        ),
      );
      await button(page, "Stop").tap();
      await action(page, "undo").tap();
      assert.deepEqual((await scoreOf(page)).notes.length, recorded.notes.length + phrase.length);
    },
    { ...PHONE, colorScheme },
  );
}

/** The first notes of some, and the others. */
function halved(notes, count) {
  const ordered = notes.toSorted((a, b) => a.onset - b.onset);
  return [ordered.slice(0, count), ordered.slice(count)];
}

/** What of the keys a thumb is to meet is as large as a thumb. */
async function assertEasyToTouch(keys) {
  const sizes = await keys.getByRole("button").evaluateAll((buttons) =>
    buttons
      .filter((each) => each.checkVisibility() && !each.classList.contains("black"))
      .map((each) => {
        const { width, height } = each.getBoundingClientRect();
        return { name: each.ariaLabel ?? each.textContent, width, height };
      }),
  );
  assert.ok(sizes.length > 8);
  for (const { name, width, height } of sizes) {
    const isLarge = Math.min(width, height) >= SMALLEST_TARGET - 0.5;
    assert.ok(isLarge, `${name} is ${width.toFixed(0)} by ${height.toFixed(0)}`);
  }
}

test("a jam on the pad of a phone goes where the thumb leads it, until it is stopped", async () => {
  const script = `<script type="module" src="${stage.server.origin}/antiphon.js"></script>`;
  const look = `<meta name="viewport" content="width=device-width">
    <style>body { margin: 0 } antiphon-composer { display: block; height: 100dvh }</style>`;
  const body = '<antiphon-composer preset="jam"></antiphon-composer>';
  const page = `<!doctype html><html lang="en"><meta charset="utf-8">${script}${look}${body}`;
  const host = await serve({ pages: { "/jam.html": page } });
  const guest = await open(stage.browser, `${host.origin}/jam.html`, PHONE);
  try {
    await jam(guest.page);
    assert.deepEqual(guest.troubles, [], "errors in the page");
  } finally {
    await guest.close();
    host.close();
  }
});

async function jam(page) {
  await ready(page);
  const before = await scoreOf(page);
  const start = button(page, "Jam");
  await start.waitFor();
  await picture(page, "phone-jam-1");
  await start.tap();
  await page.waitForFunction(() =>
    window.heard.chunks.some(({ samples }) => samples.some((sample) => Math.abs(sample) > 0.02)),
  );
  const slider = page.getByLabel("Tension");
  const box = await slider.boundingBox();
  const fingers = await fingersOf(page);
  const y = box.y + box.height / 2;
  await fingers.drag({ x: box.x + box.width / 2, y }, { x: box.x + box.width - 6, y });
  assert.equal(await slider.getAttribute("aria-valuetext"), "restless");
  const bars = (score) => Math.max(...score.notes.map(({ onset }) => onset)) / (4 * QUARTER);
  await page.waitForFunction(
    (count) => document.querySelector("antiphon-composer").score.notes.length > count + 8,
    before.notes.length,
  );
  await picture(page, "phone-jam-2");
  await part(page, "jam").tap();
  await start.waitFor();
  const after = await scoreOf(page);
  assert.deepEqual(after.notes.slice(0, before.notes.length), before.notes);
  assert.ok(bars(after) > bars(before) + 1);
  await picture(page, "phone-jam-3");
}
