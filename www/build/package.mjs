// Puts the npm package together from the built page: node build/package.mjs [--dist FOLDER] [--out FOLDER]

import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const WWW = fileURLToPath(new URL("..", import.meta.url));
const ROOT = join(WWW, "..");

const { values } = parseArgs({
  options: {
    dist: { type: "string", default: join(WWW, "dist") },
    out: { type: "string", default: join(ROOT, "pkg/npm") },
  },
});
const { dist, out } = values;

/** What is of our own pages alone. */
const isOfPages = (name) => /(\.html$|^(index|page|guide)\b.*\.js$|\.css$|^favicon)/.test(name);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const name of await readdir(dist)) {
  if (!isOfPages(name)) await cp(join(dist, name), join(out, name), { recursive: true });
}
for (const name of ["vite.js", "vite.d.ts", "jsx.d.ts"]) {
  await cp(join(WWW, "build/package", name), join(out, name));
}
for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "NOTICES.md", "README.md"]) {
  await cp(join(ROOT, name), join(out, name));
}
await appendFile(join(out, "README.md"), `\n## What each import costs\n\n${await account()}\n`);
await types();
await writeFile(join(out, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`);
console.info(out);

/** As the guide has it, where a test keeps it true. */
async function account() {
  const guide = await readFile(join(ROOT, "docs/embed.md"), "utf8");
  return /<!-- costs -->\s*([\s\S]*?)\s*<!-- \/costs -->/.exec(guide)?.[1] ?? "";
}

async function types() {
  const folder = join(out, "types");
  const tsc = join(WWW, "node_modules/typescript/bin/tsc");
  const args = [tsc, "--project", join(WWW, "build/types.json"), "--outDir", folder];
  await promisify(execFile)(process.execPath, args, { cwd: WWW });
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (!file.isFile()) continue;
    // Sources import each other by their own names; to who installs them they are scripts.
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replaceAll(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"'));
  }
}

async function manifest() {
  const { name, version, description, license, engines } = JSON.parse(
    await readFile(join(WWW, "package.json"), "utf8"),
  );
  return {
    name,
    version,
    description,
    license,
    type: "module",
    engines: { node: engines.node },
    keywords: [
      "music",
      "composer",
      "piano-roll",
      "midi",
      "custom-element",
      "webassembly",
      "webgpu",
    ],
    exports: {
      ".": { types: "./types/index.d.ts", default: "./antiphon.js" },
      "./headless": { types: "./types/headless/index.d.ts", default: "./headless.js" },
      "./lazy": { types: "./types/lazy.d.ts", default: "./lazy.js" },
      "./vite": { types: "./vite.d.ts", default: "./vite.js" },
      "./jsx": { types: "./jsx.d.ts" },
      "./integrity.json": "./integrity.json",
      "./package.json": "./package.json",
    },
    types: "./types/index.d.ts",
    // Only the element defines something; the headless composer does nothing by being imported.
    sideEffects: ["./antiphon.js", "./lazy.js", "./shell-*.js"],
  };
}
