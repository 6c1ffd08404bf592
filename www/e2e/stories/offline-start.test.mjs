// Somebody was here once. In a train without a network the page opens, composes, sounds, engraves
// and saves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, open, part, ready, scoreOf, serve } from "../stage.mjs";
import { stage } from "../suite.mjs";
import { answered, button, DESKTOP, PHONE, picture, saved } from "./hand.mjs";

for (const [device, options] of [
  ["desktop", DESKTOP],
  ["phone", { ...PHONE, colorScheme: "dark" }],
]) {
  test(`who was here once composes without a network, ${device}`, async () => {
    const server = await serve();
    let isServing = true;
    const first = await open(stage.browser, `${server.origin}/`, {
      ...options,
      serviceWorkers: "allow",
    });
    const context = first.page.context();
    try {
      await ready(first.page);
      await first.page.waitForFunction(
        () => navigator.serviceWorker.controller?.state === "activated",
      );
      // What few want is kept where somebody has wanted it: who has seen staves sees them in the train too.
      const sawStaves = device === "desktop";
      if (sawStaves) await engrave(first.page, 10);
      await first.page.close();
      server.close();
      isServing = false;
      await context.setOffline(true);

      const page = await context.newPage();
      const troubles = [];
      page.on("pageerror", (error) => troubles.push(error.message));
      await page.addInitScript(listen);
      await page.goto(`${server.origin}/`);
      await part(page, "roll").waitFor();
      await picture(page, `offline-1-opened-${device}`);
      const before = await scoreOf(page);
      await button(page, "Harmonize").click();
      await answered(page);
      const after = await scoreOf(page);
      for (const voice of [1, 2, 3]) assert.ok(after.notes.some((note) => note.voice === voice));
      assert.deepEqual(
        after.notes.filter(({ voice }) => voice === 0),
        before.notes,
      );
      // It sounds, by the instruments that the page has of its own.
      await button(page, "Play").click();
      await page.waitForFunction(() => window.loudest > 0.01);
      if (sawStaves) await engrave(page, after.notes.length);
      await picture(page, `offline-2-played-${device}`);
      const { bytes } = await saved(page, () => page.keyboard.press("Control+s"));
      assert.equal(bytes.subarray(0, 4).toString("latin1"), "MThd");
      assert.deepEqual(troubles, []);
    } finally {
      await first.close();
      if (isServing) server.close();
    }
  });
}

/** Opens the staves, and waits for so many note heads. */
async function engrave(page, count) {
  await action(page, "staves").click();
  await page.waitForFunction((count) => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    return shadowRoot.querySelectorAll(".staff-system .vf-notehead").length >= count;
  }, count);
}

/** Runs in the page before everything else: keeps the loudest sample that reaches the loudspeakers. */
function listen() {
  window.loudest = 0;
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && target.context instanceof AudioContext) {
      const recorder = target.context.createScriptProcessor(1024, 2, 2);
      recorder.onaudioprocess = ({ inputBuffer }) => {
        for (const sample of inputBuffer.getChannelData(0)) {
          window.loudest = Math.max(window.loudest, Math.abs(sample));
        }
      };
      connect.call(this, recorder);
      connect.call(recorder, target);
    }
    return connect.call(this, target, ...rest);
  };
}
