// A plugin of vite: puts the package's files beside the page and has `import "antiphon"` load them from there.
// They are served as they are, so that worker, engine and weights find each other.

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ENTRIES = {
  antiphon: "antiphon.js",
  "antiphon/headless": "headless.js",
  "antiphon/lazy": "lazy.js",
};
const TYPES = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

export function antiphon({ folder = "antiphon" } = {}) {
  let base = "/";
  let isBuild = false;
  return {
    name: "antiphon",
    enforce: "pre",
    config: () => ({ optimizeDeps: { exclude: Object.keys(ENTRIES) } }),
    configResolved(config) {
      base = config.base;
      isBuild = config.command === "build";
    },
    resolveId(source, _importer, options) {
      // A server imports the package itself: it defines nothing there.
      if (options?.ssr || !(source in ENTRIES)) return null;
      return `\0antiphon:${ENTRIES[source]}`;
    },
    async load(id) {
      if (!id.startsWith("\0antiphon:")) return null;
      const entry = id.slice("\0antiphon:".length);
      const names = Object.keys(await import(new URL(entry, import.meta.url).href));
      const place =
        base === "" || base.startsWith(".") ? `${folder}/${entry}` : `${base}${folder}/${entry}`;
      return [
        `const url = new URL(${JSON.stringify(place)}, document.baseURI).href;`,
        "const loaded = await import(/* @vite-ignore */ url);",
        ...names.map((name) => `export const ${name} = loaded.${name};`),
      ].join("\n");
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${folder}`, async (request, response, next) => {
        const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
        try {
          const bytes = await readFile(join(HERE, join("/", path)));
          const type = TYPES[/\.\w+$/.exec(path)?.[0]] ?? "application/octet-stream";
          response.setHeader("content-type", type);
          response.end(bytes);
        } catch {
          next();
        }
      });
    },
    async generateBundle(options) {
      if (!isBuild || options.format === "cjs" || this.environment?.config.consumer === "server")
        return;
      for (const file of await readdir(HERE, { recursive: true, withFileTypes: true })) {
        const path = join(file.parentPath, file.name);
        const name = relative(HERE, path).replaceAll("\\", "/");
        if (!file.isFile() || /^types\/|\.(md|d\.ts)$|^(package\.json|vite\.js|LICENSE)/.test(name))
          continue;
        this.emitFile({
          type: "asset",
          fileName: `${folder}/${name}`,
          source: await readFile(path),
        });
      }
    },
  };
}
