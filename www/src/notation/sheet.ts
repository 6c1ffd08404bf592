// A MusicXML document as bars and notes: what stands where, in ticks. Nothing is drawn here.

import { TICKS_PER_QUARTER } from "../score/index.ts";
import { trustedMarkup } from "./trust.ts";

/** A note as it is written: a note of the score, or a part of one that is tied over. */
export interface WrittenNote {
  /** The id of the score's note; null for rests. */
  readonly id: number | null;
  /** Ticks from the beginning of its bar. */
  readonly onset: number;
  readonly duration: number;
  /** As the file calls it. */
  readonly voice: string;
  /** Staff steps from C0, for the order in a chord. */
  readonly height: number;
  /** Whether it is tied to what comes, and to what came. */
  readonly tiesOn: boolean;
  readonly tiesBack: boolean;
}

/** One bar through all parts. */
export interface SheetBar {
  readonly start: number;
  readonly end: number;
  /** The measure of each part, in the order of the parts. */
  readonly measures: readonly Element[];
  /** Its notes, part by part. */
  readonly notes: readonly (readonly WrittenNote[])[];
}

/** A whole document. */
export interface Sheet {
  readonly document: XMLDocument;
  readonly partIds: readonly string[];
  readonly bars: readonly SheetBar[];
}

/** What stands in force where a system begins: divisions, key, time, staves, the clef of each staff. */
export type Carried = ReadonlyMap<string, Element>;

const STEPS = "CDEFGAB";

/** Reads a document; throws where it is none. */
export function sheetFrom(xml: string): Sheet {
  const document = new DOMParser().parseFromString(trustedMarkup(xml), "application/xml");
  if (document.querySelector("parsererror") !== null) throw new Error("the notes are no MusicXML");
  return sheetOf(document);
}

/** The bars of a document. */
export function sheetOf(document: XMLDocument): Sheet {
  const parts = [...document.querySelectorAll(":root > part")];
  const columns = parts.map((part) => [...part.children].filter(isMeasure));
  const count = Math.max(0, ...columns.map(({ length }) => length));
  const divisions = parts.map(() => TICKS_PER_QUARTER);
  const bars: SheetBar[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const measures = columns.flatMap((column) => column[index] ?? []);
    let length = 0;
    const notes = measures.map((measure, part) => {
      const found = text(measure, "attributes > divisions");
      if (found !== null) divisions[part] = Number(found) || TICKS_PER_QUARTER;
      const read = notesOf(measure, divisions[part] ?? TICKS_PER_QUARTER);
      length = Math.max(length, read.length);
      return read.notes;
    });
    bars.push({ start, end: start + length, measures, notes });
    start += length;
  }
  return { document, partIds: parts.map((part) => part.getAttribute("id") ?? ""), bars };
}

/** Onsets in a bar, of all parts together: how much room it wants. */
export function columnsOf({ notes }: SheetBar): number {
  return new Set(notes.flat().map(({ onset }) => onset)).size;
}

/** What is in force in each part after some bars more. */
export function carriedOver(
  before: readonly Carried[],
  bars: readonly SheetBar[],
): readonly Carried[] {
  return before.map((carried, part) => {
    for (const { measures } of bars) {
      for (const attributes of measures[part]?.querySelectorAll(":scope > attributes") ?? []) {
        carried = changedBy(carried, attributes);
      }
    }
    return carried;
  });
}

/** Before the first bar. */
export function nothingCarried({ partIds }: Sheet): readonly Carried[] {
  return partIds.map(() => new Map());
}

/** What attributes say, each under its name; a clef under that of its staff. */
export function saidBy(attributes: Element): Carried {
  return new Map(
    [...attributes.children].map((child) => {
      const staff = child.tagName === "clef" ? (child.getAttribute("number") ?? "1") : "";
      return [child.tagName + staff, child];
    }),
  );
}

function changedBy(carried: Carried, attributes: Element): Carried {
  return new Map([...carried, ...saidBy(attributes)]);
}

function notesOf(measure: Element, divisions: number): { notes: WrittenNote[]; length: number } {
  const notes: WrittenNote[] = [];
  let at = 0;
  let onset = 0;
  let length = 0;
  for (const element of measure.children) {
    const { tagName } = element;
    if (tagName !== "note" && tagName !== "backup" && tagName !== "forward") continue;
    const parts = partsOf(element);
    const written = Number(parts.get("duration")?.textContent) || 0;
    const duration = (written * TICKS_PER_QUARTER) / divisions;
    if (tagName === "backup") at -= duration;
    else if (tagName === "forward") at += duration;
    else {
      if (!parts.has("chord")) {
        onset = at;
        at += duration;
      }
      notes.push({
        id: idOf(element),
        onset: Math.round(onset),
        duration: Math.round(duration),
        voice: parts.get("voice")?.textContent ?? "1",
        height: heightOf(parts.get("pitch") ?? parts.get("unpitched")),
        ...tiesOf(parts.get("notations")),
      });
    }
    length = Math.max(length, at);
  }
  return { notes, length: Math.round(length) };
}

/** The children of an element by their names; asked one by one they would be looked for again each time. */
function partsOf(element: Element): ReadonlyMap<string, Element> {
  const parts = new Map<string, Element>();
  for (const child of element.children) parts.set(child.tagName, child);
  return parts;
}

function tiesOf(notations: Element | undefined): Pick<WrittenNote, "tiesOn" | "tiesBack"> {
  const types = [...(notations?.children ?? [])]
    .filter(({ tagName }) => tagName === "tied")
    .map((tied) => tied.getAttribute("type"));
  return { tiesOn: types.includes("start"), tiesBack: types.includes("stop") };
}

/** "n12" is note 12, "n12-960" what is tied on to it at tick 960. */
function idOf(note: Element): number | null {
  const match = /^n(\d+)(-\d+)?$/.exec(note.getAttribute("id") ?? "");
  return match === null ? null : Number(match[1]);
}

function heightOf(pitch: Element | undefined): number {
  if (pitch === undefined) return 0;
  const parts = partsOf(pitch);
  const said = (name: string): string | undefined =>
    (parts.get(name) ?? parts.get(`display-${name}`))?.textContent;
  const step = STEPS.indexOf(said("step") ?? "C");
  return Number(said("octave") ?? 4) * STEPS.length + step + Number(said("alter") ?? 0) / 10;
}

function text(element: Element, selector: string): string | null {
  return element.querySelector(selector)?.textContent ?? null;
}

function isMeasure(element: Element): boolean {
  return element.tagName === "measure";
}
