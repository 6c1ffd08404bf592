// The staves in the page: engraves what is in view, marks notes, follows the playhead, says what was clicked.

import type { PlainScore, Score } from "../score/index.ts";
import type { ChoirStaves } from "./arrange.ts";
import type { PieceBar } from "./bars.ts";
import { barsOf } from "./bars.ts";
import { Engraver } from "./engraver.ts";
import type { Piece } from "./extract.ts";
import { extractOf } from "./extract.ts";
import { groundOf } from "./ground.ts";
import { linesOf } from "./lines.ts";
import { headAt, neighbour, placesOf, tickAt, xAt } from "./places.ts";
import { Rows } from "./rows.ts";
import type { Slot } from "./slot.ts";
import { Written } from "./written.ts";

/** What the staves tell, and what they ask for. */
export interface StaffListener {
  /** Writes some bars down, as MusicXML. */
  write(score: PlainScore): Promise<string>;
  /** That was not possible. */
  failed(thrown: unknown): void;
  /** Whether four voices may share two staves. */
  choir(isChoir: boolean): void;
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

/** Bars that are written down at once: more would hold the page up while they are read. */
const AT_ONCE = 10;
/** Lines whose room is remembered. */
const REMEMBERED = 2000;

/** One view of one piece. */
export class StaffView {
  readonly #element: HTMLElement;
  readonly #paper: HTMLElement;
  readonly #playhead: HTMLElement;
  readonly #listener: StaffListener;
  readonly #engraver: Engraver;
  readonly #rows: Rows;
  readonly #lifetime = new AbortController();
  readonly #resizes: ResizeObserver;
  readonly #capacities = new Map<string, number>();
  #piece: Piece | null = null;
  #bars: readonly PieceBar[] = [];
  #layout: StaffLayout = { choir: "two", zoom: 0.8 };
  #marks: Marks = { selection: new Set(), noteOf: () => null };
  #tick = 0;
  #isPlaying = false;
  #width = 0;
  #staves = 2;
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
    this.#rows = new Rows(this.#paper, element, () => this.#begin());
    this.#resizes = new ResizeObserver(() => this.#measure());
    this.#resizes.observe(element);
    element.addEventListener("click", (event) => this.#clicked(event), { signal });
    element.addEventListener("keydown", (event) => this.#keyed(event), { signal });
  }

  /** Shows a piece; what is in view of it is engraved soon. */
  show(score: Score, layout: StaffLayout): void {
    const ground = groundOf(score);
    this.#bars = barsOf(score, this.#bars);
    this.#piece = { score, bars: this.#bars, ground };
    this.#layout = layout;
    this.#plan();
  }

  /** Tells notes apart. */
  mark(marks: Marks): void {
    this.#marks = marks;
    for (const slot of this.#rows.slots) slot.mark(marks);
  }

  /** Moves the playhead; the view follows while music plays. */
  setPlayhead(tick: number, isPlaying: boolean): void {
    this.#tick = tick;
    this.#isPlaying = isPlaying;
    this.#placePlayhead();
  }

  /** Brings a note into view. */
  reveal(id: number): void {
    const note = this.#piece?.score.notes.find((note) => note.id === id);
    if (note === undefined) return;
    this.#rows.at(note.onset)?.element.scrollIntoView({ block: "nearest" });
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#resizes.disconnect();
    this.#rows.dispose();
    this.#element.replaceChildren();
  }

  #measure(): void {
    const width = Math.floor(this.#paper.clientWidth);
    if (width === this.#width || width < 60) return;
    this.#width = width;
    this.#capacities.clear();
    this.#plan();
  }

  /** Breaks the piece into lines anew; those that are engraved already keep their pictures. */
  #plan(): void {
    if (this.#piece === null || this.#width === 0) return;
    const { choir, zoom } = this.#layout;
    const { bars, ground } = this.#piece;
    if (this.#capacities.size > REMEMBERED) this.#capacities.clear();
    const lines = linesOf({
      bars,
      width: this.#width / zoom,
      ground: `${choir} ${ground.text}`,
      capacities: this.#capacities,
    });
    this.#rows.show(lines, { width: this.#width, zoom }, this.#staves);
    this.#placePlayhead();
    this.#begin();
  }

  #begin(): void {
    this.#work ??= this.#drawSeen().finally(() => {
      this.#work = null;
    });
  }

  /** Writes and draws line after line until all that is near to sight is right. */
  async #drawSeen(): Promise<void> {
    const { signal } = this.#lifetime;
    while (!signal.aborted) {
      const slot = this.#rows.first(({ isStale, isUnwritten }) => isStale || isUnwritten);
      if (slot === undefined) break;
      // Somebody waits for what was changed; all else gives way to whatever the page has to do first.
      if (!slot.isChanged) await untilIdle();
      try {
        if (slot.isUnwritten) await this.#write(slot);
        else await this.#engrave(slot);
      } catch (thrown) {
        if (!signal.aborted) this.#listener.failed(thrown);
        return;
      }
    }
    this.#rows.thin();
  }

  /** Has a line written down, and those after it that wait for the same. */
  async #write(slot: Slot): Promise<void> {
    const piece = this.#piece;
    const { slots } = this.#rows;
    if (piece === null) return;
    const { choir } = this.#layout;
    const from = slots.indexOf(slot);
    const isTogether = ({ isUnwritten, isSeen, line }: Slot, index: number): boolean =>
      index === from || (isUnwritten && isSeen && line.last - slot.line.first <= AT_ONCE);
    const after = slots.findIndex((each, index) => index > from && !isTogether(each, index));
    const wanted = slots.slice(from, after === -1 ? undefined : after);
    const lines = wanted.map(({ line }) => line);
    const { first } = slot.line;
    const extract = extractOf(piece, first, lines.at(-1)?.last ?? first + 1);
    const musicXml = await this.#listener.write(extract.score);
    // What was edited meanwhile is written once more.
    if (this.#lifetime.signal.aborted || this.#piece !== piece) return;
    const written = new Written(musicXml, extract, choir);
    this.#staves = written.staves;
    this.#listener.choir(written.isChoir);
    for (const [index, each] of wanted.entries()) {
      const line = lines[index];
      if (line === undefined || each.line !== line) continue;
      const number = piece.bars[line.first]?.bar.number ?? 1;
      each.write(written.system(line, first, number), line.around);
    }
  }

  async #engrave(slot: Slot): Promise<void> {
    const { system, line } = slot;
    if (system === null) return;
    const engraving = await this.#engraver.engrave(system, slot.wish);
    if (this.#lifetime.signal.aborted || !this.#rows.slots.includes(slot)) return;
    if (engraving.bars < line.last - line.first) {
      this.#capacities.set(line.key, engraving.bars);
      return this.#plan();
    }
    if (slot.system !== system) return;
    slot.fill(engraving);
    slot.mark(this.#marks);
    this.#placePlayhead();
  }

  #placePlayhead(): void {
    const slot = this.#rows.at(this.#tick);
    const x = slot?.engraving == null ? null : xAt(slot.engraving.anchors, this.#tick);
    this.#playhead.hidden = x === null;
    if (slot === undefined) return;
    const { offsetTop, offsetHeight, offsetLeft } = slot.element;
    if (x !== null) {
      this.#playhead.style.translate = `${offsetLeft + x}px ${offsetTop}px`;
      this.#playhead.style.blockSize = `${offsetHeight}px`;
    }
    if (this.#isPlaying) this.#follow(offsetTop, offsetHeight);
  }

  #follow(top: number, height: number): void {
    const { scrollTop, clientHeight } = this.#element;
    if (top >= scrollTop && top + height <= scrollTop + clientHeight) return;
    this.#element.scrollTop = Math.max(0, top - 8);
  }

  #clicked(event: MouseEvent): void {
    const path = event.composedPath();
    const slot = this.#rows.slots.find(({ element }) => path.includes(element));
    if (slot?.engraving == null) return;
    const { x, y } = slot.pointOf(event);
    const head = headAt(slot.engraving, x, y);
    this.#element.focus({ preventScroll: true });
    if (head !== null) return this.#listener.select(head.id, event.shiftKey);
    this.#listener.seek(tickAt(slot.engraving.anchors, slot.pixelOf(x)) ?? slot.line.start);
  }

  /** Arrows go from note to note: in time, and up and down in what sounds together. */
  #keyed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return;
    const [chosen] = [...this.#marks.selection].slice(-1);
    const places = this.#piece === null ? [] : placesOf(this.#piece.score);
    const id = neighbour(places, chosen ?? null, event.key);
    event.preventDefault();
    event.stopPropagation();
    if (id === null) return;
    this.#listener.select(id, event.shiftKey);
    this.reveal(id);
  }
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
      requestIdleCallback(() => resolve(), { timeout: 100 });
    } else setTimeout(resolve, 0);
  });
}
