// Long tasks by the page's own account, in a browser that nobody debugs: for a debugger a browser notes where each
// piece of a script stands when the script is run, which takes longer than running it.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHROMIUM, DIST, QUIET, serve } from "../stage.mjs";
import { spread } from "./spread.mjs";

const PATIENCE_MS = 120_000;
const PAGE = "/unwatched.html";
const SCRIPT = "/unwatched.js";
/** The page tells by asking for addresses that begin like this: its policy lets it ask nobody else. */
const TOLD = "/told/";

/** What is opened by which key; each is a part of the page that is loaded when it is wanted. */
const OPENED = {
  panel: "p",
  mixer: "z",
  help: "?",
  library: ":",
  order: "o",
  exchange: "Control+Shift+s",
};
const ROUNDS = 3;

/** The longest task of each run, in ms, or 0 where none took 50, from which on browsers tell of them. */
export async function measureUnwatched(runs) {
  const found = [];
  for (let run = 0; run < runs; run++) found.push(await tasksOfRun());
  return {
    tasks: found,
    longest: spread(found.map((tasks) => Math.max(0, ...tasks.map(({ ms }) => ms)))),
  };
}

async function tasksOfRun() {
  const index = await readFile(join(DIST, "index.html"), "utf8");
  const script = `<script type="module" src="${SCRIPT}"></script></body>`;
  const act = `(${workThrough})(${JSON.stringify({ opened: OPENED, rounds: ROUNDS, told: TOLD })});`;
  let hears = () => {};
  const told = new Promise((resolve) => {
    hears = resolve;
  });
  const server = await serve({
    pages: { [PAGE]: index.replace("</body>", script), [SCRIPT]: act },
    before: (path) =>
      path.startsWith(TOLD) && hears(JSON.parse(decodeURIComponent(path.slice(TOLD.length)))),
  });
  const profile = await mkdtemp(join(tmpdir(), "antiphon-unwatched-"));
  const flags = [
    "--headless",
    "--disable-gpu",
    "--window-size=1440,900",
    `--user-data-dir=${profile}`,
  ];
  const browser = spawn(CHROMIUM, [...QUIET, ...flags, `${server.origin}${PAGE}?device=cpu`], {
    stdio: "ignore",
  });
  const gone = new Promise((resolve) => browser.once("exit", resolve));
  const patience = setTimeout(() => hears({ thrown: "the page has told nothing" }), PATIENCE_MS);
  try {
    const { thrown, tasks } = await told;
    if (thrown !== undefined) throw new Error(`unwatched: ${thrown}`);
    return tasks;
  } finally {
    clearTimeout(patience);
    browser.kill();
    await gone;
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** In the page: opens everything and answers, as the keys of a person do. */
async function workThrough({ opened, rounds, told }) {
  const tasks = [];
  let act = "starts";
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push({ act, ms: duration });
  }).observe({ type: "longtask" });
  const tell = (what) => fetch(told + encodeURIComponent(JSON.stringify(what)));
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const composer = document.querySelector("antiphon-composer");
  const { shadowRoot } = composer;
  const shown = (part) => shadowRoot.querySelector(`[part~="${part}"]`)?.checkVisibility() ?? false;
  const expect = (isSo, what) => {
    if (!isSo) throw new Error(`${act}: expected ${what}`);
  };
  const press = (keys) => {
    const names = keys.split("+");
    const event = new KeyboardEvent("keydown", {
      key: names.at(-1),
      ctrlKey: names.includes("Control"),
      shiftKey: names.includes("Shift"),
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    (shadowRoot.activeElement ?? shadowRoot.querySelector('[part~="roll"]')).dispatchEvent(event);
  };
  const does = async (name, what, ms) => {
    act = name;
    await what();
    await sleep(ms);
  };
  try {
    await customElements.whenDefined("antiphon-composer");
    await sleep(3_000);
    tasks.length = 0;
    for (let round = 0; round < rounds; round++) {
      await does("continues", () => composer.continue(), 500);
      await does("harmonizes", () => composer.harmonize(), 500);
      composer.focus();
      await does("staves", () => press("/"), 2_000);
      expect(shown("staves") && shadowRoot.querySelector(".vf-notehead") !== null, "staves");
      await does("staves alone", () => press("/"), 1_000);
      await does("roll alone", () => press("/"), 500);
      expect(!shown("staves"), "no staves");
      for (const [part, keys] of Object.entries(opened)) {
        composer.focus();
        await does(part, () => press(keys), 700);
        expect(shown(part), part);
        const sheet = shadowRoot.querySelector("dialog[open]");
        await does(`${part}, closed`, () => (sheet === null ? press(keys) : sheet.close()), 300);
        expect(!shown(part), `no ${part}`);
      }
    }
    await tell({ tasks });
  } catch (thrown) {
    await tell({ thrown: String(thrown) });
  }
}
