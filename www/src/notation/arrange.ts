// Who shares a staff: a choir on two staves, hands in a brace, everybody else on a staff of their own.

import { spokenVoice } from "../words/index.ts";
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
  return spoken(sharing(sheet, choir));
}

function sharing(sheet: Sheet, choir: ChoirStaves): Sheet {
  if (isChoir(sheet)) return choir === "two" ? onTwoStaves(sheet) : bracketed(sheet);
  return isKeyboard(sheet) ? inOneBrace(sheet) : sheet;
}

/** Calls the parts as their reader does. */
function spoken({ document }: Sheet): Sheet {
  for (const name of document.querySelectorAll("part-name")) {
    const words = spokenVoice(name.textContent ?? "");
    name.textContent = words.charAt(0).toUpperCase() + words.slice(1);
  }
  return sheetOf(document);
}

/** Two hands that play one instrument. */
function isKeyboard({ document, partIds }: Sheet): boolean {
  const names = [...document.querySelectorAll("part-name")].map((name) => name.textContent ?? "");
  return partIds.length === 2 && names.every((name) => / hand$/i.test(name.trim()));
}

/** Puts all parts behind one bracket. */
function bracketed({ document }: Sheet): Sheet {
  const start = element(document, "part-group", { type: "start", number: "1" });
  start.append(leaf(document, "group-symbol", "bracket"), leaf(document, "group-barline", "yes"));
  const list = document.querySelector("part-list");
  list?.prepend(start);
  list?.append(element(document, "part-group", { type: "stop", number: "1" }));
  return sheetOf(document);
}

/** Sopranos and altos on one staff, tenors and basses on the other. */
function onTwoStaves(sheet: Sheet): Sheet {
  const { document } = sheet;
  for (const [upper, lower] of [
    [0, 1],
    [2, 3],
  ] as const) {
    for (const bar of sheet.bars) {
      const [above, below] = [bar.measures[upper], bar.measures[lower]];
      if (above === undefined || below === undefined) continue;
      turnStems(document, above, "up");
      turnStems(document, below, "down");
      for (const fermata of below.querySelectorAll("fermata")) {
        fermata.setAttribute("type", "inverted");
      }
      join(document, above, below, bar, 1);
    }
    merge(sheet, upper, lower, (above, below) => `${above.charAt(0)} ${below.charAt(0)}`);
  }
  for (const clef of document.querySelectorAll(":root > part:last-of-type clef")) {
    clef.replaceChildren(leaf(document, "sign", "F"), leaf(document, "line", "4"));
  }
  return bracketed(sheetOf(document));
}

/** Both hands as one instrument on two staves. */
function inOneBrace(sheet: Sheet): Sheet {
  const { document } = sheet;
  for (const bar of sheet.bars) {
    const [above, below] = bar.measures;
    if (above === undefined || below === undefined) continue;
    const clef = below.querySelector(":scope > attributes > clef");
    const attributes = above.querySelector(":scope > attributes");
    const own = attributes?.querySelector(":scope > clef") ?? null;
    if (clef !== null && own !== null) {
      own.before(leaf(document, "staves", "2"));
      own.setAttribute("number", "1");
      clef.setAttribute("number", "2");
      own.after(clef);
    }
    setStaff(document, above, "1");
    setStaff(document, below, "2");
    join(document, above, below, bar, STAFF_VOICES);
  }
  // A name that is empty would be made up.
  merge(sheet, 0, 1, () => "\u00a0");
  return sheetOf(document);
}

/** Writes the notes of the lower line behind those of the upper one, as voices so much higher. */
function join(
  document: XMLDocument,
  above: Element,
  below: Element,
  { start, end }: { readonly start: number; readonly end: number },
  higher: number,
): void {
  const closing = above.querySelector(":scope > barline");
  const back = element(document, "backup");
  back.append(leaf(document, "duration", String(end - start)));
  const notes = [...below.children].filter(({ tagName }) =>
    /^(note|backup|forward)$/.test(tagName),
  );
  for (const note of notes) {
    const voice = note.querySelector(":scope > voice");
    if (voice !== null) voice.textContent = String(higher + Number(voice.textContent));
  }
  for (const node of [back, ...notes]) above.insertBefore(node, closing);
}

/** Each staff of an instrument has four voices, and the second voice of a staff its ties below. */
const STAFF_VOICES = 4;

function turnStems(document: XMLDocument, measure: Element, direction: "up" | "down"): void {
  for (const note of measure.querySelectorAll(":scope > note")) {
    const type = note.querySelector(":scope > type");
    if (type === null || note.querySelector(":scope > rest") !== null) continue;
    note.querySelector(":scope > stem")?.remove();
    lastOf(type).after(leaf(document, "stem", direction));
  }
}

function setStaff(document: XMLDocument, measure: Element, staff: string): void {
  for (const note of measure.querySelectorAll(":scope > note")) {
    const later = note.querySelector(":scope > beam, :scope > notations, :scope > lyric");
    note.insertBefore(leaf(document, "staff", staff), later);
  }
}

/** The order of MusicXML is type, dots, accidental, time-modification, stem. */
function lastOf(type: Element): Element {
  let last = type;
  for (let next = type.nextElementSibling; next !== null; next = next.nextElementSibling) {
    if (!/^(dot|accidental|time-modification)$/.test(next.tagName)) break;
    last = next;
  }
  return last;
}

/** Takes the lower part away; the upper one is called by both. */
function merge(
  { document, partIds }: Sheet,
  upper: number,
  lower: number,
  called: (above: string, below: string) => string,
): void {
  const [above, below] = [upper, lower].map((part) => {
    const id = partIds[part] ?? "";
    return document.querySelector(`score-part[id="${CSS.escape(id)}"]`);
  });
  const nameOf = (part: Element | null | undefined): Element | null =>
    part?.querySelector("part-name") ?? null;
  const name = nameOf(above);
  const words = [name, nameOf(below)].map((each) => each?.textContent?.trim() ?? "");
  if (name !== null) name.textContent = called(words[0] ?? "", words[1] ?? "");
  below?.remove();
  document.querySelector(`:root > part[id="${CSS.escape(partIds[lower] ?? "")}"]`)?.remove();
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
