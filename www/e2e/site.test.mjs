// The pages beside the composer: they hang together below any path, and every sample in them and in the README runs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BasicSoundBank } from "spessasynth_core";
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

const SOUNDFONT = Buffer.from(await BasicSoundBank.getSampleSoundBankFile());
/** The sample of styles, for the sample that names it. */
const [, STYLES] = /^```json styles\n([\s\S]*?)^```$/m.exec(
  await readFile(join(ROOT, "docs/embed.md"), "utf8"),
);

/** Opens a page of somebody's with these lines in it. */
async function onSample(lines, act, headers = {}, more = {}) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/guest.css">${lines}`;
  const guest = "antiphon-composer { height: 400px }";
  const pages = { "/sample.html": page, "/guest.css": guest, "/own.sf2": SOUNDFONT, ...more };
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
    const page = whole.includes('<script type="module"') ? whole : `${script}${whole}`;
    await onSample(page, answers, {}, { "/styles.json": STYLES });
  },
  "json styles": (code) => {
    const [{ id, tempo }] = JSON.parse(code).styles;
    const tag = `<antiphon-composer styles="/styles.json" composer-style="${id}"></antiphon-composer>`;
    const act = async (page) => {
      const found = await page.evaluate(async () => {
        const composer = document.querySelector("antiphon-composer");
        await composer.seed();
        return composer.score.tempo;
      });
      assert.equal(found, tempo);
    };
    const script = '<script type="module" src="/antiphon.js"></script>';
    return onSample(`${script}${tag}`, act, {}, { "/styles.json": code });
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

/** Types that a document writes out are those of the package: what the one has, the other takes. */
test("the types of docs/wire.md are the package's own", async () => {
  const text = await readFile(join(ROOT, "docs/wire.md"), "utf8");
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  assert.ok(blocks.length >= 6);
  const shapes = blocks.filter((code) => !code.startsWith("class")).join("\n");
  const outgoing = ["Outcome", "Receipt", "Explanation", "Rating", "EditOutcome"];
  const incoming = ["WireScore", "SeedRequest", "ContinueRequest", "HarmonizeRequest"];
  incoming.push("InfillRequest", "PieceRequest", "RateRequest", "EditRequest");
  const code = [
    'import type * as own from "antiphon/headless";',
    shapes,
    ...incoming.map((name) => `export const in${name} = (it: ${name}): own.${name} => it;`),
    ...outgoing.map((name) => `export const out${name} = (it: own.${name}): Loose<${name}> => it;`),
    "type Loose<T> = T extends readonly (infer U)[] ? readonly Loose<U>[] : T extends object ? { readonly [K in keyof T]: Loose<T[K]> } : T;",
  ].join("\n");
  await writeFile(join(project, "wire.ts"), code);
  const tsc = join(ROOT, "www/node_modules/typescript/bin/tsc");
  const strict = ["--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler"];
  const lib = ["--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
  await run(process.execPath, [tsc, ...strict, ...lib, join(project, "wire.ts")], {
    cwd: project,
  }).catch(({ stdout }) => assert.fail(stdout));
});

test("the guide's account of bytes is that of this build", async () => {
  const text = await readFile(join(ROOT, "docs/embed.md"), "utf8");
  const { stdout } = await run(process.execPath, [
    join(ROOT, "www/build/costs.mjs"),
    "--dist",
    DIST,
  ]);
  const rows = (account) =>
    [...account.matchAll(/^\| (.+) \| (.+) \| ([\d.]+) \|$/gm)].map(([, what, , kB]) => [
      what,
      Number(kB),
    ]);
  const said = new Map(rows(text.slice(text.indexOf("<!-- costs -->"))));
  for (const [what, kB] of rows(stdout)) {
    const known = said.get(what);
    assert.ok(Math.abs(known - kB) <= Math.max(1, 0.1 * kB), `${what}: ${known} said, ${kB} found`);
  }
});

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
