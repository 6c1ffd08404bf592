// Nothing that somebody has written is lost: reloads, several pieces, two tabs, a browser that keeps nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, open, part, scoreOf } from "./stage.mjs";
import { clickEmptyPlace, onPage, stage } from "./suite.mjs";

const PATH = "?device=cpu";

/** Waits until what is in the roll is what the browser keeps. */
async function kept(page) {
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await page.evaluate(isKept)) return;
    await page.waitForTimeout(100);
  }
  throw new Error("nothing of it was kept");
}

/** In the page. */
async function isKept() {
  const { title, notes } = document.querySelector("antiphon-composer").score;
  // To open what is not there would make an empty one.
  if ((await indexedDB.databases()).length === 0) return false;
  const pieces = await new Promise((resolve) => {
    const request = indexedDB.open("antiphon");
    request.onsuccess = () => {
      const all = request.result.transaction("pieces").objectStore("pieces").getAll();
      all.onsuccess = () => resolve(all.result);
      request.result.close();
    };
  });
  return pieces.some((piece) => piece.title === title && piece.notes === notes.length);
}

async function restored(page, count) {
  await page.waitForFunction(
    (count) => document.querySelector("antiphon-composer").score.notes.length === count,
    count,
  );
}

async function rename(page, title) {
  const field = part(page, "title");
  await field.fill(title);
  await field.press("Enter");
}

onPage("what was written is there after a reload, with its way back", PATH, async (page) => {
  const first = await scoreOf(page);
  await rename(page, "Evening song");
  await clickEmptyPlace(page);
  const written = await scoreOf(page);
  assert.equal(written.notes.length, first.notes.length + 1);
  await kept(page);
  await page.reload();
  await restored(page, written.notes.length);
  assert.deepEqual(await scoreOf(page), written);
  assert.match(await action(page, "undo").getAttribute("aria-label"), /^Undo: /);
  await action(page, "undo").click();
  await action(page, "undo").click();
  assert.deepEqual(await scoreOf(page), first);
  // The way forward is kept too.
  await kept(page);
  await page.reload();
  await restored(page, first.notes.length);
  await action(page, "redo").click();
  await action(page, "redo").click();
  assert.deepEqual(await scoreOf(page), written);
});

onPage("several pieces lie in the library, and what is deleted comes back", PATH, async (page) => {
  await rename(page, "First");
  await kept(page);
  const first = await scoreOf(page);
  await page.keyboard.press("Escape");
  await action(page, "library").click();
  const sheet = part(page, "library");
  await sheet.waitFor();
  assert.match(
    await sheet.locator("li").first().innerText(),
    /First[\s\S]*open now · Bach chorale/,
  );
  await sheet.getByRole("button", { name: "New piece" }).click();
  await sheet.waitFor({ state: "hidden" });
  await restored(page, 0);
  await clickEmptyPlace(page);
  await rename(page, "Second");
  await kept(page);

  await action(page, "library").click();
  const titles = () => sheet.locator(".pieces:not(.binned) .piece-title").allInnerTexts();
  await sheet.locator("li").nth(1).waitFor();
  assert.deepEqual(await titles(), ["Second", "First"]);
  await sheet.getByRole("button", { name: "Duplicate “First”" }).click();
  await sheet.locator("li").nth(2).waitFor();
  assert.deepEqual((await titles()).sort(), ["First", "First (copy)", "Second"]);
  await sheet.getByRole("button", { name: "Rename “First (copy)”" }).click();
  await page.keyboard.type("Third");
  await page.keyboard.press("Enter");
  await sheet.getByRole("button", { name: "Rename “Third”" }).waitFor();
  await sheet.getByRole("button", { name: "Delete “Third”" }).click();
  await sheet.getByRole("button", { name: "Undo" }).click();
  await sheet.getByRole("button", { name: "Delete “Third”" }).waitFor();

  await sheet.locator(".piece-open", { hasText: /^First/ }).click();
  await sheet.waitFor({ state: "hidden" });
  assert.deepEqual(await scoreOf(page), first);
  await page.reload();
  await restored(page, first.notes.length);
  assert.equal((await scoreOf(page)).title, "First");
});

/** What is kept, the newest first: titles and numbers of notes. */
function shelf(page) {
  return page.evaluate(async () => {
    const pieces = await new Promise((resolve) => {
      const request = indexedDB.open("antiphon");
      request.onsuccess = () => {
        const all = request.result.transaction("pieces").objectStore("pieces").getAll();
        all.onsuccess = () => resolve(all.result);
        request.result.close();
      };
    });
    return pieces.map(({ title, notes }) => `${title}: ${notes}`).sort();
  });
}

onPage("a shared link is a piece of its own, never kept over the last one", PATH, async (page) => {
  await rename(page, "To be shared");
  await clickEmptyPlace(page);
  await kept(page);
  const shared = await scoreOf(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+s");
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    return shadowRoot.querySelector('[data-field="link"]')?.value.includes("#piece=");
  });
  const link = await page.locator('antiphon-composer [data-field="link"]').inputValue();
  await page.keyboard.press("Escape");
  await part(page, "roll").focus();
  await rename(page, "My own");
  await clickEmptyPlace(page);
  await page.keyboard.press("Delete");
  await kept(page);
  const own = await scoreOf(page);
  const ownLine = `My own: ${own.notes.length}`;
  const sharedLine = `To be shared: ${shared.notes.length}`;
  assert.deepEqual(await shelf(page), [ownLine]);

  // By another way into the page: what is behind the # comes instead of the last piece.
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForFunction(
    () => document.querySelector("antiphon-composer").score.title === "To be shared",
  );
  assert.deepEqual((await scoreOf(page)).notes.length, shared.notes.length);
  await kept(page);
  assert.deepEqual(await shelf(page), [ownLine, sharedLine]);

  // Into the page that is open: what lies there stays as it is on the shelf.
  await action(page, "library").click();
  await part(page, "library")
    .locator(".piece-open", { hasText: /^My own/ })
    .click();
  await part(page, "library").waitFor({ state: "hidden" });
  await rename(page, "My own, later");
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await page.waitForFunction(
    () => document.querySelector("antiphon-composer").score.title === "To be shared",
  );
  await rename(page, "Changed by me");
  await kept(page);
  const changedLine = `Changed by me: ${shared.notes.length}`;
  const after = [`My own, later: ${own.notes.length}`, sharedLine, changedLine];
  assert.deepEqual(await shelf(page), after.sort());
  // Undo leads back to what lay there all the same.
  await action(page, "undo").click();
  await action(page, "undo").click();
  assert.equal((await scoreOf(page)).title, "My own, later");
});

test("two tabs on one piece do not overwrite each other", async () => {
  const { page, close, troubles } = await open(stage.browser, `${stage.server.origin}/${PATH}`);
  try {
    await rename(page, "Shared");
    await clickEmptyPlace(page);
    await kept(page);
    const one = await scoreOf(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await restored(other, one.notes.length);
    await part(other, "message").getByText("is open in another tab").waitFor();
    assert.equal((await scoreOf(other)).title, "Shared (copy)");
    await part(other, "roll").press("Enter");
    await part(other, "roll").press("Delete");
    await kept(other);
    await rename(page, "Shared, and changed here");
    await kept(page);
    const { title, notes } = await scoreOf(page);
    await page.reload();
    await restored(page, notes.length);
    assert.equal((await scoreOf(page)).title, title);
    await other.reload();
    await other.waitForFunction(
      () => document.querySelector("antiphon-composer").score.title === "Shared (copy)",
    );
    assert.deepEqual(troubles, []);
  } finally {
    await close();
  }
});

test("a browser that keeps nothing says so once, and everything works", async () => {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  try {
    await page.goto(`${stage.server.origin}/${PATH}`);
    await page.waitForFunction(() => customElements.get("antiphon-composer") !== undefined);
    const before = await scoreOf(page);
    await clickEmptyPlace(page);
    await part(page, "message").getByText("keeps nothing for this page").waitFor();
    await page.keyboard.press("Escape");
    await clickEmptyPlace(page);
    await page.waitForTimeout(600);
    assert.equal(await part(page, "message").locator(".text").innerText(), "");
    assert.ok((await scoreOf(page)).notes.length >= before.notes.length);
  } finally {
    await context.close();
  }
});

onPage("an embedded composer keeps nothing unless it is told to", "embed.html", async (page) => {
  await part(page, "roll").scrollIntoViewIfNeeded();
  await part(page, "roll").press("Enter");
  await page.waitForTimeout(800);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.equal(await page.locator('[data-action="library"]:visible').count(), 0);
});
