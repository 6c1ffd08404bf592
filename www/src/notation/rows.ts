// The lines of a piece in the view, one below the other: which are kept through an edit, which come and go.

import type { EngravingWish } from "./engraver.ts";
import type { Line } from "./lines.ts";
import { Slot } from "./slot.ts";

/** How lines are drawn. */
export type RowsWish = Pick<EngravingWish, "width" | "zoom">;

/** Pixels at a zoom of 1 that a staff takes, until one knows better. */
const STAFF = 95;
/** Pixels between two lines, as in `staves.css`. */
const GAP = 10;
/** Pictures that are kept at most; what is farther from sight is drawn again when it is wanted. */
const KEPT = 40;

export class Rows {
  slots: readonly Slot[] = [];
  readonly #paper: HTMLElement;
  readonly #root: HTMLElement;
  readonly #sight: IntersectionObserver;

  /** `onSight` is called when other lines have come near to sight. */
  constructor(paper: HTMLElement, root: HTMLElement, onSight: () => void) {
    this.#paper = paper;
    this.#root = root;
    this.#sight = new IntersectionObserver(
      (entries) => {
        this.#seen(entries);
        onSight();
      },
      { root, rootMargin: "60% 0%" },
    );
  }

  /** Shows these lines; those that are there already keep their pictures. `staves` is how many stand in a line. */
  show(lines: readonly Line[], wish: RowsWish, staves: number): void {
    const before = this.slots;
    const wishes = lines.map((_, index) => wishOf(lines, index, wish));
    const known = new Map(before.map((slot) => [slot.key, slot]));
    const kept = new Map<number, Slot>();
    for (const [index, line] of lines.entries()) {
      const each = wishes[index];
      const slot = each === undefined ? undefined : known.get(Slot.keyOf(line, each));
      if (slot !== undefined && known.delete(slot.key)) kept.set(index, slot.moved(line));
    }
    const height = this.#usualHeight(staves * STAFF * wish.zoom);
    const lenders = new Set(known.values());
    this.slots = lines.flatMap((line, index) => {
      const each = wishes[index];
      if (each === undefined) return [];
      const lender = before[index];
      const isFree = lender !== undefined && lenders.has(lender);
      return kept.get(index) ?? new Slot(line, each, isFree ? lender : null, height);
    });
    for (const slot of lenders) this.#sight.unobserve(slot.element);
    this.#place(lenders);
  }

  /** The line to do something for first: what was changed, what is in view from the top, what is near to it. */
  first(isWanted: (slot: Slot) => boolean): Slot | undefined {
    const { scrollTop, clientHeight } = this.#root;
    let best: Slot | undefined;
    let least = Number.POSITIVE_INFINITY;
    let top = 0;
    for (const slot of this.slots) {
      const bottom = top + slot.height + GAP;
      const isInView = bottom > scrollTop && top < scrollTop + clientHeight;
      // Places in view count by their order, others by their distance and behind all of those.
      const far = Math.abs(top - scrollTop) + clientHeight;
      const rank = slot.isChanged ? Number.NEGATIVE_INFINITY : isInView ? top - scrollTop : far;
      if (slot.isSeen && isWanted(slot) && rank < least) [best, least] = [slot, rank];
      top = bottom;
    }
    return best;
  }

  at(tick: number): Slot | undefined {
    return this.slots.find(({ line }) => tick >= line.start && tick < line.end);
  }

  /** Gives pictures far from sight back to memory. */
  thin(): void {
    const drawn = this.slots.filter(({ engraving, isSeen }) => engraving !== null && !isSeen);
    const middle = this.slots.findIndex(({ isSeen }) => isSeen);
    const far = (slot: Slot): number => Math.abs(this.slots.indexOf(slot) - middle);
    if (drawn.length <= KEPT) return;
    const sorted = drawn.map((slot) => [far(slot), slot] as const).sort((a, b) => b[0] - a[0]);
    for (const [, slot] of sorted.slice(0, drawn.length - KEPT)) slot.release();
  }

  dispose(): void {
    this.#sight.disconnect();
  }

  /** Puts lines in their order and touches no others. */
  #place(gone: ReadonlySet<Slot>): void {
    for (const { element } of gone) element.remove();
    let next = this.#paper.firstElementChild;
    for (const { element } of this.slots) {
      if (element === next) next = next.nextElementSibling;
      else {
        this.#paper.insertBefore(element, next);
        this.#sight.observe(element);
      }
    }
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    const slots = new Map(this.slots.map((slot) => [slot.element as Element, slot]));
    for (const { target, isIntersecting } of entries) {
      const slot = slots.get(target);
      if (slot !== undefined) slot.isSeen = isIntersecting;
    }
  }

  /** As high as those are on average that have been drawn. */
  #usualHeight(guess: number): number {
    const heights = this.slots.flatMap(({ engraving, height }) =>
      engraving === null ? [] : [height],
    );
    if (heights.length === 0) return guess;
    return heights.reduce((sum, height) => sum + height, 0) / heights.length;
  }
}

/** Names stand before the first line; the last one reaches the edge where it is nearly full. */
function wishOf(lines: readonly Line[], index: number, wish: RowsWish): EngravingWish {
  const length = ({ first, last }: Line): number => last - first;
  const [line, before] = [lines[index], lines[index - 1]];
  const isLast = index === lines.length - 1;
  const isNearlyFull =
    line !== undefined && before !== undefined && length(line) >= length(before) * 0.75;
  return { ...wish, hasNames: index === 0, isStretched: !isLast || isNearlyFull };
}
