// Somebody sends a link; somebody else opens it on another device, hears it and goes on from there. No server keeps it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { action, part, scoreOf } from "../stage.mjs";
import { onPage, stage } from "../suite.mjs";
import { button, DESKTOP, FIXTURES, PHONE, picture, sounds } from "./hand.mjs";

const TITLE = "<b>Wenzel</b> für Oma Öde";
const MOST_CHARACTERS = 1500;
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** A device of somebody else: nothing is kept on it, and it reaches the page's own origin alone. */
async function elsewhere(link, act, options = {}) {
  const { origin } = new URL(link);
  const context = await stage.browser.newContext({ serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const troubles = [];
  const foreign = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(origin)) return route.continue();
    foreign.push(url);
    return route.abort();
  });
  try {
    await page.goto(link);
    await act(page);
    assert.deepEqual(troubles, []);
    assert.deepEqual(foreign, [], "nobody else was asked");
  } finally {
    await context.close();
  }
}

onPage(
  "a piece shared by link opens elsewhere, where it is heard and changed",
  "",
  async (page) => {
    const choosing = page.waitForEvent("filechooser");
    await button(page, "Open MIDI, MusicXML or ABC").click();
    const name = "good-king-wenceslas.mid";
    const buffer = await readFile(new URL(name, FIXTURES));
    await (await choosing).setFiles({ name, mimeType: "audio/midi", buffer });
    const title = part(page, "title");
    await page.waitForFunction(
      () => document.querySelector("antiphon-composer").score.notes.length > 100,
    );
    await title.fill(TITLE);
    await title.press("Enter");
    await page.keyboard.press("Escape");
    await button(page, "Save and share").click();
    const field = page.getByLabel("Link to this piece");
    await page.getByText(/the piece is in the link itself/).waitFor();
    await button(page, "Copy the link").click();
    await page.getByText("Copied.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(link, await field.inputValue());
    assert.ok(link.length < MOST_CHARACTERS, `${link.length} characters`);
    await page.locator('antiphon-composer [part~="qr"] canvas').waitFor();
    await picture(page, "link-1-shared");
    const shared = await scoreOf(page);

    for (const [device, options] of [
      ["phone", { ...PHONE, colorScheme: "dark" }],
      ["desktop", DESKTOP],
    ]) {
      await elsewhere(
        link,
        async (other) => {
          await part(other, "roll").waitFor();
          await other.waitForFunction(
            (title) => document.querySelector("antiphon-composer").score.title === title,
            TITLE,
          );
          const shown = await scoreOf(other);
          assert.deepEqual(sounds(shown), sounds(shared));
          assert.deepEqual({ ...shown, notes: [] }, { ...shared, notes: [] });
          assert.equal(await other.evaluate(() => location.hash), "", "the address is free again");
          await picture(other, `link-2-opened-${device}`);
          if (device === "desktop") await useIt(other);
        },
        options,
      );
    }

    const middle = link.length - 40;
    const swapped = link[middle] === "A" ? "B" : "A";
    await elsewhere(
      `${link.slice(0, middle)}${swapped}${link.slice(middle + 1)}`,
      async (other) => {
        await part(other, "message")
          .getByText(/damaged/)
          .waitFor();
        await picture(other, "link-3-damaged");
        const { title } = await scoreOf(other);
        assert.notEqual(title, TITLE, "what lay there stays");
      },
    );
  },
  { ...DESKTOP, ...CLIPBOARD },
);

/** Hears it, takes a note out, and goes back to what lay there before. */
async function useIt(page) {
  await button(page, "Play").click();
  await page.waitForFunction(() => {
    const place = document
      .querySelector("antiphon-composer")
      .shadowRoot.querySelector('[part="position"] .place').textContent;
    return place !== "1.1";
  });
  await button(page, "Stop").click();
  const { notes } = await scoreOf(page);
  await page.keyboard.press("Home");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Delete");
  assert.equal((await scoreOf(page)).notes.length, notes.length - 1);
  await action(page, "undo").click();
  await action(page, "undo").click();
  assert.ok((await scoreOf(page)).notes.length < 40, "undo leads to what lay there");
}
