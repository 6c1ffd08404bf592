// Writes `service-worker.js` of a build: which files its page has, under a version that is the hash of them all.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";

/** What lies in public/ and belongs to the page. */
const PUBLIC = ["favicon.svg", "manifest.webmanifest", "page.css"];

/** Kept only where they are used: other languages, and what belongs to other pages. */
const ON_DEMAND = /^(catalog-.*|antiphon\.js|lazy\.js|embed\.css|assets\/embed.*)$/;

/** Larger scripts, such as an engraver, are kept only where they are used; the page's own is smaller. */
const MOST_BYTES = 400_000;

/** A plugin of vite, for builds. */
export function offline() {
  return {
    name: "offline",
    apply: "build",
    async writeBundle({ dir }) {
      const found = await readdir(dir, { recursive: true });
      const files = found.filter((name) => /\.(js|css|wasm)$/.test(name)).sort();
      const built = files.filter((name) => name !== "service-worker.js");
      const first = await firstModule();
      const hash = createHash("sha256");
      const shell = [];
      for (const name of built) {
        const bytes = await readFile(`${dir}/${name}`);
        hash.update(name).update(bytes);
        const isModule = name.endsWith(".wasm");
        const isFirst = isModule
          ? first !== null && bytes.equals(first)
          : bytes.length < MOST_BYTES;
        if (isFirst && !ON_DEMAND.test(name) && !PUBLIC.includes(name)) shell.push(name);
      }
      const source = await readFile(new URL("service-worker.js", import.meta.url), "utf8");
      for (const name of ["index.html", ...PUBLIC]) {
        hash.update(name).update(await readFile(`${dir}/${name}`));
      }
      const version = hash.update(source).digest("hex").slice(0, 16);
      // Only such names stay true for ever.
      const hashed = built.filter((name) => /-[\w-]{8}\.\w+$/.test(name));
      const build = { version, shell: ["./", ...shell, ...PUBLIC], files: hashed };
      const filled = source.replace(/const BUILD = .*;/, `const BUILD = ${JSON.stringify(build)};`);
      await writeFile(`${dir}/service-worker.js`, filled);
    },
  };
}

/** The module that answers first; null where it has not been built. */
function firstModule() {
  const built = new URL("../pkg/cpu/antiphon_bg.wasm", import.meta.url);
  return readFile(built).catch(() => null);
}
