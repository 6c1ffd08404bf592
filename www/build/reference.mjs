// The reference of the element and of the headless composer, as Markdown, from the doc comments of their sources.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const ELEMENT = ["antiphon-composer.ts", "media.ts", "form.ts", "answers.ts"];

/** The tags of a class, with the heading of each table and of its first column. */
const TAGS = [
  ["attr", "Attributes", "Attribute"],
  ["prop", "Properties", "Property"],
  ["fires", "Events", "Event"],
  ["slot", "Slots", "Slot"],
  ["cssprop", "CSS custom properties", "Property"],
  ["csspart", "Parts", "Part"],
];

/** Methods that browsers call, not pages. */
const CALLBACK = /Callback$|^constructor$/;

/** The whole reference. */
export async function reference() {
  const sources = await Promise.all(
    ELEMENT.map((name) => readFile(new URL(`../src/element/${name}`, import.meta.url), "utf8")),
  );
  const headless = await readFile(new URL("../src/headless/composer.ts", import.meta.url), "utf8");
  const answer = await readFile(new URL("../src/headless/answer.ts", import.meta.url), "utf8");
  const tables = TAGS.map(([tag, title, column]) => {
    return `## ${title}\n\n${table(
      column,
      sources.flatMap((text) => tagged(text, tag)),
    )}`;
  });
  const methods = sources.flatMap(methodsOf);
  return [
    "# Reference",
    "What `<antiphon-composer>` has, and the composer without a page. It is made from the sources; [the guide](embed.md) shows how it is used.",
    ...tables,
    `## Methods\n\n${table("Method", methods)}`,
    `## Without a page: Composer\n\n${table("Method", methodsOf(headless))}`,
    `## Without a page: Answer\n\n${table("Method", methodsOf(answer))}`,
    "",
  ].join("\n\n");
}

/** Rows of one tag: name, type, words. */
function tagged(source, tag) {
  const found = source.matchAll(
    new RegExp(`^ \\* @${tag} (?:\\{([^}]+)\\} )?([\\w-]+) - ((?:.|\\n \\*   )+)`, "gm"),
  );
  return [...found].map(([, type = "", name, words]) => [
    name,
    type,
    words.replaceAll(/\n \* +/g, " "),
  ]);
}

/** Rows of the public methods that have a doc comment: signature, what is given back, words. */
function methodsOf(source) {
  const found = source.matchAll(
    /^ {2}\/\*\*\s*((?:(?!\*\/)[\s\S])+?)\s*\*\/\n {2}(?:override |static |async )*([a-z]\w*)(?:<[^(]*>)?\(([\s\S]*?)\)(?:: ([^{;]+))? \{$/gm,
  );
  return [...found]
    .filter(([, , name]) => !CALLBACK.test(name))
    .map(([, words, name, parameters, result = "void"]) => [
      `${name}(${parameters.replaceAll(/\s+/g, " ").replaceAll(/,? $|^ /g, "")})`,
      result.trim(),
      words.replaceAll(/\n\s*\* ?/g, " ").replace(/^\* /, ""),
    ]);
}

function table(column, rows) {
  const cell = (text) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
  const code = (text) => (text === "" ? "" : `\`${text.replaceAll("|", "\\|")}\``);
  const isTyped = rows.some(([, type]) => type !== "");
  const line = (name, type, words) =>
    `| ${[name, ...(isTyped ? [type] : []), words].join(" | ")} |`;
  return [
    line(column, "Type", "What it is"),
    line("---", "---", "---"),
    ...rows.map(([name, type, words]) => line(code(name), code(type), cell(words))),
  ].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write(await reference());
}
