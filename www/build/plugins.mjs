// What the build adds to the page: a lasting name for the worker, hints for V8, the composer without a page,
// fingerprints.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { build } from "vite";

/** The worker's own name changes with its content; who serves the files from elsewhere asks for this one. */
export function workerName() {
  return {
    name: "worker-name",
    apply: "build",
    generateBundle(_, bundle) {
      const worker = Object.keys(bundle).find((name) => /^assets\/worker-[^/]*\.js$/.test(name));
      if (worker === undefined) return this.error("the worker is not among the files");
      this.emitFile({ type: "asset", fileName: "worker.js", source: `import "./${worker}";\n` });
    },
  };
}

/** What V8 obeys where it stands first in a script: its functions are compiled while it comes, beside the page. */
const ALL_AT_ONCE = "//# allFunctionsCalledOnLoad\n";

/** Has scripts with a module of these compiled as a whole, where that would be one long task of the page else. */
export function compiledAside(modules) {
  return {
    name: "compiled-aside",
    apply: "build",
    generateBundle(_, bundle) {
      const aside = Object.values(bundle).filter(
        ({ type, moduleIds }) => type === "chunk" && moduleIds.some((id) => modules.test(id)),
      );
      if (aside.length === 0) return this.error(`no script has a module of ${modules}`);
      for (const chunk of aside) chunk.code = ALL_AT_ONCE + chunk.code;
    },
  };
}

/** Builds `headless.js` by itself: nothing of it may need a page, and nothing of the page may be in it. */
export function headless(more) {
  let outDir = "dist";
  return {
    name: "headless",
    apply: "build",
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      await build({
        configFile: false,
        base: "./",
        logLevel: "warn",
        plugins: [more()],
        worker: { format: "es", plugins: () => [more()] },
        build: {
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          target: "es2023",
          modulePreload: false,
          chunkSizeWarningLimit: 200,
          rolldownOptions: {
            input: { headless: "src/headless/index.ts" },
            preserveEntrySignatures: "exports-only",
            output: {
              entryFileNames: "[name].js",
              chunkFileNames: "[name]-[hash].js",
              assetFileNames: "assets/[name]-[hash][extname]",
            },
          },
        },
      });
    },
  };
}

/** Writes `integrity.json`, the fingerprint of every file that a page may load by its name, and prints the first. */
export function integrity() {
  let outDir = "dist";
  return {
    name: "integrity",
    apply: "build",
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: {
      sequential: true,
      order: "post",
      async handler() {
        const names = (await readdir(outDir, { recursive: true, withFileTypes: true }))
          .filter((file) => file.isFile() && /\.(js|css|wasm)$/.test(file.name))
          .map((file) => relative(outDir, join(file.parentPath, file.name)).replaceAll("\\", "/"))
          .sort();
        const hashes = {};
        for (const name of names) hashes[name] = fingerprint(await readFile(join(outDir, name)));
        await writeFile(join(outDir, "integrity.json"), `${JSON.stringify(hashes, null, 2)}\n`);
        console.info(`antiphon.js ${hashes["antiphon.js"]}`);
      },
    },
  };
}

/** As the attribute `integrity` has it. */
function fingerprint(bytes) {
  return `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
}
