// Who shares a staff: a choir on two staves, hands in a brace, everybody else on a staff of their own.

import type { Sheet } from "./sheet.ts";
import { sheetOf } from "./sheet.ts";

/** How four voices are written: two a staff, or a staff each. */
export type ChoirStaves = "two" | "open";

/** Whether a document holds four single voices of a choir, which may share staves. */
export function isChoir({ document, partIds }: Sheet): boolean {
  if (partIds.length !== 4) return false;
  const names = [...document.querySelectorAll("part-name")].map((name) => name.textContent ?? "");
  return names.map((name) => name.trim().charAt(0).toUpperCase()).join("") === "SATB";
}

/** The document as it is engraved. */
export function arranged(sheet: Sheet, choir: ChoirStaves): Sheet {
  if (isChoir(sheet)) return choir === "two" ? onTwoStaves(sheet) : grouped(sheet, "bracket");
  return isKeyboard(sheet) ? grouped(sheet, "brace") : sheet;
}

/** Two hands that play one instrument. */
function isKeyboard({ document, partIds }: Sheet): boolean {
  const names = [...document.querySelectorAll("part-name")].map((name) => name.textContent ?? "");
  return partIds.length === 2 && names.every((name) => / hand$/i.test(name.trim()));
}

/** Puts all parts behind one sign; a brace needs no names. */
function grouped({ document }: Sheet, symbol: "brace" | "bracket"): Sheet {
  const list = document.querySelector("part-list");
  if (list === null) return sheetOf(document);
  const start = element(document, "part-group", { type: "start", number: "1" });
  start.append(leaf(document, "group-symbol", symbol), leaf(document, "group-barline", "yes"));
  list.prepend(start);
  list.append(element(document, "part-group", { type: "stop", number: "1" }));
  if (symbol === "brace")
    for (const name of list.querySelectorAll("part-name")) name.textContent = "";
  return sheetOf(document);
}

function onTwoStaves(sheet: Sheet): Sheet {
  const { document } = sheet;
  const parts = [...document.querySelectorAll(":root > part")];
  for (const [upper, lower] of [
    [0, 1],
    [2, 3],
  ] as const) {
    for (const bar of sheet.bars) {
      const [above, below] = [bar.measures[upper], bar.measures[lower]];
      if (above !== undefined && below !== undefined) join(document, above, below, bar);
    }
    const [kept, left] = [parts[upper], parts[lower]];
    rename(document, kept?.getAttribute("id"), left?.getAttribute("id"));
    left?.remove();
  }
  const tenor = parts[2];
  for (const clef of tenor?.querySelectorAll("clef") ?? []) {
    clef.replaceChildren(leaf(document, "sign", "F"), leaf(document, "line", "4"));
  }
  return grouped(sheetOf(document), "bracket");
}

/** Writes the notes of the lower voice behind those of the upper one, stems down. */
function join(
  document: XMLDocument,
  above: Element,
  below: Element,
  { start, end }: { readonly start: number; readonly end: number },
): void {
  const closing = above.querySelector(":scope > barline");
  const back = element(document, "backup");
  back.append(leaf(document, "duration", String(end - start)));
  const notes = [...below.children].filter(({ tagName }) =>
    /^(note|backup|forward)$/.test(tagName),
  );
  for (const note of notes) {
    const voice = note.querySelector(":scope > voice");
    if (voice !== null) voice.textContent = "2";
    for (const fermata of note.querySelectorAll("fermata"))
      fermata.setAttribute("type", "inverted");
  }
  for (const [element, stem] of [
    [above, "up"],
    [below, "down"],
  ] as const) {
    for (const type of element.querySelectorAll("note:not(:has(rest)) > type")) {
      type.parentElement?.querySelector(":scope > stem")?.remove();
      (lastOf(type) ?? type).after(leaf(document, "stem", stem));
    }
  }
  for (const node of [back, ...notes]) above.insertBefore(node, closing);
}

/** The order of MusicXML is type, dots, accidental, time-modification, stem. */
function lastOf(type: Element): Element | null {
  let last: Element | null = null;
  for (let next = type.nextElementSibling; next !== null; next = next.nextElementSibling) {
    if (!/^(dot|accidental|time-modification)$/.test(next.tagName)) break;
    last = next;
  }
  return last;
}

/** "Soprano" and "Alto" become "S. A." on their common staff. */
function rename(
  document: XMLDocument,
  kept: string | null | undefined,
  left: string | null | undefined,
): void {
  const named = (id: string | null | undefined): Element | null =>
    [...document.querySelectorAll("score-part")].find((part) => part.getAttribute("id") === id) ??
    null;
  const [upper, lower] = [named(kept), named(left)];
  const initial = (part: Element | null): string =>
    part?.querySelector("part-name")?.textContent?.trim().charAt(0) ?? "";
  const name = upper?.querySelector("part-name");
  if (name != null) name.textContent = `${initial(upper)} ${initial(lower)}`;
  lower?.remove();
}

function element(
  document: XMLDocument,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Element {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function leaf(document: XMLDocument, name: string, content: string): Element {
  const made = element(document, name);
  made.textContent = content;
  return made;
}
