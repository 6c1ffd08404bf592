// The staves in the page: engraves what is in view, marks notes, follows the playhead, says what was clicked.

import type { ChoirStaves } from "./arrange.ts";
import { arranged, isChoir } from "./arrange.ts";
import { Engraver } from "./engraver.ts";
import type { Place } from "./places.ts";
import { headAt, neighbour, tickAt, xAt } from "./places.ts";
import type { Sheet } from "./sheet.ts";
import { sheetFrom } from "./sheet.ts";
import { Slot } from "./slot.ts";
import { systemsOf } from "./systems.ts";

/** What the staves tell. */
export interface StaffListener {
  /** A note was chosen; `isMore` adds it to those that are, or takes it away. */
  select(id: number, isMore: boolean): void;
  /** Nothing was hit: the playhead goes there. */
  seek(tick: number): void;
}

/** What is known of a note beside its place. */
export interface NoteMark {
  readonly origin: "given" | "generated" | "edited";
  readonly voice: string;
}

/** How notes are told apart. */
export interface Marks {
  readonly selection: ReadonlySet<number>;
  noteOf(id: number): NoteMark | null;
}

/** How the piece is laid out. */
export interface StaffLayout {
  readonly choir: ChoirStaves;
  /** 1 draws staves of 40 pixels. */
  readonly zoom: number;
}

/** One view of one piece. */
export class StaffView {
  readonly #element: HTMLElement;
  readonly #paper: HTMLElement;
  readonly #playhead: HTMLElement;
  readonly #listener: StaffListener;
  readonly #engraver: Engraver;
  readonly #lifetime = new AbortController();
  readonly #resizes: ResizeObserver;
  readonly #sight: IntersectionObserver;
  readonly #capacities = new Map<string, number>();
  #musicXml = "";
  #sheet: Sheet | null = null;
  #layout: StaffLayout = { choir: "two", zoom: 0.8 };
  #slots: readonly Slot[] = [];
  #marks: Marks = { selection: new Set(), noteOf: () => null };
  #tick = 0;
  #isPlaying = false;
  #width = 0;
  #isChoir = false;
  #work: Promise<void> | null = null;

  /** `element` is filled and scrolled; its stylesheet is `staves.css`. */
  constructor(element: HTMLElement, listener: StaffListener) {
    const { signal } = this.#lifetime;
    this.#element = element;
    this.#listener = listener;
    this.#paper = child(element, "staff-paper");
    this.#playhead = child(this.#paper, "staff-playhead");
    this.#playhead.hidden = true;
    this.#engraver = new Engraver(child(element, "staff-bench"));
    this.#resizes = new ResizeObserver(() => this.#measure());
    this.#resizes.observe(element);
    this.#sight = new IntersectionObserver((entries) => this.#seen(entries), {
      root: element,
      rootMargin: "60% 0%",
    });
    element.addEventListener("click", (event) => this.#clicked(event), { signal });
    element.addEventListener("keydown", (event) => this.#keyed(event), { signal });
  }

  /** Shows a piece; resolves when what is in view of it is engraved. */
  async show(musicXml: string, layout: StaffLayout): Promise<void> {
    const isSame = musicXml === this.#musicXml && layout.choir === this.#layout.choir;
    this.#layout = layout;
    if (!isSame) {
      this.#musicXml = musicXml;
      const sheet = sheetFrom(musicXml);
      // Reading, arranging and cutting are tasks of their own: a long piece holds nothing up.
      await untilIdle();
      if (this.#musicXml !== musicXml || this.#lifetime.signal.aborted) return;
      this.#isChoir = isChoir(sheet);
      this.#sheet = arranged(sheet, layout.choir);
      await untilIdle();
      if (this.#musicXml !== musicXml || this.#lifetime.signal.aborted) return;
    }
    this.#plan();
    await this.#work;
  }

  /** Whether four voices may share two staves. */
  get isChoir(): boolean {
    return this.#isChoir;
  }

  /** Tells notes apart. */
  mark(marks: Marks): void {
    this.#marks = marks;
    for (const slot of this.#slots) slot.mark(marks);
  }

  /** Moves the playhead; the view follows while music plays. */
  setPlayhead(tick: number, isPlaying: boolean): void {
    this.#tick = tick;
    this.#isPlaying = isPlaying;
    this.#placePlayhead();
  }

  /** Brings a note into view. */
  reveal(id: number): void {
    this.#slotOf(id)?.element.scrollIntoView({ block: "nearest" });
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#resizes.disconnect();
    this.#sight.disconnect();
    this.#element.replaceChildren();
  }

  #measure(): void {
    const width = Math.floor(this.#paper.clientWidth);
    if (width === this.#width || width < 60) return;
    this.#width = width;
    this.#capacities.clear();
    this.#plan();
  }

  /** Cuts the piece into systems anew; those that are engraved already keep their pictures. */
  #plan(): void {
    if (this.#sheet === null || this.#width === 0) return;
    const { zoom } = this.#layout;
    const systems = systemsOf(this.#sheet, this.#width / zoom, this.#capacities);
    const known = new Map(this.#slots.map((slot) => [slot.key, slot]));
    const before = this.#slots;
    this.#slots = systems.map((system, index) => {
      const isFirst = index === 0;
      const isLast = index === systems.length - 1;
      const room = lastRoom(system.bars.length, systems[index - 1]?.bars.length);
      const wish = { width: this.#width, zoom, hasNames: isFirst, isStretched: !isLast || room };
      const slot = known.get(Slot.keyOf(system, wish));
      if (slot !== undefined && known.delete(slot.key)) return slot.moved(system);
      // What stood there stays until the new picture is drawn, so that nothing flickers.
      return new Slot(system, wish, before[index] ?? null);
    });
    const kept = new Set(this.#slots);
    for (const slot of before) if (!kept.has(slot)) this.#sight.unobserve(slot.element);
    this.#paper.replaceChildren(...this.#slots.map(({ element }) => element), this.#playhead);
    for (const slot of this.#slots) this.#sight.observe(slot.element);
    this.#placePlayhead();
    this.#begin();
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const slot = this.#slots.find(({ element }) => element === target);
      if (slot !== undefined) slot.isSeen = isIntersecting;
    }
    this.#begin();
  }

  #begin(): void {
    this.#work ??= this.#engraveSeen().finally(() => {
      this.#work = null;
    });
  }

  async #engraveSeen(): Promise<void> {
    for (;;) {
      const { signal } = this.#lifetime;
      await untilIdle();
      const slot = this.#slots.find(({ isSeen, isStale }) => isSeen && isStale);
      if (slot === undefined || signal.aborted) return;
      const engraving = await this.#engraver.engrave(slot.system, slot.wish);
      if (signal.aborted) return;
      if (engraving.bars < slot.system.bars.length) {
        this.#capacities.set(slot.system.text, engraving.bars);
        this.#plan();
        continue;
      }
      slot.fill(engraving);
      slot.mark(this.#marks);
      this.#placePlayhead();
    }
  }

  #placePlayhead(): void {
    const slot = this.#slots.find(({ start, end }) => this.#tick >= start && this.#tick < end);
    const x = slot?.engraving == null ? null : xAt(slot.engraving.anchors, this.#tick);
    this.#playhead.hidden = slot === undefined || x === null;
    if (slot === undefined || x === null) return;
    const { offsetTop, offsetHeight, offsetLeft } = slot.element;
    this.#playhead.style.translate = `${offsetLeft + x}px ${offsetTop}px`;
    this.#playhead.style.blockSize = `${offsetHeight}px`;
    if (this.#isPlaying) this.#follow(offsetTop, offsetHeight);
  }

  #follow(top: number, height: number): void {
    const { scrollTop, clientHeight } = this.#element;
    if (top >= scrollTop && top + height <= scrollTop + clientHeight) return;
    this.#element.scrollTop = Math.max(0, top - 8);
  }

  #clicked(event: MouseEvent): void {
    const slot = this.#slots.find(({ element }) => event.composedPath().includes(element));
    if (slot?.engraving == null) return;
    const { x, y } = slot.pointOf(event);
    const head = headAt(slot.engraving, x, y);
    this.#element.focus({ preventScroll: true });
    if (head !== null) return this.#listener.select(head.id, event.shiftKey);
    this.#listener.seek(tickAt(slot.engraving.anchors, slot.pixelOf(x)) ?? slot.start);
  }

  /** Arrows go from note to note: in time, and up and down in what sounds together. */
  #keyed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return;
    const [chosen] = [...this.#marks.selection].slice(-1);
    const id = neighbour(this.#places(), chosen ?? null, event.key);
    event.preventDefault();
    event.stopPropagation();
    if (id === null) return;
    this.#listener.select(id, event.shiftKey);
    this.reveal(id);
  }

  #places(): readonly Place[] {
    const bars = this.#sheet?.bars ?? [];
    return bars.flatMap(({ start, notes }) =>
      notes.flatMap((line, part) =>
        line.flatMap(({ id, onset, voice, height, tiesBack }) =>
          id === null || tiesBack
            ? []
            : [{ id, tick: start + onset, line: `${part}:${voice}`, height, part }],
        ),
      ),
    );
  }

  #slotOf(id: number): Slot | undefined {
    return this.#slots.find(({ system }) =>
      system.bars.some(({ notes }) => notes.flat().some((note) => note.id === id)),
    );
  }
}

/** A last system that is nearly full reaches the edge too. */
function lastRoom(bars: number, before: number | undefined): boolean {
  return before !== undefined && bars >= before * 0.75;
}

function child(parent: HTMLElement, name: string): HTMLElement {
  const made = parent.ownerDocument.createElement("div");
  made.className = name;
  parent.append(made);
  return made;
}

/** Engraving gives way to whatever the page has to do first. */
function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") {
      requestIdleCallback(() => resolve(), { timeout: 200 });
    } else setTimeout(resolve, 0);
  });
}
