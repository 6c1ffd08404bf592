// A document cut into systems, each a document of its own: an edit engraves the one it stands in, no other.

import type { Carried, Sheet, SheetBar } from "./sheet.ts";
import { carriedOver, columnsOf, nothingCarried, saidBy } from "./sheet.ts";

/** One line of staves. */
export interface System {
  /** The first bar and the one after the last. */
  readonly first: number;
  readonly last: number;
  readonly bars: readonly SheetBar[];
  readonly document: XMLDocument;
  /** Its document as text: what is engraved already is known by it. */
  readonly text: string;
}

/** Pixels at a zoom of 1: what a column of notes takes, a bar beyond its notes, and the signs in front. */
const COLUMN = 25;
const BAR = 22;
const SIGNS = 130;

/** How many bars of a system found room, by its text: learnt where the estimate was too bold. */
export type Capacities = ReadonlyMap<string, number>;

/** Cuts a document into systems of a width. */
export function systemsOf(sheet: Sheet, width: number, capacities: Capacities): readonly System[] {
  const systems: System[] = [];
  let carried = nothingCarried(sheet);
  let first = 0;
  while (first < sheet.bars.length) {
    let system = systemOf(sheet, first, lastWithRoom(sheet.bars, first, width), carried);
    for (
      let room = capacities.get(system.text);
      room !== undefined && room < system.bars.length;
      room = capacities.get(system.text)
    ) {
      system = systemOf(sheet, first, first + Math.max(1, room), carried);
    }
    systems.push(system);
    carried = carriedOver(carried, system.bars);
    first = system.last;
  }
  return systems;
}

/** As many bars as are likely to have room, at least one. */
function lastWithRoom(bars: readonly SheetBar[], first: number, width: number): number {
  let left = width - SIGNS;
  for (const [index, bar] of bars.slice(first).entries()) {
    left -= BAR + COLUMN * columnsOf(bar);
    if (left < 0 && index > 0) return first + index;
  }
  return bars.length;
}

function systemOf(sheet: Sheet, first: number, last: number, carried: readonly Carried[]): System {
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
      const force = carried[part];
      if (index === 0 && first > 0 && force !== undefined) begin(document, copy, force);
      made.append(copy);
    }
    cutTies(made);
    root.append(made);
  }
  return { first, last, bars, document, text: new XMLSerializer().serializeToString(document) };
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
