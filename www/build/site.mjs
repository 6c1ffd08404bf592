// The pages beside the composer: documents as Markdown, rendered into their pages when these are built.

import { readFile } from "node:fs/promises";
import { Marked } from "marked";
import { reference } from "./reference.mjs";

const DOCS = new URL("../../docs/", import.meta.url);
/** Documents that are pages. */
const PAGES = {
  "embed.md": "guide.html",
  "model-card.md": "model.html",
  "how-it-works.md": "how.html",
  "reference.md": "reference.html",
};

/** Where a document has room for a form of its page. */
const FORM = "<!-- form -->";

/** A plugin of vite, for builds and for its server: puts documents in the place of `<!-- document NAME -->`. */
export function site() {
  return {
    name: "site",
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        const found = /<!-- document ([\w.-]+) -->/.exec(html);
        if (found === null) return html;
        const [place, name] = found;
        const text =
          name === "reference.md" ? await reference() : await readFile(new URL(name, DOCS), "utf8");
        const body = await rendered(text);
        // A section of the page may have its place inside the document.
        const [form] = /<section[\s\S]*<\/section>/.exec(html) ?? [];
        if (form === undefined || !body.includes(FORM)) return html.replace(place, () => body);
        return html.replace(form, "").replace(place, () => body.replace(FORM, () => form));
      },
    },
  };
}

/** Markdown as HTML; a sample that is marked "live" is shown working under its text. */
export async function rendered(text) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text: title }) {
        const id = title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
          .replaceAll(/^-|-$/g, "");
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code({ text: code, lang = "" }) {
        const [language = "", ...marks] = lang.split(" ");
        const shown = `<pre tabindex="0"><code data-language="${language}">${escaped(code)}</code></pre>\n`;
        if (!marks.includes("live")) return shown;
        // Its script is the page's already.
        const live = code.replaceAll(/<script[\s\S]*?<\/script>\n?/g, "");
        return `${shown}<div class="live">${live}</div>\n`;
      },
      table(token) {
        // A header without words is none.
        const cell = (tag, { text, tokens }) => {
          const name = text === "" ? "td" : tag;
          return `<${name}>${this.parser.parseInline(tokens)}</${name}>`;
        };
        const row = (cells, tag) => `<tr>${cells.map((each) => cell(tag, each)).join("")}</tr>`;
        const rows = token.rows.map((cells) => row(cells, "td")).join("\n");
        return `<div class="table" tabindex="0"><table><thead>${row(token.header, "th")}</thead><tbody>${rows}</tbody></table></div>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const place = /^(https?:|#)/.test(href) ? href : PAGES[href];
        // What lies among the sources only is named, not linked.
        return place === undefined ? words : `<a href="${escaped(place)}">${words}</a>`;
      },
      // Pictures of documents are for who reads the sources.
      image: ({ text: words }) => `<em>${escaped(words)}</em>`,
    },
  });
  return marked.parse(text);
}

function escaped(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
