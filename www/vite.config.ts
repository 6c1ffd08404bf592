// How the pages are built: the composer's and those beside it, one script to embed, the engine and its weights as files beside them.

import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
// biome-ignore lint/correctness/useImportExtensions: they are scripts, only their types are TypeScript
import { compiledAside, headless, integrity, workerName } from "./build/plugins.mjs";
// biome-ignore lint/correctness/useImportExtensions: it is a script, only its types are TypeScript
import { site } from "./build/site.mjs";
// biome-ignore lint/correctness/useImportExtensions: it is a script, only its types are TypeScript
import { modelConfig } from "./model-config.mjs";
// biome-ignore lint/correctness/useImportExtensions: it is a script, only its types are TypeScript
import { offline } from "./offline.mjs";

/** Lets the page be built before the engine is: it then says that the composer could not be loaded. */
function missingEngine(): Plugin {
  return {
    name: "missing-engine",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!/\/pkg\/(cpu|studio|webgpu)\//.test(source)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      if (found !== null) return found;
      this.warn(`${source} is not built yet; run "cargo xtask wasm"`);
      return { id: source, external: true };
    },
  };
}

/** What is loaded by who asks for it: `import()` leads there, and nothing that the page begins with does. */
const LATER = [
  /src\/element\/order\/(?!wish)/,
  /src\/element\/rules\/(rule-editors|rules-fields|set-rules|typed-pitch)/,
  /src\/library\//,
  /src\/words\/catalogs\//,
  /src\/element\/keeping\//,
  /src\/element\/(answer-fields|character|fold|help|key-tables|note-card|panel|play-along|rows|sheet|take-bar|take-tree)\.ts/,
  /src\/element\/rules\/rules-section/,
  /src\/element\/rework(-fields)?\.ts/,
  /src\/notation\//,
  /src\/element\/(staves|exchange|workbench|palette|shortcuts)\//,
  /src\/element\/(character-fields|fill-fields|own-music|swing)/,
  /src\/element\/takes-like/,
  /src\/audio\/(?!browser-ports|clock|index|metronome|mix|page-audio|scheduler|seconds|sound\.|transport)/,
  /src\/(midi|element\/(keys|mixer|tempo))\//,
  /src\/element\/(checks|configuration|engine-facts|forced-look|furnish|jam-pad|note-words|own-styles|presets|rating-words|ratings|sheet-kinds|sheet-look|steering|uncover)\.ts/,
  /src\/element\/motifs\//,
  /src\/score\/tempo-edits/,
  /src\/roll\/(equipment|waterfall)\//,
  /src\/element\/styles\/(adopt|exchange|falling|forced|library|note-card|order|panel-folds|presets|print|rows|rules|sheet|staves|takes|workbench)/,
  /src\/composer\/(chains|instruments|node-files|studio-desk|studio-worker|piece-outcome)\.ts/,
];

/** Rooms whose files do nothing by being loaded: each thing of them is loaded by who uses it, through whatever door. */
const PURE_ROOMS = /\/www\/src\/(score|words|audio|composer|roll)\//;

/** Everything else of the element is one file, so that nobody waits for a chain of small ones. */
function isShell(id: string): boolean {
  return (
    /\/www\/src\/(?!page|guide|lazy|offline)/.test(id) && !LATER.some((later) => later.test(id))
  );
}

/** Nothing is preloaded for what comes later, so no import is wrapped to do it. */
function plainImports(): Plugin {
  return {
    name: "plain-imports",
    configResolved({ plugins }) {
      for (let at = plugins.length - 1; at >= 0; at--) {
        if (/import-analysis-build|build-import-analysis/.test(plugins[at]?.name ?? "")) {
          (plugins as Plugin[]).splice(at, 1);
        }
      }
    },
  };
}

/** Comments are for who reads the source. */
function withoutComments(): Plugin {
  return {
    name: "without-comments",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace(/\s*<!--[\s\S]*?-->/g, ""),
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [
    missingEngine(),
    plainImports(),
    modelConfig(),
    site(),
    workerName(),
    withoutComments(),
    compiledAside(/opensheetmusicdisplay/),
    headless(missingEngine),
    integrity(),
    offline(),
  ],
  worker: { format: "es", plugins: () => [missingEngine()] },
  server: { fs: { allow: [".."] } },
  build: {
    target: "es2023",
    // Pages say what they need at once; what a script loads later needs little but the shell.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, scripts, { hostType }) => (hostType === "html" ? scripts : []),
    },
    chunkSizeWarningLimit: 200,
    rolldownOptions: {
      input: {
        index: "index.html",
        embed: "embed.html",
        guide: "guide.html",
        reference: "reference.html",
        how: "how.html",
        model: "model.html",
        antiphon: "src/index.ts",
        lazy: "src/lazy.ts",
      },
      // What a door offers and nobody takes is not loaded with it.
      treeshake: { moduleSideEffects: [{ test: PURE_ROOMS, sideEffects: false }] },
      preserveEntrySignatures: "exports-only",
      output: {
        // Scripts lie in the root, because the element finds "model/" beside its own script.
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
        codeSplitting: {
          groups: [
            // A room's door names it, but nobody in the shell asks for it.
            { name: "instruments", test: /composer\/instruments\.ts/, priority: 2 },
            { name: "shell", test: isShell, priority: 1 },
          ],
        },
      },
    },
  },
  test: { include: ["src/**/*.test.ts"], css: true },
});
