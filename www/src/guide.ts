// The script of guide.html alone: shows samples working, and writes the tag that somebody puts together.

import "./index.ts";

/** What the form settles, in the order in which it stands in the tag. */
const FIELDS = ["composer-style", "key-signature", "bars", "takes", "preset", "theme"] as const;
const FLAGS = ["loop", "readonly"] as const;

/** A sample of the guide under its own text; its script is this page's already. */
function showSample(code: Element): void {
  const sample = new DOMParser().parseFromString(code.textContent ?? "", "text/html");
  for (const script of sample.querySelectorAll("script")) script.remove();
  const live = document.createElement("div");
  live.className = "live";
  live.append(...sample.body.children);
  for (const form of live.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  code.parentElement?.after(live);
}

/** The attributes that a form asks for. */
function attributesOf(form: HTMLFormElement): readonly (readonly [string, string])[] {
  const data = new FormData(form);
  const said = FIELDS.map((name) => [name, String(data.get(name) ?? "").trim()] as const);
  const flags = FLAGS.filter((name) => data.has(name)).map((name) => [name, ""] as const);
  return [...said.filter(([, value]) => value !== ""), ...flags];
}

function tagOf(attributes: readonly (readonly [string, string])[], script: string): string {
  const words = attributes.map(([name, value]) =>
    value === "" ? ` ${name}` : ` ${name}="${value.replaceAll('"', "&quot;")}"`,
  );
  const source = `<script type="module" src="${script}"></script>`;
  return `${source}\n<antiphon-composer${words.join("")}></antiphon-composer>\n`;
}

function configure(form: HTMLFormElement): void {
  const shown = document.querySelector("#written code");
  const preview = document.querySelector("#preview antiphon-composer");
  const copy = document.querySelector<HTMLButtonElement>(".copy");
  const write = () => {
    const attributes = attributesOf(form);
    const given = new Map(attributes);
    for (const name of [...FIELDS, ...FLAGS]) {
      const value = given.get(name);
      if (value === undefined) preview?.removeAttribute(name);
      else if (preview?.getAttribute(name) !== value) preview?.setAttribute(name, value);
    }
    const script = new URL("antiphon.js", document.baseURI).href;
    if (shown !== null) shown.textContent = tagOf(attributes, script);
  };
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  copy?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(shown?.textContent ?? "");
      copy.textContent = "Copied";
    } catch {
      copy.textContent = "Mark the text to copy it";
    }
  });
  write();
}

for (const code of document.querySelectorAll("code[data-live]")) showSample(code);
const form = document.querySelector<HTMLFormElement>("form.configurator");
if (form !== null) configure(form);
