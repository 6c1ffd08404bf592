// What each import of the package costs a visitor, and what follows when: node build/costs.mjs [--dist FOLDER] [--write]
// `--write` puts it into the guide.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** The imports of the package that bring files to a visitor. */
const IMPORTS = [
  ["antiphon", "antiphon.js", "the element"],
  ["antiphon/lazy", "lazy.js", "a door that brings the element when one is near what is seen"],
  ["antiphon/headless", "headless.js", "the composer without a page"],
];

/** What is loaded later: when, and which files; of files that match, all count. */
const LATER = [
  [
    "a composer is near what is seen",
    "engine for the processor",
    [/^assets\/worker-.*\.js$/, "cpu"],
  ],
  ["the same", "weights that answer at once", [/^model\/nano\.safetensors$/]],
  ["the machine is quick enough", "larger weights", [/^model\/base\/base\.safetensors$/]],
  ["a GPU is found", "engine for the GPU", ["webgpu"]],
  ["something is played", "players and their console", [/^band-/]],
  ["something is played", "one recorded instrument, on average", [/^instruments\/.*\.ogg$/]],
  ["a file, a piece or an edit is asked for", "engine with all acts", ["studio"]],
  ["somebody touches the composer", "tools for editing", [/^(workbench|fittings)-/]],
  ["staves are shown", "engraver", [/^notation-/]],
  ["a soundfont is named or brought", "its reader", [/^soundfont-/]],
  ["another language is spoken", "one catalog, on average", [/^catalog-/]],
  ["a configuration is given", "what checks it", [/^(configuration|furnish|own-styles)-/]],
];

/** Kinds of which a visitor takes one. */
const ONE_OF_MANY = /on average/;

/** The whole account as Markdown. */
export async function costs(dist = DIST) {
  const names = await filesOf(dist);
  const sizes = new Map();
  const size = async (name) => {
    if (!sizes.has(name)) sizes.set(name, packed(await readFile(join(dist, name)), name));
    return sizes.get(name);
  };
  const total = async (files) => {
    let sum = 0;
    for (const file of files) sum += await size(file);
    return sum;
  };
  const imports = [];
  for (const [name, file, what] of IMPORTS) {
    imports.push([`\`${name}\``, what, kilobytes(await total(await withImports(dist, file)))]);
  }
  imports.push(["`antiphon/vite`, `antiphon/jsx`", "for building and for types", "0"]);
  const engines = await enginesOf(dist, names);
  const later = [];
  for (const [when, what, patterns] of LATER) {
    const files = names.filter((name) =>
      patterns.some((one) =>
        typeof one === "string" ? name === engines.get(one) : one.test(name),
      ),
    );
    if (files.length === 0) continue;
    const all = await total(files);
    later.push([what, when, kilobytes(ONE_OF_MANY.test(what) ? all / files.length : all)]);
  }
  return [
    table(["Import", "What it is", "kB at once"], imports),
    "",
    table(["What follows", "When", "kB"], later),
    "",
  ].join("\n");
}

/** Sizes as they travel: texts and modules after brotli, what is packed already as it is. */
function packed(bytes, name) {
  return /\.(js|wasm|json)$/.test(name) ? brotliCompressSync(bytes).length : bytes.length;
}

/** Weights travel packed too where a host packs them; most do not. */
function kilobytes(bytes) {
  const value = bytes / 1000;
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

async function filesOf(dist) {
  const found = await readdir(dist, { recursive: true, withFileTypes: true });
  return found
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(dist.length).replaceAll("\\", "/"))
    .map((name) => name.replace(/^\/+/, ""))
    .sort();
}

/** A script with all that it cannot do without. */
async function withImports(dist, first) {
  const found = new Set([first]);
  for (const name of found) {
    const text = await readFile(join(dist, name), "utf8");
    for (const [, path] of text.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g)) {
      found.add(posix.join(dirname(name), path));
    }
  }
  return found;
}

/** The modules by their builds: their names in the package are hashed. */
async function enginesOf(dist, names) {
  const engines = new Map();
  for (const build of ["cpu", "studio", "webgpu"]) {
    const source = new URL(`../../pkg/${build}/antiphon_bg.wasm`, import.meta.url);
    const bytes = await readFile(source).catch(() => null);
    if (bytes === null) continue;
    for (const name of names.filter((one) => one.endsWith(".wasm"))) {
      if (bytes.equals(await readFile(join(dist, name)))) engines.set(build, name);
    }
  }
  return engines;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Where the guide has the account. */
const PLACE = /(<!-- costs -->\n)[\s\S]*?(<!-- \/costs -->)/;
const GUIDE = new URL("../../docs/embed.md", import.meta.url);

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({
    options: {
      dist: { type: "string", default: DIST },
      write: { type: "boolean", default: false },
    },
  });
  const account = await costs(values.dist);
  process.stdout.write(account);
  if (values.write) {
    const text = await readFile(GUIDE, "utf8");
    await writeFile(GUIDE, text.replace(PLACE, `$1\n${account}\n$2`));
  }
}
