// A page of somebody's host with the composer in it, and what is asked of it there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, added, open, part, scoreOf, serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

const STYLE = '<link rel="stylesheet" href="/guest.css">';
export const COMPOSER = '<antiphon-composer device="cpu"></antiphon-composer>';
/** Remembers what a policy has refused; a file, since policies refuse inline scripts. */
const WATCHER = `
  window.refused = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    window.refused.push(violatedDirective + " " + blockedURI));
`;

/** A test on a page of somebody's host. */
export function onHost(name, options, act) {
  test(name, () => visitHost(options, act));
}

/** A page of somebody's host with the composer in it; `isOwn` serves the composer's files from the same host. */
export async function visitHost(options, act) {
  const { head = "", body = COMPOSER, isOwn = true, script = "", troubles = [] } = options;
  const origin = isOwn ? "" : stage.server.origin;
  const tag = `<script type="module" src="${origin}/antiphon.js"></script>`;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><script src="/watch.js"></script>
    <script src="/before.js"></script>${STYLE}${head}${tag}${body}`;
  const pages = {
    "/guest.html": page,
    "/watch.js": WATCHER,
    "/before.js": script,
    "/guest.css": "antiphon-composer { height: 420px; width: 900px }",
  };
  const host = await serve({ ...options.server, pages: { ...pages, ...options.pages } });
  const guest = await open(stage.browser, `${host.origin}/guest.html`, options.browser);
  try {
    await act(guest.page, guest);
    const found = guest.troubles.filter((line) => !troubles.some((known) => known.test(line)));
    assert.deepEqual(found, [], "errors in the page");
  } finally {
    await guest.close();
    host.close();
  }
}

export async function assertAnswers(page) {
  const before = await scoreOf(page);
  await page.evaluate(() => document.querySelector("antiphon-composer").continue());
  assert.ok(added(before, await scoreOf(page)).length > 0, "it answers");
}

/** What a composer without an engine still does: it is written in, played, undone, and says what is missing. */
export async function assertEditsAndPlays(page, says) {
  const before = (await scoreOf(page)).notes.length;
  await part(page, "roll").click({ position: { x: 700, y: 120 } });
  assert.equal((await scoreOf(page)).notes.length, before + 1, "it is written in");
  const isPlaying = await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    await composer.play();
    const { paused } = composer;
    composer.pause();
    return !paused;
  });
  assert.ok(isPlaying, "it plays");
  await action(page, "continue").click();
  await part(page, "message").filter({ hasText: says }).waitFor();
  await page.evaluate(() => document.querySelector("antiphon-composer").undo());
  assert.equal((await scoreOf(page)).notes.length, before, "it undoes");
}

export const failed = (page) =>
  page.waitForFunction(
    () => document.querySelector("antiphon-composer").lastEngine?.phase === "failed",
  );

export const policy = (text) => ({ headers: { "content-security-policy": text } });
