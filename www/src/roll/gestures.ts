// Pointers on the roll: which drag a press begins, two fingers that pan and zoom, the wheel.

import type { Selection } from "../score/index.ts";
import { EMPTY_SELECTION, selectionOf, toggled } from "../score/index.ts";
import type { Drag, DragContext, DragPoint, DragResult } from "./drags/drag.ts";
import { drawDrag } from "./drags/draw.ts";
import { listenDrag } from "./drags/listen.ts";
import { rulerDrag } from "./drags/loop.ts";
import { moveDrag } from "./drags/move.ts";
import { resizeDrag } from "./drags/resize.ts";
import { selectDrag } from "./drags/select.ts";
import type { Equipment } from "./equipment.ts";
import type { Hit } from "./hit-test.ts";
import { hitAt } from "./hit-test.ts";
import { pinched, pinchOf } from "./pinch.ts";
import type { Point, Viewport } from "./viewport.ts";
import { pitchAt, pixels, scrolled, tickAt, zoomedInPitch, zoomedInTime } from "./viewport.ts";

/** What gestures read and change; the roll is it. */
export interface GestureHost extends DragContext {
  readonly element: HTMLElement;
  viewport: Viewport;
  setDrag(drag: Drag | null): void;
  settle(result: DragResult): void;
  select(selection: Selection): void;
  readonly equipment: Equipment | null;
  removeNote(hit: Hit): void;
  hover(hit: Hit | null, point: Point | null): void;
}

/** How near to a note's end one must point, by the kind of pointer. */
const REACH = { mouse: 7, touch: 16 } as const;
/** A finger that rests this long selects. */
const HOLD_MILLISECONDS = 420;
/** A finger that moves less than this has not moved. */
const TOUCH_SLACK = 9;

interface Press {
  readonly id: number;
  readonly from: DragPoint;
  readonly hit: Hit;
  readonly isTouch: boolean;
  readonly isExtending: boolean;
  drag: Drag | null;
}

/** Turns pointer events into drags, as long as `signal` lasts. */
export class Gestures {
  readonly #host: GestureHost;
  readonly #fingers = new Map<number, Point>();
  #press: Press | null = null;
  #hold = 0;

  constructor(host: GestureHost, signal: AbortSignal) {
    this.#host = host;
    const { element } = host;
    const listen = <K extends keyof HTMLElementEventMap>(
      name: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ): void => element.addEventListener(name, listener, { signal, passive: false });
    listen("pointerdown", (event) => this.#down(event));
    listen("pointermove", (event) => this.#moved(event));
    listen("pointerup", (event) => this.#up(event));
    listen("pointercancel", (event) => this.#lost(event));
    listen("pointerleave", () => host.hover(null, null));
    listen("dblclick", (event) => this.#doubled(event));
    listen("contextmenu", (event) => event.preventDefault());
    listen("wheel", (event) => this.#wheeled(event));
    signal.addEventListener("abort", () => this.cancel(), { once: true });
  }

  /** Lets go of everything without a result. */
  cancel(): void {
    window.clearTimeout(this.#hold);
    this.#press = null;
    this.#host.setDrag(null);
  }

  get isDragging(): boolean {
    return this.#press !== null && this.#press.drag !== null;
  }

  #down(event: PointerEvent): void {
    const host = this.#host;
    const isTouch = event.pointerType === "touch";
    const from = this.#point(event);
    host.element.focus({ preventScroll: true });
    if (isTouch) this.#fingers.set(event.pointerId, from);
    if (this.#fingers.size > 1) return this.cancel();
    if (this.#press !== null) return;
    event.preventDefault();
    host.element.setPointerCapture(event.pointerId);
    const hit = hitAt(host.viewport, host.content, from, isTouch ? REACH.touch : REACH.mouse);
    const isExtending = event.shiftKey;
    const press: Press = { id: event.pointerId, from, hit, isTouch, isExtending, drag: null };
    this.#press = press;
    if (event.button === 2) {
      host.removeNote(hit);
      this.cancel();
    } else if (event.button === 1) {
      const drag = host.equipment?.panDrag(from) ?? null;
      if (drag === null) this.cancel();
      else this.#begin(drag);
    } else if (!isTouch || hit.kind === "piano-keys") {
      this.#begin(this.#dragFor(hit, from, isExtending));
    } else {
      this.#hold = window.setTimeout(() => this.#held(press), HOLD_MILLISECONDS);
    }
  }

  #moved(event: PointerEvent): void {
    const host = this.#host;
    const point = this.#point(event);
    if (this.#fingers.has(event.pointerId) && this.#fingers.size === 2) {
      const before = pinchOf([...this.#fingers.values()]);
      this.#fingers.set(event.pointerId, point);
      host.viewport = pinched(host.viewport, before, pinchOf([...this.#fingers.values()]));
      return;
    }
    const press = this.#press;
    if (press === null || press.id !== event.pointerId) {
      if (event.pointerType !== "touch") this.#hover(event);
      return;
    }
    if (press.drag === null) {
      const distance = Math.hypot(point.x - press.from.x, point.y - press.from.y);
      if (distance < TOUCH_SLACK) return;
      window.clearTimeout(this.#hold);
      this.#begin(this.#dragFor(press.hit, press.from, false));
    }
    if (!(press.drag !== null && press.hit.kind === "piano-keys")) this.#scrollAtEdge(point);
    press.drag?.move(this.#point(event));
    host.setDrag(press.drag);
  }

  #hover(event: PointerEvent): void {
    const host = this.#host;
    const point = this.#point(event);
    host.hover(hitAt(host.viewport, host.content, point, REACH.mouse), point);
  }

  #up(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    window.clearTimeout(this.#hold);
    const press = this.#press;
    if (press === null || press.id !== event.pointerId) return;
    // A tap is a press whose drag never began: it begins and ends in one place.
    const drag = press.drag ?? this.#dragFor(press.hit, press.from, false);
    this.#press = null;
    this.#host.setDrag(null);
    const result = drag.end();
    this.#host.settle(result);
    if (!press.isTouch) this.#hover(event);
    const { x, y } = this.#point(event);
    const isStill = Math.hypot(x - press.from.x, y - press.from.y) < TOUCH_SLACK;
    if (isStill && result.kind === "nothing") this.#pressed(press);
  }

  /** A press on one of several selected notes chooses that one. */
  #pressed({ hit, isExtending }: Press): void {
    const host = this.#host;
    if (isExtending || !("note" in hit) || host.content.selection.size < 2) return;
    host.select(selectionOf([hit.note]));
  }

  #lost(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    if (this.#press?.id === event.pointerId) this.cancel();
  }

  /** A finger that rests: a note joins the selection, paper begins a rectangle. */
  #held(press: Press): void {
    const host = this.#host;
    if (press.hit.kind === "paper") {
      this.#begin(selectDrag(host, press.from, EMPTY_SELECTION));
    } else if ("note" in press.hit) {
      host.select(toggled(host.content.selection, press.hit.note.id));
      this.#press = null;
    }
    navigator.vibrate?.(8);
  }

  #doubled(event: MouseEvent): void {
    const host = this.#host;
    host.removeNote(hitAt(host.viewport, host.content, this.#point(event), 0));
  }

  #wheeled(event: WheelEvent): void {
    const host = this.#host;
    // In an article the wheel belongs to the page until somebody has touched the instrument.
    if (!event.ctrlKey && !event.metaKey && !hasFocusNear(host.element)) return;
    const before = host.viewport;
    const { x, y } = this.#point(event);
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const factor = Math.exp((-event.deltaY * unit) / 400);
    let next: Viewport;
    if (event.ctrlKey || event.metaKey) next = zoomedInTime(before, factor, x);
    else if (event.altKey) next = zoomedInPitch(before, factor, y);
    else if (event.shiftKey) next = scrolled(before, (event.deltaY || event.deltaX) * unit, 0);
    else next = scrolled(before, event.deltaX * unit, event.deltaY * unit);
    const isSame = next.leftTick === before.leftTick && next.topPitch === before.topPitch;
    // At its end the roll lets the page scroll on.
    if (isSame && next.quarterWidth === before.quarterWidth && !event.ctrlKey) return;
    event.preventDefault();
    host.viewport = next;
  }

  #dragFor(hit: Hit, from: DragPoint, isExtending: boolean): Drag {
    const host = this.#host;
    const { content } = host;
    const other = host.equipment?.dragFor(hit, from) ?? null;
    if (other !== null) return other;
    switch (hit.kind) {
      case "note":
      case "note-start":
      case "note-end": {
        const { note } = hit;
        if (isExtending) host.select(toggled(content.selection, note.id));
        else if (!content.selection.has(note.id)) host.select(selectionOf([note]));
        const { selection } = host.content;
        if (content.isReadonly || !selection.has(note.id)) return listenDrag(host, from);
        if (hit.kind === "note") return moveDrag(host, from, note, selection);
        return resizeDrag(host, from, note, hit.kind === "note-start" ? "start" : "end", selection);
      }
      case "paper": {
        const kept = isExtending ? content.selection : EMPTY_SELECTION;
        const isSelecting = content.tool === "select" || isExtending || from.isFree;
        if (isSelecting || content.isReadonly) return selectDrag(host, from, kept);
        return drawDrag(host, from);
      }
      case "ruler":
      case "corner":
      case "loop-start":
      case "loop-end":
        return rulerDrag(host, from);
      case "piano-keys":
        return listenDrag(host, from);
      default:
        return hit satisfies never;
    }
  }

  #begin(drag: Drag): void {
    if (this.#press === null) return;
    this.#press.drag = drag;
    this.#host.setDrag(drag);
  }

  /** Scrolls on while a drag points past an edge. */
  #scrollAtEdge(point: Point): void {
    const host = this.#host;
    const { gutter, ruler, width, height } = host.viewport;
    const dx = point.x < gutter ? point.x - gutter : point.x > width ? point.x - width : 0;
    const dy = point.y < ruler ? point.y - ruler : point.y > height ? point.y - height : 0;
    const isAcross = this.#press?.hit.kind === "ruler" || this.#press?.hit.kind.startsWith("loop");
    if (dx === 0 && (dy === 0 || isAcross === true)) return;
    host.viewport = scrolled(host.viewport, dx / 3, isAcross === true ? 0 : dy / 3);
  }

  #point(event: MouseEvent): DragPoint {
    const { viewport, element } = this.#host;
    const box = element.getBoundingClientRect();
    const x = pixels(event.clientX - box.left);
    const y = pixels(event.clientY - box.top);
    return { x, y, tick: tickAt(viewport, x), pitch: pitchAt(viewport, y), isFree: event.altKey };
  }
}

/** Whether the element, or anything in its shadow tree, has the focus. */
function hasFocusNear(element: HTMLElement): boolean {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement !== null : element.matches(":focus");
}
