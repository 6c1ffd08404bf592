// One line's place in the view: empty until it is seen, then its picture with the marks of its notes.

import type { Engraving, EngravingWish, Head } from "./engraver.ts";
import type { Line } from "./lines.ts";
import type { Marks, NoteMark } from "./staff-view.ts";
import type { System } from "./systems.ts";

export class Slot {
  readonly element: HTMLElement;
  readonly key: string;
  readonly wish: EngravingWish;
  line: Line;
  engraving: Engraving | null = null;
  isSeen = false;
  /** Pixels: an estimate until it has been drawn. */
  height: number;
  /** Whether it stands where something else stood: somebody waits for it. */
  readonly isChanged: boolean;
  #system: System | null = null;
  /** What stood around it when it was written down. */
  #around: string | null = null;
  /** Whether the picture is not that of what is written. */
  #isStale = true;
  /** What each head is marked as, and the washes and frames behind it. */
  #marked: string[] = [];
  readonly #washes = new Map<number, readonly SVGElement[]>();

  /** `before` lends its picture until the new one is drawn, so that nothing flickers; else it keeps a height free. */
  constructor(line: Line, wish: EngravingWish, before: Slot | null, height: number) {
    this.line = line;
    this.wish = wish;
    this.key = Slot.keyOf(line, wish);
    this.element = document.createElement("div");
    this.element.className = "staff-system";
    this.isSeen = before?.isSeen ?? false;
    const picture = before?.engraving?.svg;
    this.isChanged = picture !== undefined;
    this.height = before?.height ?? height;
    if (picture !== undefined) this.element.append(picture);
    else this.#keepFree();
  }

  static keyOf({ key }: Line, { width, zoom, hasNames, isStretched }: EngravingWish): string {
    return [width, zoom, hasNames, isStretched, key].join("\n");
  }

  get isUnwritten(): boolean {
    return this.#around !== this.line.around;
  }

  /** Whether it waits for the engraver. */
  get isStale(): boolean {
    return this.#isStale && this.#system !== null && !this.isUnwritten;
  }

  get system(): System | null {
    return this.#system;
  }

  /** The same picture for the same bars, which may have come to stand elsewhere in time. */
  moved(line: Line): this {
    const shift = line.start - this.line.start;
    if (shift !== 0 && this.engraving !== null) {
      const anchors = this.engraving.anchors.map(({ tick, x }) => ({ tick: tick + shift, x }));
      this.engraving = { ...this.engraving, anchors };
    }
    this.line = line;
    return this;
  }

  /** Takes what is written down of it: mostly what it shows already. */
  write(system: System | null, around: string): void {
    this.#around = around;
    if (system?.text === this.#system?.text) return;
    this.#system = system;
    this.#isStale = true;
  }

  fill(engraving: Engraving): void {
    this.engraving = engraving;
    this.height = engraving.height;
    this.#isStale = false;
    this.#marked = [];
    this.#washes.clear();
    const { svg } = engraving;
    svg.setAttribute("aria-hidden", "true");
    this.element.style.minBlockSize = "";
    this.element.replaceChildren(svg);
  }

  /** Gives the picture back to memory, and keeps its place free. */
  release(): void {
    this.#keepFree();
    this.engraving = null;
    this.#system = null;
    this.#around = null;
    this.#isStale = true;
    this.element.replaceChildren();
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
    const { heads } = this.engraving ?? { heads: [] };
    for (const [index, head] of heads.entries()) {
      const known = marks.noteOf(head.id);
      const isSelected = marks.selection.has(head.id);
      const marked = `${known?.origin} ${known?.voice} ${isSelected}`;
      if (marked === this.#marked[index]) continue;
      this.#marked[index] = marked;
      this.#markHead(index, head, known, isSelected);
    }
  }

  #markHead(index: number, head: Head, known: NoteMark | null, isSelected: boolean): void {
    for (const shape of head.shapes) {
      set(shape, "data-origin", known?.origin ?? null);
      set(shape, "data-voice", known?.voice ?? null);
      set(shape, "data-selected", isSelected ? "" : null);
    }
    for (const wash of this.#washes.get(index) ?? []) wash.remove();
    const washes: SVGElement[] = [];
    if (known !== null && known.origin !== "given") {
      washes.push(wash(head, 2, { "data-origin": known.origin, "data-voice": known.voice }));
    }
    if (isSelected) washes.push(wash(head, 4, { "data-selected": "" }));
    this.engraving?.svg.prepend(...washes);
    this.#washes.set(index, washes);
  }

  #keepFree(): void {
    this.element.style.minBlockSize = `${Math.round(this.height)}px`;
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

/** A wash behind a head, or a frame around it: colour is never the only sign. */
function wash({ box }: Head, by: number, marks: Readonly<Record<string, string>>): SVGElement {
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
  return rect;
}

function set(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
