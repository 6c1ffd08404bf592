// A document cut into systems, each a document of its own: an edit engraves the one it stands in, no other.

import type { Capacities } from "./lines.ts";
import { lastWithRoom } from "./lines.ts";
import type { Carried, Sheet, SheetBar } from "./sheet.ts";
import { carriedOver, columnsOf, nothingCarried, saidBy } from "./sheet.ts";
import { wordTempi } from "./tempo-words.ts";

/** One line of staves. */
export interface System {
  readonly bars: readonly SheetBar[];
  readonly document: XMLDocument;
  /** Its document as text: what is engraved already is known by it. */
  readonly text: string;
}

/** Cuts a whole document into systems of a width. */
export function systemsOf(sheet: Sheet, width: number, capacities: Capacities): readonly System[] {
  const systems: System[] = [];
  const room = sheet.bars.map((bar) => ({ columns: columnsOf(bar) }));
  let carried = nothingCarried(sheet);
  let first = 0;
  while (first < sheet.bars.length) {
    let system = systemOf(sheet, first, lastWithRoom(room, first, width), null, carried);
    for (
      let fitting = capacities.get(system.text);
      fitting !== undefined && fitting < system.bars.length;
      fitting = capacities.get(system.text)
    ) {
      system = systemOf(sheet, first, first + Math.max(1, fitting), null, carried);
    }
    systems.push(system);
    carried = carriedOver(carried, system.bars);
    first += system.bars.length;
  }
  return systems;
}

/** The bars from one to before another as a document of their own; `number` calls them otherwise than they are. */
export function systemOf(
  sheet: Sheet,
  first: number,
  last: number,
  number: number | null,
  carried: readonly Carried[] = carriedOver(nothingCarried(sheet), sheet.bars.slice(0, first)),
): System {
  const bars = sheet.bars.slice(first, last);
  const document = sheet.document.implementation.createDocument(null, "score-partwise");
  const root = document.documentElement;
  root.setAttribute("version", "4.0");
  const list = sheet.document.querySelector("part-list");
  if (list !== null) root.append(document.importNode(list, true));
  for (const [part, id] of sheet.partIds.entries()) {
    const made = document.createElement("part");
    made.setAttribute("id", id);
    for (const [index, bar] of bars.entries()) {
      const measure = bar.measures[part];
      if (measure === undefined) continue;
      const copy = document.importNode(measure, true);
      if (number !== null) copy.setAttribute("number", String(number + index));
      const force = carried[part];
      if (index === 0 && first > 0 && force !== undefined) begin(document, copy, force);
      wordTempi(copy);
      made.append(copy);
    }
    cutTies(made);
    root.append(made);
  }
  return { bars, document, text: new XMLSerializer().serializeToString(document) };
}

/** Says again what is in force: the clef and the key are seen, the metre is not. */
function begin(document: XMLDocument, measure: Element, carried: Carried): void {
  let attributes = measure.querySelector(":scope > attributes");
  if (attributes === null) {
    attributes = document.createElement("attributes");
    measure.prepend(attributes);
  }
  const own = saidBy(attributes);
  const sorted = [...new Map([...carried, ...own])]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([name, said]) => {
      if (own.has(name)) return said;
      const copy = document.importNode(said, true);
      if (name === "time") copy.setAttribute("print-object", "no");
      return copy;
    });
  attributes.replaceChildren(...sorted);
}

/** The order that MusicXML wants. */
function placeOf(name: string): number {
  const order = ["divisions", "key", "time", "staves", "clef1", "clef2"];
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

/** A tie that goes over the edge of a system has no other end there. */
function cutTies(part: Element): void {
  const open = new Map<string, Element>();
  for (const note of part.querySelectorAll("note")) {
    const name = note.querySelector("pitch")?.textContent?.replaceAll(/\s/g, "") ?? "";
    const voice = note.querySelector("voice")?.textContent ?? "";
    const key = `${voice}:${name}`;
    const stop = note.querySelector('tied[type="stop"]');
    if (stop !== null) {
      if (open.has(key)) open.delete(key);
      else removeTie(note, "stop");
    }
    if (note.querySelector('tied[type="start"]') !== null) open.set(key, note);
  }
  for (const note of open.values()) removeTie(note, "start");
}

function removeTie(note: Element, type: "start" | "stop"): void {
  for (const tie of note.querySelectorAll(`tie[type="${type}"], tied[type="${type}"]`))
    tie.remove();
}
