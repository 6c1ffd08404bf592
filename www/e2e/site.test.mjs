// The pages beside the composer: they hang together below any path, and every sample in them and in the README runs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { open, serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = process.env.ANTIPHON_DIST ?? join(ROOT, "www/dist");
const PAGES = ["guide.html", "reference.html", "how.html", "model.html"];

let site;
let project;

before(async () => {
  site = await serve({ folders: { "/some/where/": DIST } });
  project = await mkdtemp(join(tmpdir(), "antiphon-samples-"));
  const out = join(project, "node_modules/antiphon");
  const script = join(ROOT, "www/build/package.mjs");
  await run(process.execPath, [script, "--dist", DIST, "--out", out]);
});

after(async () => {
  site?.close();
  if (project !== undefined) await rm(project, { recursive: true, force: true });
});

/** A page that need not have a composer. */
async function visit(url, act) {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  try {
    await page.goto(url);
    await act(page, troubles);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

test("the pages lead to each other below any path, and nowhere else", async () => {
  for (const name of PAGES) {
    await visit(`${site.origin}/some/where/${name}`, async (page) => {
      assert.equal(await page.locator("h1").count(), 1, name);
      const links = await page.evaluate(() =>
        [...document.querySelectorAll("a[href]")].map(({ href }) => href),
      );
      for (const link of new Set(links)) {
        assert.ok(link.startsWith(`${site.origin}/some/where/`), `${link} in ${name}`);
        const place = new URL(link);
        assert.equal((await page.request.get(place.href)).status(), 200, link);
      }
      const isTooWide = await page.evaluate(() => {
        return document.documentElement.scrollWidth > document.documentElement.clientWidth;
      });
      assert.equal(isTooWide, false);
    });
  }
});

test("the composer's page leads to the guide, quietly: from its sheet of keys", async () => {
  await visit(`${site.origin}/some/where/index.html`, async (page) => {
    const link = page.getByRole("link", { name: "Put it into your page" });
    await page.waitForFunction(() => document.querySelector("antiphon-composer")?.shadowRoot);
    assert.equal(await link.isVisible(), false);
    await page.keyboard.press("?");
    await link.click();
    await page.waitForURL("**/some/where/guide.html");
    assert.match(await page.locator("h1").innerText(), /page/);
  });
});

test("the reference names everything that the element has", async () => {
  await visit(`${site.origin}/some/where/reference.html`, async (page) => {
    const words = await page.evaluate(() =>
      [...document.querySelectorAll("td:first-child code")].map(({ textContent }) => textContent),
    );
    const known = new Set(words.map((name) => name.replace(/\(.*$/, "")));
    const guest = await open(stage.browser, `${stage.server.origin}/index.html`);
    const has = await guest.page.evaluate(() => {
      const Composer = customElements.get("antiphon-composer");
      const names = new Set(Composer.observedAttributes);
      let layer = Composer.prototype;
      while (layer !== HTMLElement.prototype) {
        for (const name of Object.getOwnPropertyNames(layer)) names.add(name);
        layer = Object.getPrototypeOf(layer);
      }
      return [...names];
    });
    await guest.close();
    const left = has.filter((name) => !known.has(name) && !/Callback$|^constructor$/.test(name));
    assert.deepEqual(left, []);
  });
});

test("the guide shows its samples working, and writes a tag that works", async () => {
  let written = "";
  await visit(`${site.origin}/some/where/guide.html`, async (page) => {
    await page.waitForFunction(() => customElements.get("antiphon-composer") !== undefined);
    assert.ok((await page.locator(".live antiphon-composer").count()) >= 6);
    const form = page.locator("form.configurator");
    await form.getByLabel("Style").selectOption("hymn");
    await form.locator("[name=key-signature]").fill("D major");
    await form.getByLabel("Bars of an answer").fill("2");
    await form.getByLabel("Loop").check();
    written = await page.locator("#written").innerText();
    const preview = await page.locator("#preview antiphon-composer").getAttribute("composer-style");
    assert.equal(preview, "hymn");
  });
  assert.match(
    written,
    /<antiphon-composer composer-style="hymn" key-signature="D major" bars="2" loop>/,
  );
  await onSample(written, async (page) => {
    const bars = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const before = composer.duration;
      await composer.continue();
      return (composer.duration - before) / 2.5;
    });
    assert.equal(bars, 2);
  });
});

/** Opens a page of somebody's with these lines in it. */
async function onSample(lines, act, headers = {}) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/guest.css">${lines}`;
  const pages = { "/sample.html": page, "/guest.css": "antiphon-composer { height: 400px }" };
  const host = await serve({ pages, headers, folders: { "/antiphon/": DIST } });
  try {
    await visit(`${host.origin}/sample.html`, async (page) => {
      await page.waitForFunction(() => document.querySelector("antiphon-composer")?.shadowRoot);
      await act(page);
    });
  } finally {
    host.close();
  }
}

const answers = (page) =>
  page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    const isPlayer = composer.preset === "player" || composer.getAttribute("preset") === "player";
    if (isPlayer) return composer.play();
    const before = composer.score.notes.length;
    await composer.harmonize();
    if (composer.score.notes.length <= before) throw new Error("it does not answer");
  });

/** How each kind of sample is run. */
const RUNNERS = {
  html: async (code) => {
    const hashes = JSON.parse(await readFile(join(DIST, "integrity.json"), "utf8"));
    const whole = code.replaceAll("INTEGRITY", hashes["antiphon.js"]);
    const script = '<script type="module" src="/antiphon.js"></script>';
    await onSample(whole.includes('<script type="module"') ? whole : `${script}${whole}`, answers);
  },
  js: (code) =>
    onSample(
      `<script type="module" src="/antiphon.js"></script><antiphon-composer device="cpu"></antiphon-composer>`,
      (page) => page.evaluate(`(async () => { ${code} })()`),
    ),
  css: (code) =>
    onSample(
      `<style>${code}</style><script type="module" src="/antiphon.js"></script><antiphon-composer></antiphon-composer>`,
      async (page) => {
        const looks = await page.evaluate(() => {
          const { shadowRoot } = document.querySelector("antiphon-composer");
          const mark = shadowRoot.querySelector('[part~="wordmark"]');
          const paper = getComputedStyle(shadowRoot.querySelector(".composer")).backgroundColor;
          return [getComputedStyle(mark).display, paper];
        });
        assert.deepEqual(looks, ["none", "rgb(255, 253, 245)"]);
      },
    ),
  csp: (policy) =>
    onSample(
      '<script type="module" src="/antiphon.js"></script><antiphon-composer></antiphon-composer>',
      answers,
      { "content-security-policy": policy.trim() },
    ),
  "js headless": async (code) => assert.ok((await inNode(code)).length > 0),
  "js module": async (code) => assert.match(await inNode(code), /function/),
  "js config": async (code) => {
    const [plugin] = (await importing(code)).default.plugins;
    assert.equal(plugin.name, "antiphon");
  },
};

async function save(code) {
  const file = join(project, `sample-${Math.random().toString(36).slice(2)}.mjs`);
  await writeFile(file, code);
  return file;
}

const importing = async (code) => import(await save(code));

async function inNode(code) {
  return (await run(process.execPath, [await save(code)])).stdout;
}

/** Commands for a shell; what they do is tested where it is done. */
const FOR_A_SHELL = /^(npm install antiphon$|cargo |antiphon |target\/debug\/antiphon |$)/;

for (const name of ["README.md", "docs/embed.md"]) {
  const text = await readFile(join(ROOT, name), "utf8");
  const fences = [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)];
  for (const [index, [, mark, code]] of fences.entries()) {
    const kind = mark.replace(/ live$/, "");
    if (
      kind === "" &&
      code
        .trim()
        .split("\n")
        .every((line) => FOR_A_SHELL.test(line))
    )
      continue;
    const title = code.trim().split("\n")[0].slice(0, 60);
    test(`sample ${index + 1} of ${name} runs: ${title}`, async () => {
      const runner = RUNNERS[kind];
      assert.ok(runner, `nobody knows how to run “${kind}”: ${title}`);
      await runner(code);
    });
  }
}
