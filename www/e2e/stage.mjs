// A browser, a server of www/dist and the questions that several tests ask of a page.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { chromium } from "playwright-core";

/** The built page. */
export const DIST = process.env.ANTIPHON_DIST ?? fileURLToPath(new URL("../dist", import.meta.url));
/** Pictures and logs for people; ignored by git. */
export const OUTPUT = fileURLToPath(new URL("../test-output", import.meta.url));

/** How long a state is waited for: machines that test pages have few and slow cores. */
const PATIENCE_MS = 90_000;

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * What static hosts send in brotli: what they know to be text, and WebAssembly. Weights are bytes of no known
 * kind to them, and go as they are.
 */
const COMPRESSIBLE = /\.(css|html|js|json|mjs|svg|wasm|webmanifest)$/;

/** The system's Chromium. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** What it need not do beside. */
export const QUIET = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/**
 * Serves the built page; `hides` makes files disappear, as on a careless server, `pages` adds some, and
 * `folders` adds whole folders by the beginning of their paths.
 * `types` calls files by other types, `before` may keep an answer waiting, `change` sends another text, and
 * `headers` are sent with everything. Everybody may embed what it serves.
 * `isCompressed` sends what static hosts compress in brotli, at its best as `xtask size` weighs it; each text
 * is compressed once, so that a second visit does not wait for that.
 */
export async function serve({
  hides = () => false,
  pages = {},
  folders = {},
  types = {},
  before = () => {},
  change = (_path, bytes) => bytes,
  headers = {},
  isCompressed = false,
} = {}) {
  const compressed = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    // Browsers ask for it unbidden, also where the page names no icon.
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const path = normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    try {
      await before(path);
      if (hides(path)) throw new Error("hidden");
      const folder = Object.keys(folders).find((name) => path.startsWith(name)) ?? "/";
      const file = join(folders[folder] ?? DIST, path.slice(folder.length));
      const found = path in pages ? Buffer.from(pages[path]) : await readFile(file);
      const plain = change(path, found);
      const isSmall =
        isCompressed &&
        COMPRESSIBLE.test(path) &&
        /\bbr\b/.test(request.headers["accept-encoding"]);
      const bytes = isSmall ? await inBrotli(compressed, plain) : plain;
      const type = { ...TYPES, ...types }[extname(path)] ?? "application/octet-stream";
      const etag = `"${createHash("sha1").update(bytes).digest("hex")}"`;
      response.writeHead(200, {
        "access-control-allow-origin": "*",
        "content-length": bytes.length,
        "content-type": type,
        etag,
        ...(isSmall ? { "content-encoding": "br", vary: "accept-encoding" } : {}),
        ...headers,
      });
      response.end(bytes);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${server.address().port}`;
  return { origin, close: () => server.close() };
}

/** Bytes in brotli, at its best, out of what has been compressed before. */
function inBrotli(compressed, bytes) {
  const name = createHash("sha1").update(bytes).digest("hex");
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  if (!compressed.has(name)) compressed.set(name, promisify(brotliCompress)(bytes, { params }));
  return compressed.get(name);
}

/** Starts the system's Chromium. */
export function launch({ hasSoftwareGpu = false, args = [] } = {}) {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [...QUIET, ...(hasSoftwareGpu ? SOFTWARE_GPU : []), ...args],
  });
}

/** A page that remembers what went wrong in it and whom it asked. */
export async function open(browser, url, options = {}) {
  // What keeps the page on the device would answer in place of the server.
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const troubles = [];
  const requests = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  // Asks for the dialogs of files from the start: asked for just before a press, they may come too late.
  page.on("filechooser", () => {});
  context.on("request", (request) => requests.push(request.url()));
  await page.addInitScript(watch);
  await page.goto(url);
  await page.waitForFunction(() => customElements.get("antiphon-composer") !== undefined);
  return { page, troubles, requests, close: () => context.close() };
}

/** Runs in the page before everything else: keeps the engine's state and all that reaches the loudspeakers. */
function watch() {
  // The engine may be ready before a test listens.
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event.type === "engine" && this instanceof HTMLElement)
      this.lastEngine = event.detail.engine;
    return dispatch.call(this, event);
  };

  // What is connected to the destination is heard by a recorder too.
  window.heard = { sampleRate: 0, chunks: [] };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && target.context instanceof AudioContext) {
      const { context } = target;
      const recorder = context.createScriptProcessor(1024, 2, 2);
      recorder.onaudioprocess = ({ inputBuffer, playbackTime }) => {
        window.heard.sampleRate = inputBuffer.sampleRate;
        window.heard.chunks.push({
          at: playbackTime,
          samples: inputBuffer.getChannelData(0).slice(),
        });
      };
      connect.call(this, recorder);
      connect.call(recorder, target);
    }
    return connect.call(this, target, ...rest);
  };
}

/**
 * The longest task of the page's main thread while the composer continues and harmonizes: milliseconds by
 * the clock, and milliseconds of work. On a busy machine only the latter says something about the page.
 */
export async function longestTask(browser, page) {
  // What came before is another matter.
  await page.waitForTimeout(300);
  await browser.startTracing(page, { categories: ["toplevel"] });
  await page.evaluate(async () => {
    const composer = document.querySelector("antiphon-composer");
    await composer.continue();
    await composer.harmonize();
  });
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const isMain = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid}:${tid}`);
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) =>
      name.endsWith("RunTask") && ph === "X" && isMain.includes(`${pid}:${tid}`),
  );
  const longest = (field) => Math.max(0, ...tasks.map((task) => task[field] ?? 0)) / 1000;
  return {
    wallMs: Math.round(longest("dur")),
    workMs: Math.round(longest("tdur")),
    tasks: tasks.length,
  };
}

/** Loudness of what was heard in steps of 10 ms, from just before the first sound on; root mean squares. */
export function loudness(page) {
  return page.evaluate(() => {
    const { sampleRate, chunks } = window.heard;
    const begin = chunks[0].at;
    const last = chunks.at(-1);
    const samples = new Float32Array(
      Math.ceil((last.at - begin) * sampleRate) + last.samples.length,
    );
    // By their times, since a busy page loses some.
    for (const { at, samples: chunk } of chunks) {
      samples.set(
        chunk,
        Math.min(samples.length - chunk.length, Math.round((at - begin) * sampleRate)),
      );
    }
    const frame = Math.round(sampleRate / 100);
    const first = samples.findIndex((sample) => Math.abs(sample) > 1e-3);
    const silence = [0, 0, 0, 0, 0];
    const frames = [];
    for (let at = Math.max(0, first); at + frame <= samples.length; at += frame) {
      const square = samples.slice(at, at + frame).reduce((sum, x) => sum + x * x, 0);
      frames.push(Math.sqrt(square / frame));
    }
    return [...silence, ...frames];
  });
}

/** Times in seconds at which a sound begins: energy that jumps up over the 40 ms before it. */
export function onsets(frames, stepSeconds = 0.01) {
  const found = [];
  for (let i = 4; i < frames.length; i++) {
    const before = Math.max(...frames.slice(i - 4, i));
    const isJump = frames[i] > 0.01 && frames[i] > before * 1.25;
    const at = i * stepSeconds;
    if (isJump && at - (found.at(-1) ?? -1) > 0.12) found.push(at);
  }
  return found;
}

/** The score of the n-th composer of a page. */
export function scoreOf(page, index = 0) {
  return page.evaluate(
    (index) => structuredClone(document.querySelectorAll("antiphon-composer")[index].score),
    index,
  );
}

/** Waits until the composer can answer; resolves with what its engine says of itself. */
export async function ready(page, index = 0) {
  const state = await page.waitForFunction((index) => {
    const { lastEngine } = document.querySelectorAll("antiphon-composer")[index];
    return lastEngine?.phase === "ready" || lastEngine?.phase === "failed" ? lastEngine : null;
  }, index);
  const { phase, info, notice } = await state.jsonValue();
  if (phase === "failed") throw new Error(notice);
  return { ...info, notice };
}

/** Waits until the larger model answers; gives what the engine says of itself then. */
export async function grown(page) {
  const info = await page.waitForFunction(() => {
    const { lastEngine } = document.querySelector("antiphon-composer");
    return lastEngine?.info?.modelVersion?.startsWith("base-") ? lastEngine.info : null;
  });
  return info.jsonValue();
}

/** Has the panel built, which is so when it is first opened, and leaves it closed. */
export function panelBuilt(page) {
  return page.evaluate(async () => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const isBuilt = () => shadowRoot.querySelector('[part~="panel"]') !== null;
    if (isBuilt()) return;
    const button = shadowRoot.querySelector('[data-action="panel"]');
    button.click();
    while (!isBuilt()) await new Promise((resolve) => setTimeout(resolve, 5));
    button.click();
  });
}

/** Types the number of the dice, which stays then. */
export async function setRngSeed(page, rngSeed) {
  await panelBuilt(page);
  await page.evaluate((rngSeed) => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const input = shadowRoot.querySelector('[data-field="rng-seed"]');
    input.value = String(rngSeed);
    input.dispatchEvent(new Event("change"));
  }, rngSeed);
}

/** Begins to continue and waits for the first note; `window.answered` settles with the answer. */
export function firstNoteOfContinue(page) {
  return page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const firstNote = new Promise((resolve) =>
      composer.addEventListener("notestart", () => resolve(), { once: true }),
    );
    window.answered = composer.continue();
    return firstNote;
  });
}

/** A part of the n-th composer, by its name. */
export function part(page, name, index = 0) {
  return page.locator("antiphon-composer").nth(index).locator(`[part~="${name}"]`).first();
}

/** An action button of the n-th composer, by its id. */
export function action(page, id, index = 0) {
  const buttons = page.locator("antiphon-composer").nth(index).locator(`[data-action="${id}"]`);
  return buttons.filter({ visible: true }).first();
}

/** Opens the panel by its button, and the rules in it. */
export async function openRules(page) {
  await action(page, "panel").click();
  const rules = part(page, "rules");
  await rules.locator("summary").first().click();
  await rules.locator("[data-rule]").first().waitFor();
  return rules;
}

/** Waits until there are so many takes to choose from. */
export async function takesOf(page, count) {
  await page.waitForFunction(
    (count) => document.querySelector("antiphon-composer").choice?.takes.length === count,
    count,
  );
  await part(page, "takes").waitFor();
  // A rating that comes late puts the others in another order: what is counted below counts from then on.
  await page.waitForFunction((count) => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    return shadowRoot.querySelectorAll(".take[data-rated]").length === count;
  }, count);
  await page.evaluate(() => document.querySelector("antiphon-composer").showTake(1));
}

/** What screen readers heard last. */
export function said(page) {
  return page.evaluate(
    () => document.querySelector("antiphon-composer").shadowRoot.querySelector(".live").textContent,
  );
}

/** The button that holds a bar of the ruler, counted from 1. */
export function barButton(page, number) {
  return part(page, "takes").locator(`[data-bar="${number - 1}"]`);
}

/** Notes of `after` that `before` does not have. */
export function added(before, after) {
  const ids = new Set(before.notes.map(({ id }) => id));
  return after.notes.filter(({ id }) => !ids.has(id));
}
