// How a page starts: what is fetched, when, in which order, and what of it a second visit still needs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { grown, open, part, ready, scoreOf, serve } from "./stage.mjs";
import { clickEmptyPlace, onPage, stage } from "./suite.mjs";

/** A page of some composers, the first of them `above` pixels down. */
function composers(count, { above = 0, attributes = "" } = {}) {
  const one = `<antiphon-composer device="cpu" ${attributes} style="display: block; height: 300px"></antiphon-composer>`;
  return `<!doctype html><script type="module" src="./antiphon.js"></script>
    <div style="height: ${above}px"></div>${one.repeat(count)}`;
}

/** What is fetched for the engine, counted by its kind. */
function engineRequests(requests) {
  const count = (pattern) => requests.filter((url) => pattern.test(url)).length;
  return {
    worker: count(/\/worker-[^/]*\.js$/),
    wasm: count(/\.wasm$/),
    config: count(/\/model\/config\.json$/),
    weights: count(/nano\.safetensors$/),
  };
}

const NOTHING = { worker: 0, wasm: 0, config: 0, weights: 0 };
const ONE_OF_EACH = { worker: 1, wasm: 1, config: 1, weights: 1 };

/** Runs a test on a page of its own server. */
function onServer(name, options, path, act) {
  test(name, async () => {
    const server = await serve(options);
    const opened = await open(stage.browser, `${server.origin}/${path}`);
    try {
      await act(opened.page, opened);
      assert.deepEqual(opened.troubles, [], "errors in the page");
    } finally {
      await opened.close();
      server.close();
    }
  });
}

const FAR = { "/far.html": composers(1, { above: 5_000, attributes: 'src="./far.mid"' }) };

onServer(
  "a composer far down the page fetches nothing until one scrolls near it",
  { pages: FAR, hides: (path) => path === "/far.mid" },
  "far.html",
  async (page, { requests, troubles }) => {
    await page.waitForLoadState("networkidle");
    assert.deepEqual(engineRequests(requests), NOTHING);
    assert.ok(!requests.some((url) => url.endsWith(".mid")), "nor its file");
    const { length } = requests;
    console.log(`    requests before: ${length}`);
    await page.evaluate(() => scrollTo(0, 5_000 - innerHeight * 1.25));
    await ready(page);
    assert.deepEqual(engineRequests(requests), ONE_OF_EACH);
    assert.ok(requests.some((url) => url.endsWith(".mid")));
    // The file is not there: that it is asked for is enough.
    troubles.length = 0;
  },
);

onServer(
  "a composer far down the page answers a program at once",
  { pages: { "/far.html": composers(1, { above: 5_000 }) } },
  "far.html",
  async (page) => {
    const before = await scoreOf(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").continue());
    assert.ok((await scoreOf(page)).notes.length > before.notes.length);
  },
);

onServer(
  "ten composers on a page have one worker and fetch one engine, once",
  { pages: { "/ten.html": composers(10) } },
  "ten.html",
  async (page, { requests }) => {
    for (let index = 0; index < 10; index++) {
      await page.locator("antiphon-composer").nth(index).scrollIntoViewIfNeeded();
      await ready(page, index);
    }
    assert.deepEqual(engineRequests(requests), ONE_OF_EACH);
    assert.equal(page.workers().length, 1);
    const grown = await page.evaluate(async () => {
      const all = [...document.querySelectorAll("antiphon-composer")];
      const before = all.map(({ score }) => score.notes.length);
      await Promise.all([all[0].continue(), all[9].continue()]);
      return all.map(({ score }, index) => score.notes.length > before[index]);
    });
    assert.deepEqual(
      grown.map((hasGrown, index) => hasGrown && index),
      [0, ...Array(8).fill(false), 9],
    );
    assert.equal(page.workers().length, 1);
  },
);

onServer(
  "a roll holds pixels only while it is about to be seen",
  { pages: { "/ten.html": composers(10) } },
  "ten.html",
  async (page) => {
    const areHeld = (index) => page.evaluate(holdsPixels, { index, wanted: true });
    const scrolled = async (index, wanted) => {
      await page.locator("antiphon-composer").nth(index).scrollIntoViewIfNeeded();
      await page.waitForFunction(holdsPixels, { index: 0, wanted });
    };
    assert.deepEqual([await areHeld(0), await areHeld(9)], [true, false]);
    await scrolled(9, false);
    assert.equal(await areHeld(9), true);
    await scrolled(0, true);
    const isPainted = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      const { width, height } = shadowRoot.querySelector("canvas.notes");
      const brush = shadowRoot.querySelector("canvas.notes").getContext("2d");
      return brush.getImageData(0, 0, width, height).data.some((value) => value !== 0);
    });
    assert.ok(isPainted);
  },
);

/** In the page: whether the canvases of a composer are as large as they look, if that is wanted, or are not. */
function holdsPixels({ index, wanted }) {
  const { shadowRoot } = document.querySelectorAll("antiphon-composer")[index];
  return [...shadowRoot.querySelectorAll("canvas")].every(({ width }) => width > 1 === wanted);
}

/** A door that stays shut until somebody opens it. */
function door() {
  let open = () => {};
  const opened = new Promise((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const wasmAsked = door();
const weightsAsked = door();

onServer(
  "engine and weights are on their way together",
  {
    before: async (path) => {
      // Each comes only once the other one has been asked for: one after the other would never end.
      if (path.endsWith(".wasm")) {
        wasmAsked.open();
        await weightsAsked.opened;
      }
      if (path.endsWith(".safetensors")) {
        weightsAsked.open();
        await wasmAsked.opened;
      }
    },
  },
  "?device=cpu",
  async (page) => {
    await ready(page);
  },
);

const loaded = door();

onServer(
  "the page shows itself and takes notes before the engine has come",
  { before: (path) => (path.includes("/worker-") ? loaded.opened : undefined) },
  "?device=cpu",
  async (page) => {
    const before = await scoreOf(page);
    assert.ok(await part(page, "roll").isVisible());
    await clickEmptyPlace(page);
    assert.equal((await scoreOf(page)).notes.length, before.notes.length + 1);
    loaded.open();
    await ready(page);
  },
);

onServer(
  "a server that calls the engine by a wrong type is good enough",
  { types: { ".wasm": "application/octet-stream" } },
  "?device=cpu",
  async (page, { requests }) => {
    await ready(page);
    assert.deepEqual(engineRequests(requests), ONE_OF_EACH);
  },
);

onPage(
  "the small model answers at once, and the larger one from when it is there",
  "?device=cpu",
  async (page, { requests }) => {
    const large = () => requests.filter((url) => url.includes("/model/base/"));
    assert.match((await ready(page)).modelVersion, /^(nano|base)-/);
    const asked = [requests.findIndex((url) => url.endsWith("nano.safetensors"))];
    await grown(page);
    asked.push(requests.findIndex((url) => url.endsWith("base.safetensors")));
    assert.ok(asked[0] < asked[1], "the small one comes first");
    const used = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      await composer.harmonize();
      await composer.continue();
      return composer.score.notes.length;
    });
    assert.ok(used > 20, `${used} notes`);
    assert.equal(large().length, 2);
  },
);

onPage(
  "a second visit asks for no weights, and one whose kept weights are damaged asks once",
  "?device=cpu",
  async (page, { requests }) => {
    const first = await grown(page);
    const visit = async () => {
      requests.length = 0;
      await page.reload();
      assert.equal((await grown(page)).modelVersion, first.modelVersion);
      return requests.filter((url) => url.endsWith(".safetensors")).length;
    };
    assert.equal(await visit(), 0);
    await page.evaluate(async () => {
      const cache = await caches.open("antiphon-model");
      const keys = await cache.keys();
      for (const key of keys) {
        const kept = await cache.match(key);
        const bytes = new Uint8Array(await kept.arrayBuffer());
        bytes[bytes.length >> 1] ^= 1;
        await cache.put(key, new Response(bytes, { headers: kept.headers }));
      }
      if (keys.length !== 2) throw new Error(`${keys.length} files are kept`);
    });
    assert.equal(await visit(), 2);
    assert.equal(await visit(), 0);
  },
);
