// Hostile hosts: strict policies, wrong types, missing files, blocked parts, patched and clobbered pages.

import assert from "node:assert/strict";
import {
  assertAnswers,
  assertEditsAndPlays,
  COMPOSER,
  failed,
  onHost,
  policy,
} from "./host-stage.mjs";
import { action, part, ready } from "./stage.mjs";
import { stage } from "./suite.mjs";

async function useEverything(page) {
  await ready(page);
  await assertAnswers(page);
  await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    await composer.continue({ takes: 2 });
    composer.keepTake();
    await composer.configure({ style: "hymn", preset: "jam" });
    await composer.steer({ tension: 0.5 });
    composer.cancel();
    composer.pause();
    await composer.configure({ preset: null });
  });
  await action(page, "help").click();
  await part(page, "help").waitFor();
  await page.keyboard.press("Escape");
  await action(page, "piece").click();
  await part(page, "order").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(await page.evaluate(() => window.refused), [], "nothing was refused");
}

onHost(
  "the strictest policy of the composer's own host refuses nothing",
  {
    server: policy(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'",
    ),
  },
  useEverything,
);

onHost(
  "the strictest policy of another host refuses nothing",
  {
    isOwn: false,
    server: {
      get headers() {
        const { origin } = stage.server;
        return {
          "content-security-policy": `default-src 'none'; script-src 'self' ${origin} 'wasm-unsafe-eval'; worker-src blob: ${origin}; connect-src ${origin}; style-src 'self'`,
        };
      },
    },
  },
  useEverything,
);

onHost(
  "wasm by a wrong type is compiled all the same",
  { server: { types: { ".wasm": "text/plain" } } },
  async (page) => {
    assert.equal((await ready(page)).device, "cpu");
    await assertAnswers(page);
  },
);

onHost(
  "files lie where the page says",
  {
    isOwn: false,
    head: '<meta name="antiphon-base" content="/elsewhere">',
    server: { folders: { "/elsewhere/": new URL("../dist", import.meta.url).pathname } },
  },
  async (page, { requests }) => {
    await ready(page);
    await assertAnswers(page);
    const weights = requests.filter((url) => /\.(wasm|safetensors)$|worker/.test(url));
    assert.ok(weights.length > 1);
    for (const url of weights) assert.ok(!url.startsWith(stage.server.origin), url);
  },
);

const GONE = [/404|Failed to load resource/];

for (const [what, hides, says] of [
  ["the worker", (path) => path.includes("worker-"), "could not be loaded"],
  ["the engine", (path) => path.endsWith(".wasm"), "could not be loaded"],
  ["the weights", (path) => path.endsWith(".safetensors"), "could not be loaded"],
]) {
  onHost(
    `where ${what} is missing, it says so and is still an editor and a player`,
    { server: { hides }, troubles: GONE },
    async (page) => {
      // Chains stand in for weights, where those do not come; what fails is told by the engine.
      await failed(page);
      if (what === "the weights") await page.route("**/*.chains", (route) => route.abort());
      await assertEditsAndPlays(page, says);
    },
  );
}

onHost(
  "where a policy forbids workers, it says so and is still an editor and a player",
  {
    server: policy("worker-src 'none'"),
    troubles: [/Content Security Policy|violates/],
  },
  async (page) => {
    await failed(page);
    await assertEditsAndPlays(page, "could not be loaded");
  },
);

onHost(
  "where there are no workers at all, it says so and is still an editor and a player",
  { script: "delete window.Worker; delete window.SharedWorker;" },
  async (page) => {
    await failed(page);
    const { notice } = await page.evaluate(
      () => document.querySelector("antiphon-composer").lastEngine,
    );
    assert.match(notice, /no worker can be started here/);
    await assertEditsAndPlays(page, "could not be loaded");
  },
);

const THROWING = `
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
  }
`;

onHost(
  "where storage is blocked, everything but the memory works",
  { script: THROWING },
  async (page) => {
    await ready(page);
    await assertAnswers(page);
  },
);

onHost(
  "in a sandbox without an origin of its own, it answers",
  {
    isOwn: false,
    body: `<iframe sandbox="allow-scripts" src="/inner.html" width="900" height="500" title="guest"></iframe>`,
    get pages() {
      const script = `<script type="module" src="${stage.server.origin}/antiphon.js"></script>`;
      return {
        "/inner.html": `<!doctype html>${script}<style>antiphon-composer{height:400px}</style>${COMPOSER}`,
      };
    },
  },
  async (page) => {
    const frame = page.frames().find((one) => one.url().endsWith("/inner.html"));
    await frame.waitForFunction(() => document.querySelector("antiphon-composer")?.shadowRoot);
    const grown = await frame.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const before = composer.score.notes.length;
      await composer.continue();
      return composer.score.notes.length - before;
    });
    assert.ok(grown > 0);
  },
);

const PATCHED = `
  // As libraries of old did: everything here is seen by for-in, or by JSON.
  Array.prototype.each = function (act) { for (const one of this) act(one); };
  Array.prototype.last = function () { return "patched"; };
  Array.prototype.toJSON = function () { return [...this]; };
  String.prototype.format = () => "patched";
  Object.prototype.extend = function () {};
  Object.defineProperty(Object.prototype, "extend", { enumerable: true });
  Number.prototype.toJSON = function () { return Number(this); };
  Element.prototype.show = function () { throw new Error("a stranger's show"); };
  Element.prototype.empty = function () { throw new Error("a stranger's empty"); };
  window.structuredClone = () => { throw new Error("a stranger's clone"); };
  window.Event.prototype.stop = () => {};
`;

onHost("a page that has patched the prototypes is answered", { script: PATCHED }, async (page) => {
  await ready(page);
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    window.text = JSON.parse(composer.value).notes.length;
    return composer.continue({ takes: 2 });
  });
  assert.equal(await page.evaluate(() => window.text), 17);
  assert.equal(
    await page.evaluate(() => document.querySelector("antiphon-composer").choice.takes.length),
    2,
  );
});

const CLOBBERING = `<form name="body"></form><form name="head"></form><img name="currentScript" alt="">
  <form name="activeElement"></form><a id="caches"></a><a id="t"></a><a id="crypto"></a><a id="antiphon"></a>
  <form name="hidden"></form><form name="fonts"></form>`;

onHost(
  "a page whose names hide those of the document is answered",
  { body: CLOBBERING + COMPOSER },
  async (page) => {
    await ready(page);
    await assertAnswers(page);
  },
);

const LOUD = `* { all: unset !important; display: block !important; font: 40px/3 fantasy !important;
    color: red !important; position: static !important; box-sizing: content-box !important; margin: 9px !important }
  button, svg, div, p, span { display: none !important; transform: rotate(20deg) !important }
  antiphon-composer { display: block !important; height: 420px !important; width: 900px !important }`;

onHost(
  "a page's loud styles do not reach inside",
  { pages: { "/loud.css": LOUD }, head: '<link rel="stylesheet" href="/loud.css">' },
  async (page) => {
    const looks = () =>
      page.evaluate(() => {
        const { shadowRoot } = document.querySelector("antiphon-composer");
        return ["play", "verb-continue", "roll", "header"].map((name) => {
          const found = shadowRoot.querySelector(`[part~="${name}"]`);
          const { width, height } = found.getBoundingClientRect();
          const { color, fontSize, display, transform } = getComputedStyle(found);
          return [name, Math.round(width), Math.round(height), color, fontSize, display, transform];
        });
      });
    const loud = await looks();
    await page.evaluate(() => document.querySelector('link[href="/loud.css"]').remove());
    assert.deepEqual(loud, await looks());
  },
);

onHost(
  "a browser without WebGPU, form controls and observers of old answers on the processor",
  {
    script: `delete Navigator.prototype.gpu; delete HTMLElement.prototype.attachInternals;
      delete window.requestIdleCallback; delete window.ResizeObserverSize;`,
    body: '<antiphon-composer device="webgpu"></antiphon-composer>',
  },
  async (page) => {
    const { device, notice } = await ready(page);
    assert.equal(device, "cpu");
    assert.match(notice, /WebGPU|GPU|graphics/i);
    await assertAnswers(page);
  },
);
