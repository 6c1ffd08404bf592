// One system's place in the view: empty until it is seen, then its picture with the marks of its notes.

import type { Engraving, EngravingWish, Head } from "./engraver.ts";
import type { Marks } from "./staff-view.ts";
import type { System } from "./systems.ts";

/** Pixels at a zoom of 1 that a staff takes, until one knows better. */
const STAFF = 95;

export class Slot {
  readonly element: HTMLElement;
  readonly key: string;
  readonly wish: EngravingWish;
  system: System;
  engraving: Engraving | null = null;
  isSeen = false;
  /** The washes and frames behind its heads. */
  readonly #washes: SVGElement[] = [];

  /** `before` lends its picture and its height meanwhile. */
  constructor(system: System, wish: EngravingWish, before: Slot | null) {
    this.system = system;
    this.wish = wish;
    this.key = Slot.keyOf(system, wish);
    this.element = document.createElement("div");
    this.element.className = "staff-system";
    this.isSeen = before?.isSeen ?? false;
    const picture = before?.engraving?.svg;
    if (picture !== undefined) {
      const lent = picture.cloneNode(true);
      this.element.append(lent);
    } else {
      const staves = system.document.querySelectorAll("part").length;
      this.element.style.minBlockSize = `${Math.round(staves * STAFF * wish.zoom)}px`;
    }
  }

  static keyOf({ text }: System, { width, zoom, hasNames, isStretched }: EngravingWish): string {
    return [width, zoom, hasNames, isStretched, text].join("\n");
  }

  get start(): number {
    return this.system.bars[0]?.start ?? 0;
  }

  get end(): number {
    return this.system.bars.at(-1)?.end ?? 0;
  }

  get isStale(): boolean {
    return this.engraving === null;
  }

  /** The same picture for the same bars, which may have come to stand elsewhere in time. */
  moved(system: System): this {
    const shift = (system.bars[0]?.start ?? 0) - this.start;
    if (shift !== 0 && this.engraving !== null) {
      const anchors = this.engraving.anchors.map(({ tick, x }) => ({ tick: tick + shift, x }));
      this.engraving = { ...this.engraving, anchors };
    }
    this.system = system;
    return this;
  }

  fill(engraving: Engraving): void {
    this.engraving = engraving;
    this.#washes.length = 0;
    const { svg } = engraving;
    svg.setAttribute("aria-hidden", "true");
    this.element.style.minBlockSize = "";
    this.element.replaceChildren(svg);
  }

  /** Where a pointer is in the units of the picture. */
  pointOf({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } {
    const box = this.#box();
    const scale = this.#scale();
    return { x: (clientX - box.left) * scale, y: (clientY - box.top) * scale };
  }

  /** From the units of the picture to pixels from its left. */
  pixelOf(x: number): number {
    return x / this.#scale();
  }

  mark(marks: Marks): void {
    if (this.engraving === null) return;
    for (const wash of this.#washes.splice(0)) wash.remove();
    for (const head of this.engraving.heads) {
      const known = marks.noteOf(head.id);
      const isSelected = marks.selection.has(head.id);
      const isWritten = known !== null && known.origin !== "given";
      for (const shape of head.shapes) {
        set(shape, "data-origin", known?.origin ?? null);
        set(shape, "data-voice", known?.voice ?? null);
        set(shape, "data-selected", isSelected ? "" : null);
      }
      if (isWritten)
        this.#wash(head, 2, { "data-origin": known.origin, "data-voice": known.voice });
      if (isSelected) this.#wash(head, 4, { "data-selected": "" });
    }
  }

  /** A wash behind a head, or a frame around it: colour is never the only sign. */
  #wash({ box }: Head, by: number, marks: Readonly<Record<string, string>>): void {
    const svg = this.engraving?.svg;
    if (svg === undefined) return;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const { x, y, width, height } = box;
    const values = {
      x: x - by,
      y: y - by,
      width: width + 2 * by,
      height: height + 2 * by,
      rx: by + 2,
    };
    for (const [name, value] of Object.entries(values)) rect.setAttribute(name, String(value));
    for (const [name, value] of Object.entries(marks)) rect.setAttribute(name, value);
    rect.setAttribute("class", "staff-wash");
    svg.prepend(rect);
    this.#washes.push(rect);
  }

  #box(): DOMRect {
    return (this.engraving?.svg ?? this.element).getBoundingClientRect();
  }

  #scale(): number {
    const view = this.engraving?.svg.viewBox.baseVal.width ?? 0;
    const { width } = this.#box();
    return view > 0 && width > 0 ? view / width : 1;
  }
}

function set(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
