// The script of guide.html alone: copies samples, and writes the tag that somebody puts together.

import "./index.ts";

/** What the form settles, in the order in which it stands in the tag. */
const FIELDS = [
  "composer-style",
  "key-signature",
  "bars",
  "takes",
  "tempo",
  "preset",
  "theme",
  "src",
] as const;
const FLAGS = ["loop", "muted", "readonly"] as const;
/** Colours, each with the property that has it. */
const COLOURS = ["paper", "ink", "accent"] as const;

type Attributes = readonly (readonly [string, string])[];

/** A button that copies a text. */
function copier(textOf: () => string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      button.textContent = "Copied";
      setTimeout(() => {
        button.textContent = "Copy";
      }, 2000);
    } catch {
      button.textContent = "Mark the text to copy it";
    }
  });
  return button;
}

/** The attributes that a form asks for. */
function attributesOf(data: FormData): Attributes {
  const said = FIELDS.map((name) => [name, String(data.get(name) ?? "").trim()] as const);
  const flags = FLAGS.filter((name) => data.has(name)).map((name) => [name, ""] as const);
  return [...said.filter(([, value]) => value !== ""), ...flags];
}

/** The colours that are to be other ones. */
function coloursOf(data: FormData): Attributes {
  if (!data.has("own-colours")) return [];
  return COLOURS.map((name) => [`--antiphon-${name}`, String(data.get(name))] as const);
}

function tagOf(attributes: Attributes, colours: Attributes, script: string): string {
  const words = attributes.map(([name, value]) =>
    value === ""
      ? ` ${name}`
      : ` ${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`,
  );
  const rules = colours.map(([name, value]) => `  ${name}: ${value};\n`).join("");
  const style = rules === "" ? "" : `<style>\nantiphon-composer {\n${rules}}\n</style>\n`;
  const source = `<script type="module" src="${script}"></script>`;
  return `${style}${source}\n<antiphon-composer${words.join("")}></antiphon-composer>\n`;
}

function configure(form: HTMLFormElement): void {
  const shown = document.querySelector("#written code");
  const preview = document.querySelector<HTMLElement>("#preview antiphon-composer");
  const write = () => {
    const data = new FormData(form);
    const attributes = attributesOf(data);
    const given = new Map(attributes);
    for (const name of [...FIELDS, ...FLAGS]) {
      const value = given.get(name);
      if (value === undefined) preview?.removeAttribute(name);
      else if (preview?.getAttribute(name) !== value) preview?.setAttribute(name, value);
    }
    const colours = coloursOf(data);
    for (const name of COLOURS) preview?.style.removeProperty(`--antiphon-${name}`);
    for (const [name, value] of colours) preview?.style.setProperty(name, value);
    const door = data.has("far") ? "lazy.js" : "antiphon.js";
    const script = new URL(door, document.baseURI).href;
    if (shown !== null) shown.textContent = tagOf(attributes, colours, script);
  };
  form.addEventListener("input", write);
  write();
}

for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => event.preventDefault());
}
for (const sample of document.querySelectorAll("pre")) {
  const box = document.createElement("div");
  box.className = "sample";
  sample.replaceWith(box);
  box.append(
    sample,
    copier(() => sample.textContent ?? ""),
  );
}
const form = document.querySelector<HTMLFormElement>("form.configurator");
if (form !== null) configure(form);
