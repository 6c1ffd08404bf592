// The engraver: one system in, one picture out, with the place of every note. OpenSheetMusicDisplay draws it.

import type { GraphicalNote, Note } from "opensheetmusicdisplay";
import { AccidentalEnum } from "opensheetmusicdisplay";
import { TICKS_PER_QUARTER } from "../score/index.ts";
import { drawHalfTies } from "./half-ties.ts";
import { PacedDisplay } from "./paced-display.ts";
import type { WrittenNote } from "./sheet.ts";
import type { System } from "./systems.ts";

/** A note head on paper; of a note that is tied over there are several. */
export interface Head {
  readonly id: number;
  /** The bar of its system, counted from 0. */
  readonly bar: number;
  readonly part: number;
  readonly written: WrittenNote;
  /** Which way its stem goes, if it has one. */
  readonly stem: "up" | "down" | null;
  /** What is drawn for it: its head, and its stem and flag where it stands alone. */
  readonly shapes: readonly SVGElement[];
  /** Where its head stands, in the units of the picture. */
  readonly box: DOMRectReadOnly;
}

/** A moment and where it stands, in pixels from the left. */
export interface Anchor {
  readonly tick: number;
  readonly x: number;
}

/** A system as it is drawn. */
export interface Engraving {
  readonly svg: SVGSVGElement;
  readonly width: number;
  readonly height: number;
  readonly heads: readonly Head[];
  /** In the order of time, from the first note to the end of the last bar. */
  readonly anchors: readonly Anchor[];
  /** How many of its bars found room; the others are not in the picture that counts. */
  readonly bars: number;
}

/** A system as dots. */
export interface Painting {
  readonly canvas: HTMLCanvasElement;
  readonly bars: number;
}

/** How a system is to be drawn. */
export interface EngravingWish {
  readonly width: number;
  readonly zoom: number;
  readonly hasNames: boolean;
  /** The last system of a piece need not reach the edge. */
  readonly isStretched: boolean;
}

/** OpenSheetMusicDisplay counts in tenths of a staff: so many pixels at a zoom of 1. */
const UNIT = 10;

/** Draws systems, one after the other, in a place of its own that nobody sees. */
export class Engraver {
  readonly #bench: HTMLElement;
  readonly #display: PacedDisplay;
  /** Whether any has drawn: what a browser compiles on the way would make the first line one long task. */
  static #isWarm = false;

  /** `bench` lies in the page, since type is measured there. */
  constructor(bench: HTMLElement, backend: "svg" | "canvas" = "svg") {
    this.#bench = bench;
    const ink = backend === "svg" ? "currentColor" : "#000000";
    this.#display = new PacedDisplay(bench, {
      autoResize: false,
      backend,
      disableCursor: true,
      drawTitle: false,
      drawCredits: false,
      drawMeasureNumbersOnlyAtSystemStart: true,
      defaultColorMusic: ink,
      useGeometricSkyBottomLineCalculation: true,
      stretchLastSystemLine: true,
    });
    const rules = this.#display.EngravingRules;
    rules.PageTopMargin = 1;
    rules.PageBottomMargin = 1;
    rules.PageLeftMargin = 1.6;
    rules.PageRightMargin = 0.5;
    rules.StaffLineColor = ink;
    rules.LedgerLineColorDefault = ink;
    rules.RenderPartAbbreviations = false;
    // Words are metronome marks in the middle of bars: as large as those at bar lines.
    rules.UnknownTextHeight = 1.65;
    rules.ChordAccidentalTexts.setValue(AccidentalEnum.FLAT, "♭");
    rules.ChordAccidentalTexts.setValue(AccidentalEnum.SHARP, "♯");
  }

  /** Draws a system; it may have found room for its first bars only. */
  async engrave(system: System, wish: EngravingWish): Promise<Engraving> {
    const bars = await this.#draw(system, wish);
    const svg = this.#bench.querySelector("svg");
    if (svg === null) throw new Error("the engraver has drawn nothing");
    const heads = headsOf(this.#display, system);
    const anchors = anchorsOf(this.#display, system, UNIT * wish.zoom);
    const { width, height } = svg.getBoundingClientRect();
    drawHalfTies(svg, heads, { end: (anchors.at(-1)?.x ?? width) / wish.zoom });
    return { svg: takenFrom(svg), width, height, heads, anchors, bars };
  }

  /** The same as dots, where the engraver was made for that. */
  async paint(system: System, wish: EngravingWish): Promise<Painting> {
    const bars = await this.#draw(system, wish);
    const canvas = this.#bench.querySelector("canvas");
    if (canvas === null) throw new Error("the engraver has drawn nothing");
    const copy = document.createElement("canvas");
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext("2d")?.drawImage(canvas, 0, 0);
    return { canvas: copy, bars };
  }

  async #draw(system: System, wish: EngravingWish): Promise<number> {
    const display = this.#display;
    this.#bench.style.inlineSize = `${wish.width}px`;
    const rules = display.EngravingRules;
    rules.RenderPartNames = wish.hasNames;
    rules.StretchLastSystemLine = wish.isStretched;
    if (!Engraver.#isWarm) await display.draw(firstBarOf(system.document), wish);
    Engraver.#isWarm = true;
    await display.draw(system.document, wish);
    const page = display.GraphicSheet.MusicPages[0];
    return page?.MusicSystems[0]?.GraphicalMeasures.length ?? system.bars.length;
  }
}

function firstBarOf(system: XMLDocument): XMLDocument {
  const document = system.cloneNode(true) as XMLDocument;
  for (const measure of document.querySelectorAll("measure + measure")) measure.remove();
  return document;
}

/** What was drawn, in a picture of its own: the display empties the one that it drew in. */
function takenFrom(drawn: SVGSVGElement): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const name of ["width", "height", "viewBox"]) {
    svg.setAttribute(name, drawn.getAttribute(name) ?? "");
  }
  svg.append(...drawn.childNodes);
  return svg;
}

function headsOf(display: PacedDisplay, system: System): readonly Head[] {
  const heads: Head[] = [];
  for (const [bar, drawn] of display.GraphicSheet.MeasureList.entries()) {
    const chords = new Map<string, DrawnNote[]>();
    for (const note of drawn.flatMap((measure) => drawnNotes(measure))) {
      const chord = chords.get(note.place) ?? [];
      chord.push(note);
      chords.set(note.place, chord);
    }
    for (const [part, notes] of (system.bars[bar]?.notes ?? []).entries()) {
      for (const [place, chord] of chordsOf(part, notes)) {
        const found = (chords.get(place) ?? []).sort((a, b) => a.height - b.height);
        for (const [index, written] of chord.entries()) {
          const { id } = written;
          const { shapes, stem } = found[index] ?? {};
          if (id !== null && shapes !== undefined && stem !== undefined)
            heads.push({ id, bar, part, written, stem, shapes, box: boxOf(shapes[0]) });
        }
      }
    }
  }
  return heads;
}

/** The notes of a part by what they begin together, each chord from below. */
function chordsOf(part: number, notes: readonly WrittenNote[]): Map<string, WrittenNote[]> {
  const chords = new Map<string, WrittenNote[]>();
  for (const note of notes) {
    if (note.id === null) continue;
    const place = placeOf(part, note.voice, note.onset);
    const chord = chords.get(place) ?? [];
    chord.push(note);
    chords.set(
      place,
      chord.sort((a, b) => a.height - b.height),
    );
  }
  return chords;
}

function placeOf(part: number, voice: string | number, onset: number): string {
  return `${part}:${voice}:${onset}`;
}

interface DrawnNote {
  readonly place: string;
  readonly height: number;
  readonly stem: Head["stem"];
  readonly shapes: readonly SVGElement[];
}

/** What OpenSheetMusicDisplay's types do not tell of a note that is drawn by VexFlow. */
interface DrawnByVexFlow extends GraphicalNote {
  /** The chord it stands in, and its place there, from below. */
  readonly vfnote?: readonly [{ getStemDirection?(): number }, number];
  getNoteheadSVGs?(): readonly SVGElement[];
  getStemSVG?(): SVGElement | null;
  getFlagSVG?(): SVGElement | null;
}

type DrawnMeasure = PacedDisplay["GraphicSheet"]["MeasureList"][number][number];

function drawnNotes(measure: DrawnMeasure | undefined): readonly DrawnNote[] {
  const entries = measure?.staffEntries.flatMap((entry) => entry.graphicalVoiceEntries) ?? [];
  return entries.flatMap(({ notes }) =>
    (notes as readonly DrawnByVexFlow[])
      .filter(({ sourceNote }) => !sourceNote.isRest())
      .map((note) => {
        const { sourceNote, vfnote } = note;
        const heads = note.getNoteheadSVGs?.() ?? [];
        const head = heads[vfnote?.[1] ?? 0];
        const alone = heads.length === 1 ? [note.getStemSVG?.(), note.getFlagSVG?.()] : [];
        const shapes = [head, ...alone].filter((shape) => shape != null);
        const turn = note.getStemSVG?.() == null ? 0 : vfnote?.[0].getStemDirection?.();
        const stem = turn === 1 ? "up" : turn === -1 ? "down" : null;
        return { place: placeOfDrawn(sourceNote), height: heightOf(sourceNote), stem, shapes };
      }),
  );
}

function placeOfDrawn(note: Note): string {
  const { Timestamp, ParentVoice } = note.ParentVoiceEntry;
  const instrument = note.ParentStaff.ParentInstrument;
  const part = instrument.GetMusicSheet.Instruments.indexOf(instrument);
  return placeOf(part, ParentVoice.VoiceId, ticksOf(Timestamp.RealValue));
}

function heightOf(note: Note): number {
  const { displayOctaveUnpitched, displayStepUnpitched } = note;
  if (note.Pitch === undefined || displayStepUnpitched !== undefined) {
    return 12 * displayOctaveUnpitched + displayStepUnpitched;
  }
  return note.halfTone;
}

/** A part of a whole note as ticks. */
function ticksOf(wholes: number): number {
  return Math.round(wholes * 4 * TICKS_PER_QUARTER);
}

function anchorsOf(display: PacedDisplay, system: System, scale: number): readonly Anchor[] {
  const places = new Map<number, number>();
  let end: Anchor | null = null;
  for (const [index, drawn] of display.GraphicSheet.MeasureList.entries()) {
    const bar = system.bars[index];
    if (bar === undefined) continue;
    for (const measure of drawn) {
      if (measure === undefined) continue;
      for (const entry of measure.staffEntries) {
        const tick = bar.start + ticksOf(entry.relInMeasureTimestamp.RealValue);
        const x = entry.PositionAndShape.AbsolutePosition.x * scale;
        places.set(tick, Math.min(x, places.get(tick) ?? x));
      }
      const { AbsolutePosition, BorderRight } = measure.PositionAndShape;
      end = { tick: bar.end, x: (AbsolutePosition.x + BorderRight) * scale };
    }
  }
  const anchors = [...places].map(([tick, x]) => ({ tick, x })).sort((a, b) => a.tick - b.tick);
  return end === null ? anchors : [...anchors, end];
}

function boxOf(shape: SVGElement | undefined): DOMRect {
  return shape instanceof SVGGraphicsElement ? shape.getBBox() : new DOMRect();
}
