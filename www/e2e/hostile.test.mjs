// Hosts that require Trusted Types, and browsers and pages in which something is missing, old or bent.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assertAnswers,
  assertEditsAndPlays,
  COMPOSER,
  failed,
  onHost,
  policy,
  visitHost,
} from "./host-stage.mjs";
import { action, part, ready, scoreOf } from "./stage.mjs";

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types antiphon antiphon-staves";

onHost(
  "a page that requires Trusted Types refuses nothing: answers, panel, staves, every file",
  { server: policy(STRICT) },
  async (page) => {
    await ready(page);
    await assertAnswers(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").continue({ takes: 2 }));
    await page.evaluate(() => document.querySelector("antiphon-composer").keepTake());
    await action(page, "panel").click();
    await part(page, "panel").waitFor();
    await action(page, "panel").click();
    await part(page, "roll").focus();
    await page.keyboard.press("/");
    await page.waitForFunction(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      return shadowRoot.querySelectorAll(".staff-system .vf-notehead").length > 10;
    });
    await page.keyboard.press("/");
    await action(page, "export").click();
    for (const id of ["save", "save-musicxml", "save-abc", "save-wav", "save-svg", "save-png"]) {
      const downloading = page.waitForEvent("download", { timeout: 40_000 });
      downloading.catch(() => {});
      await part(page, "exchange").locator(`[data-action="${id}"]`).click();
      const file = await downloading.catch(async (error) => {
        const said = await part(page, "exchange").textContent();
        const refused = await page.evaluate(() => window.refused);
        throw new Error(`${id}: ${said} ${refused}`, { cause: error });
      });
      assert.ok(await file.path(), id);
    }
    await page.keyboard.press("Escape");
    assert.deepEqual(await page.evaluate(() => window.refused), [], "nothing was refused");
  },
);

onHost(
  "a page that requires Trusted Types but forgets our name is told, and still edits and plays",
  {
    server: policy(STRICT.replace("antiphon antiphon-staves", "'none'")),
    troubles: [/Trusted|trusted|policy|violates/i],
  },
  async (page) => {
    await failed(page);
    const { notice } = await page.evaluate(
      () => document.querySelector("antiphon-composer").lastEngine,
    );
    assert.match(notice, /no worker can be started here: .*antiphon/);
    await assertEditsAndPlays(page, "could not be loaded");
  },
);

onHost(
  "two scripts of two versions on one page: the first one's element, both their files",
  {
    isOwn: true,
    get head() {
      return '<script type="module" src="/other/antiphon.js"></script>';
    },
    server: { folders: { "/other/": new URL("../dist/", import.meta.url).pathname } },
  },
  async (page, { requests }) => {
    await ready(page);
    await assertAnswers(page);
    const engines = requests.filter((url) => url.endsWith(".wasm"));
    assert.equal(new Set(engines.map((url) => url.includes("/other/"))).size, 1, "one engine only");
    assert.equal(
      await page.evaluate(() => document.querySelectorAll("antiphon-composer").length),
      1,
    );
  },
);

const PATCHED = `
  // Enumerable additions, a JSON that is wrapped, promises of somebody else's making.
  for (const name of ["first", "remove", "contains"]) Array.prototype[name] = function () { return "patched"; };
  Object.prototype.clone = function () { return "patched"; };
  const { parse, stringify } = JSON;
  JSON.parse = function (text, reviver) { return parse.call(JSON, String(text), reviver); };
  JSON.stringify = function (...rest) { return stringify.apply(JSON, rest); };
  const Native = window.Promise;
  window.Promise = class Promise extends Native {
    constructor(act) { super(act); this.isPolyfill = true; }
    static get [Symbol.species]() { return window.Promise; }
  };
  window.fetch = ((fetch) => function (...rest) { return fetch.apply(window, rest); })(window.fetch);
  window.setTimeout = ((set) => function (...rest) { return set.apply(window, rest); })(window.setTimeout);
`;

onHost(
  "wrapped JSON, replaced promises, enumerable prototypes",
  { script: PATCHED },
  async (page) => {
    await ready(page);
    await assertAnswers(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").continue({ takes: 2 }));
    await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      composer.keepTake();
      const text = composer.value;
      composer.value = text;
    });
    await action(page, "play").click();
    await page.waitForFunction(() => !document.querySelector("antiphon-composer").paused);
  },
);

/** Elements of the page under the names of what the browser has; names of forms and pictures hide even more. */
const NAMES = [
  "crypto",
  "AudioContext",
  "Worker",
  "fetch",
  "customElements",
  "navigator",
  "location",
];
const MORE = ["localStorage", "indexedDB", "performance", "CSSStyleSheet", "IntersectionObserver"];
const HIDING = ["baseURI", "adoptedStyleSheets", "visibilityState", "location", "scripts"];
const CLOBBERED = [
  ...[...NAMES, ...MORE].map((name) => `<a id="${name}" name="${name}"></a>`),
  ...HIDING.map((name) => `<form name="${name}"></form>`),
].join("");

test("names that a page gives to its elements hide nothing that is needed", async () => {
  const body = `<div id="host">${COMPOSER}</div>${CLOBBERED}`;
  // Whoever hides `document.querySelector` from others hides it from these tests too.
  const script = `window.find = Document.prototype.querySelector.bind(document);`;
  await visitHost({ body, script, isOwn: true }, async (page) => {
    const grown = await page.evaluate(async () => {
      const composer = window.find("antiphon-composer");
      const before = composer.score.notes.length;
      await composer.continue();
      await composer.play();
      composer.pause();
      return composer.score.notes.length - before;
    });
    assert.ok(grown > 0);
  });
});

onHost(
  "where databases and caches throw when they are used, it answers and says what is not kept",
  {
    body: '<antiphon-composer device="cpu" autosave="mine"></antiphon-composer>',
    script: `
      const blocked = () => { throw new DOMException("blocked", "SecurityError"); };
      IDBFactory.prototype.open = blocked;
      Storage.prototype.getItem = Storage.prototype.setItem = blocked;
      CacheStorage.prototype.open = () => Promise.reject(new DOMException("blocked", "SecurityError"));
    `,
  },
  async (page) => {
    await ready(page);
    await assertAnswers(page);
    await part(page, "message")
      .filter({ hasText: /keeps nothing for this page|could not keep/ })
      .waitFor();
  },
);

onHost(
  "offline after the page has come: an editor and a player that says what is missing",
  {
    server: {},
    troubles: [/Failed to load|ERR_INTERNET|Failed to fetch/i],
    body: `<p class="far"></p>${COMPOSER}`,
    head: '<link rel="stylesheet" href="/far.css">',
    pages: { "/far.css": ".far { block-size: 6000px }" },
  },
  async (page) => {
    await page.waitForFunction(() => document.querySelector("antiphon-composer").shadowRoot);
    await page.context().setOffline(true);
    await page.evaluate(() => document.querySelector("antiphon-composer").scrollIntoView());
    await failed(page);
    const before = (await scoreOf(page)).notes.length;
    await part(page, "roll").click({ position: { x: 700, y: 120 } });
    assert.equal((await scoreOf(page)).notes.length, before + 1, "it is written in");
    await action(page, "continue").click();
    await part(page, "message").filter({ hasText: "check the connection" }).waitFor();
    await page.context().setOffline(false);
    await assertAnswers(page);
  },
);

onHost(
  "a browser that cannot compile the engine says so, and is still an editor and a player",
  {
    // A worker has a global of its own: what is missing in it is missing from what it fetches.
    server: { change: (path, bytes) => (path.endsWith(".wasm") ? withoutSimd(bytes) : bytes) },
    troubles: [/wasm|WebAssembly|CompileError/i],
  },
  async (page) => {
    await failed(page);
    await assertEditsAndPlays(page, "could not be loaded");
  },
);

/** As an old browser sees the module: one that is not valid. */
function withoutSimd(bytes) {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(9, 4);
  return copy;
}

onHost(
  "where there is no WebAssembly and no sound, the piece can still be written and undone",
  {
    script: `delete window.WebAssembly; delete window.AudioContext; delete window.webkitAudioContext;
      delete window.OfflineAudioContext;`,
    server: {
      change: (path, bytes) =>
        /worker-.*\.js$/.test(path)
          ? Buffer.concat([Buffer.from("delete self.WebAssembly;"), bytes])
          : bytes,
    },
    troubles: [/WebAssembly|AudioContext/i],
  },
  async (page) => {
    await page.waitForFunction(() => document.querySelector("antiphon-composer").shadowRoot);
    const before = (await scoreOf(page)).notes.length;
    await part(page, "roll").click({ position: { x: 700, y: 120 } });
    assert.equal((await scoreOf(page)).notes.length, before + 1);
    await action(page, "play").click();
    await part(page, "message").filter({ hasText: /sound/i }).waitFor();
    await action(page, "continue").click();
    await part(page, "message").filter({ hasText: "WebAssembly is not defined" }).waitFor();
    await page.evaluate(() => document.querySelector("antiphon-composer").undo());
    assert.equal((await scoreOf(page)).notes.length, before);
  },
);
