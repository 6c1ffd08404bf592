// The npm package in projects of others: packed, installed, type-checked, built and used, each made on the fly.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { added, open, ready, scoreOf, serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

const run = promisify(execFile);
const WWW = fileURLToPath(new URL("..", import.meta.url));
const DIST = process.env.ANTIPHON_DIST ?? join(WWW, "dist");
const REGISTRY_PATIENCE_MS = 30_000;
/** What hangs fails, and says where. */
const TOOL_PATIENCE_MS = 150_000;
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

/** What these projects are made with; nothing of it becomes part of the page. */
const DEPENDENCIES = {
  vite: "8.3.8",
  typescript: "7.0.2",
  react: "19.3.1",
  "react-dom": "19.3.1",
  "@types/react": "19.3.0",
  "@types/react-dom": "19.3.0",
  vue: "3.5.45",
  "@vitejs/plugin-vue": "6.0.11",
  svelte: "5.57.3",
  "@sveltejs/vite-plugin-svelte": "7.3.1",
};

/** The strictest there is; libraries are checked too. */
const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    module: "ESNext",
    moduleResolution: "Bundler",
    jsx: "react-jsx",
    types: [],
    noEmit: true,
    skipLibCheck: false,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
  },
  include: ["src"],
};

let folder = null;
/** Why nothing is tested here; null where all is. */
let unreachable = null;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "antiphon-foreign-"));
  try {
    await run(NPM, ["view", "vite@8.3.8", "version"], { timeout: REGISTRY_PATIENCE_MS });
  } catch {
    unreachable = "the npm registry cannot be reached, so no project can be installed";
    return;
  }
  const out = join(folder, "package");
  await run(process.execPath, [join(WWW, "build/package.mjs"), "--dist", DIST, "--out", out]);
  const { stdout } = await run(NPM, ["pack", "--silent", "--pack-destination", folder], {
    cwd: out,
  });
  const dependencies = { ...DEPENDENCIES, antiphon: `file:./${stdout.trim()}` };
  await put("package.json", JSON.stringify({ private: true, type: "module", dependencies }));
  const quiet = ["--no-audit", "--no-fund", "--silent", "--prefer-offline"];
  await run(NPM, ["install", ...quiet], { cwd: folder, timeout: TOOL_PATIENCE_MS });
});

after(async () => {
  if (folder !== null) await rm(folder, { recursive: true, force: true });
});

function onForeign(name, act) {
  test(name, async (context) => {
    if (unreachable !== null) return context.skip(unreachable);
    await act();
  });
}

async function put(path, text) {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function project(name, files) {
  for (const [path, text] of Object.entries(files)) await put(`${name}/${path}`, text);
  return join(folder, name);
}

const tool = (name) => join(folder, "node_modules", name);
const PAGE = (script) =>
  `<!doctype html><html lang="en"><meta charset="utf-8">
  <link rel="icon" href="data:,"><style>antiphon-composer { height: 400px }</style>
  <div id="app"></div><script type="module" src="${script}"></script>`;
const CONFIG = (plugins, imports = "") => `${imports}
  import { antiphon } from "antiphon/vite";
  export default { base: "./", plugins: [antiphon(), ${plugins}] };`;

async function build(at) {
  await run(process.execPath, [tool("vite/bin/vite.js"), "build", "--logLevel", "error"], {
    cwd: at,
    timeout: TOOL_PATIENCE_MS,
  });
  return join(at, "dist");
}

async function check(at) {
  await run(process.execPath, [tool("typescript/bin/tsc"), "--project", at]).catch((error) => {
    throw new Error(error.stdout);
  });
}

/** Opens a page and has its composer answer. */
async function assertAnswers(url) {
  const guest = await open(stage.browser, url);
  try {
    const { page } = guest;
    await page.waitForFunction(() => document.querySelector("antiphon-composer")?.shadowRoot);
    await ready(page);
    const before = await scoreOf(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").continue());
    assert.ok(added(before, await scoreOf(page)).length > 0);
    assert.deepEqual(guest.troubles, []);
    return await page.evaluate(() => window.heardBack ?? null);
  } finally {
    await guest.close();
  }
}

/** Served below a path, as sites are that have a host to share. */
async function assertBuiltAnswers(dist) {
  const server = await serve({ folders: { "/some/where/": dist } });
  try {
    return await assertAnswers(`${server.origin}/some/where/index.html`);
  } finally {
    server.close();
  }
}

onForeign("plain HTML: two lines, with the package's folder served as it is", async () => {
  const page = `<!doctype html><script type="module" src="/lib/antiphon.js"></script>
    <antiphon-composer style="display: block; height: 400px"></antiphon-composer>`;
  const server = await serve({
    pages: { "/plain.html": page },
    folders: { "/lib/": join(folder, "node_modules/antiphon/") },
  });
  try {
    await assertAnswers(`${server.origin}/plain.html`);
  } finally {
    server.close();
  }
});

const TYPED = `
import { AntiphonComposer, ComposerError, type Configuration, type Score, setBase } from "antiphon";
import { type Answer, Composer, type WireScore } from "antiphon/headless";

const composer: AntiphonComposer = document.createElement("antiphon-composer");
const configuration: Configuration = { style: "hymn", bars: 2, controls: { density: 3 } };
composer.addEventListener("scorechange", () => {
  const { notes }: Score = composer.score;
  Reflect.set(window, "heardBack", notes.length);
});
composer.loop = false;
composer.volume = 0.5;
document.querySelector("#app")?.append(composer);
await composer.configure(configuration);

export async function unheard(score: WireScore): Promise<number> {
  const engine = await Composer.open({ device: "cpu" });
  const answer: Answer = engine.continue({ score, bars: 2 });
  let count = 0;
  for await (const note of answer) count += note.duration;
  const { receipt } = await answer.outcome;
  engine.close();
  return count + receipt.tokens;
}
export const others: readonly unknown[] = [ComposerError, setBase];
`;

const typed = () =>
  project("typed", {
    "index.html": PAGE("/src/main.ts"),
    "src/main.ts": TYPED,
    "tsconfig.json": JSON.stringify(TSCONFIG),
    "vite.config.js": CONFIG(""),
  });

onForeign("Vite and TypeScript at its strictest: checked, built, answered", async () => {
  const at = await typed();
  await check(at);
  assert.ok((await assertBuiltAnswers(await build(at))) > 17);
});

onForeign("Vite's own server, without a build", async () => {
  const at = await typed();
  const { createServer } = await import(tool("vite/dist/node/index.js"));
  const server = await createServer({
    root: at,
    configFile: join(at, "vite.config.js"),
    base: "/",
    logLevel: "error",
  });
  await server.listen(0);
  try {
    await assertAnswers(server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
});

onForeign("React: by JSX and a ref", async () => {
  const at = await project("react", {
    "index.html": PAGE("/src/main.tsx"),
    "src/main.tsx": `
      import type { AntiphonComposer } from "antiphon";
      import "antiphon";
      import type {} from "antiphon/jsx";
      import { useEffect, useRef } from "react";
      import { createRoot } from "react-dom/client";
      function Tune() {
        const ref = useRef<AntiphonComposer>(null);
        useEffect(() => {
          const composer = ref.current;
          const hear = () => Reflect.set(window, "heardBack", composer?.score.notes.length);
          composer?.addEventListener("scorechange", hear);
          return () => composer?.removeEventListener("scorechange", hear);
        }, []);
        return <antiphon-composer ref={ref} composer-style="hymn" bars={2} />;
      }
      const app = document.querySelector("#app");
      if (app !== null) createRoot(app).render(<Tune />);`,
    "tsconfig.json": JSON.stringify(TSCONFIG),
    "vite.config.js": CONFIG(""),
  });
  await check(at);
  assert.ok((await assertBuiltAnswers(await build(at))) > 17);
});

onForeign("Vue: in a component", async () => {
  const vue =
    "vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } })";
  const at = await project("vue", {
    "index.html": PAGE("/src/main.js"),
    "src/main.js": `import { createApp } from "vue"; import Tune from "./Tune.vue"; createApp(Tune).mount("#app");`,
    "src/Tune.vue": `<script setup>
      import "antiphon";
      const hear = ({ target }) => { window.heardBack = target.score.notes.length; };
      </script>
      <template><antiphon-composer composer-style="hymn" bars="2" @scorechange="hear" /></template>`,
    "vite.config.js": CONFIG(vue, 'import vue from "@vitejs/plugin-vue";'),
  });
  assert.ok((await assertBuiltAnswers(await build(at))) > 17);
});

onForeign("Svelte: in a component", async () => {
  const at = await project("svelte", {
    "index.html": PAGE("/src/main.js"),
    "src/main.js": `import { mount } from "svelte"; import Tune from "./Tune.svelte"; mount(Tune, { target: document.querySelector("#app") });`,
    "src/Tune.svelte": `<script>
      import "antiphon";
      const hear = ({ target }) => { window.heardBack = target.score.notes.length; };
      </script>
      <antiphon-composer composer-style="hymn" bars="2" onscorechange={hear}></antiphon-composer>`,
    "vite.config.js": CONFIG("svelte()", 'import { svelte } from "@sveltejs/vite-plugin-svelte";'),
  });
  assert.ok((await assertBuiltAnswers(await build(at))) > 17);
});

onForeign("a server imports it without a crash, renders its tag, and composes", async () => {
  await put(
    "server/render.mjs",
    `import { AntiphonComposer } from "antiphon";
     import { Composer } from "antiphon/headless";
     import { createElement } from "react";
     import { renderToString } from "react-dom/server";
     const html = renderToString(createElement("antiphon-composer", { bars: 2 }));
     const composer = await Composer.open();
     const { added, receipt } = await composer.seed({ style: "hymn", bars: 2, rngSeed: 4 }).outcome;
     composer.close();
     console.log(JSON.stringify({ html, type: typeof AntiphonComposer, added: added.length, device: receipt.device }));`,
  );
  const { stdout } = await run(process.execPath, ["server/render.mjs"], { cwd: folder });
  const { added: count, ...rest } = JSON.parse(stdout);
  assert.deepEqual(rest, {
    html: '<antiphon-composer bars="2"></antiphon-composer>',
    type: "function",
    device: "cpu",
  });
  assert.ok(count > 4);
});

onForeign("the headless composer brings nothing of the element", async () => {
  const at = await project("unseen", {
    "index.html": PAGE("/src/main.js"),
    "src/main.js": `import { Composer } from "antiphon/headless"; window.Composer = Composer;`,
    "vite.config.js": CONFIG(""),
  });
  const server = await serve({ folders: { "/": await build(at) } });
  const context = await stage.browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/index.html`);
    await page.waitForFunction(() => window.Composer !== undefined);
    const seen = await page.evaluate(async () => {
      const composer = await window.Composer.open();
      const { added } = await composer.seed({ bars: 1, rngSeed: 1 }).outcome;
      const isDefined = customElements.get("antiphon-composer") !== undefined;
      return { count: added.length, isDefined };
    });
    assert.ok(seen.count > 2);
    assert.equal(seen.isDefined, false);
  } finally {
    await context.close();
    server.close();
  }
});
