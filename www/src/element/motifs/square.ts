// The square in which a point is dragged, or moved by the arrow keys; what it means is not its business.

import { t } from "../../words/index.ts";
import { make, setAttribute } from "../dom.ts";
import { compassOf, drawing, strokes } from "./contour.ts";
import type { Line } from "./line.ts";

/** What the square shows. */
export interface SquareState {
  readonly x: number;
  readonly y: number;
  /** What there was, and what is tried out; null for nothing. */
  readonly was: Line | null;
  readonly shown: Line | null;
}

/** The square, and how it is told what to show. */
export interface Square {
  readonly element: HTMLElement;
  show(state: SquareState): void;
}

/** How far an arrow key goes, and with Shift. */
const STEP = 0.05;
const LEAP = 0.25;

const KEYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What a hand on the square wants. */
export interface SquareListener {
  move(x: number, y: number): void;
  /** Enter: this is it. */
  choose(): void;
}

export function buildSquare({ move, choose }: SquareListener, signal: AbortSignal): Square {
  const picture = drawing("motif-picture");
  const knob = make("span", { class: "knob" });
  const element = make(
    "div",
    {
      class: "motif-square",
      part: "motif-square",
      tabindex: "0",
      role: "slider",
      "aria-roledescription": t("square of motifs"),
      "aria-label": t(
        "Point of the pad: arrow keys move it, Home goes to the middle, Enter keeps the motif",
      ),
      "aria-valuemin": "-100",
      "aria-valuemax": "100",
    },
    picture,
    knob,
  );
  let place = { x: 0, y: 0 };
  let drawn: readonly (Line | null)[] = [];
  const go = (x: number, y: number): void => move(clamped(x), clamped(y));
  takeKeys(element, signal, (by) => go(place.x + by.x, place.y + by.y), {
    Home: () => go(0, 0),
    Enter: choose,
  });
  takePointer(element, signal, go);
  const show = ({ x, y, was, shown }: SquareState): void => {
    place = { x, y };
    element.style.setProperty("--_x", String((x + 1) / 2));
    element.style.setProperty("--_y", String((1 - y) / 2));
    setAttribute(element, "aria-valuenow", String(Math.round(100 * x)));
    setAttribute(element, "aria-valuetext", spokenPoint(x, y));
    if (drawn[0] === was && drawn[1] === shown) return;
    drawn = [was, shown];
    const compass = compassOf(drawn);
    const now = strokes(shown ?? was, compass, "now");
    if (shown === null) picture.replaceChildren(now);
    else picture.replaceChildren(strokes(was, compass, "was"), now);
  };
  return { element, show };
}

/** "middle", or "20 right, 35 up". */
export function spokenPoint(x: number, y: number): string {
  const [across, along] = [Math.round(100 * x), Math.round(100 * y)];
  const words: string[] = [];
  if (across > 0) words.push(t("{steps} right", { steps: across }));
  if (across < 0) words.push(t("{steps} left", { steps: -across }));
  if (along > 0) words.push(t("{steps} up", { steps: along }));
  if (along < 0) words.push(t("{steps} down", { steps: -along }));
  return words.length === 0 ? t("middle") : words.join(", ");
}

function takeKeys(
  element: HTMLElement,
  signal: AbortSignal,
  move: (by: { readonly x: number; readonly y: number }) => void,
  others: Readonly<Record<string, () => void>>,
): void {
  element.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? LEAP : STEP;
      const [x, y] = KEYS[event.key] ?? [0, 0];
      const other = others[event.key];
      if (other === undefined && x === 0 && y === 0) return;
      event.preventDefault();
      if (other === undefined) move({ x: x * step, y: y * step });
      else other();
    },
    { signal },
  );
}

/** A pointer that is held down drags the point; it may leave the square. */
function takePointer(
  element: HTMLElement,
  signal: AbortSignal,
  go: (x: number, y: number) => void,
): void {
  let isDragging = false;
  const at = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const x = snapped((2 * (clientX - left)) / width - 1);
    const y = snapped(1 - (2 * (clientY - top)) / height);
    go(x, y);
  };
  element.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      isDragging = true;
      element.setPointerCapture(event.pointerId);
      at(event);
    },
    { signal },
  );
  element.addEventListener("pointermove", (event) => isDragging && at(event), { signal });
  for (const end of ["pointerup", "pointercancel"] as const) {
    element.addEventListener(
      end,
      () => {
        isDragging = false;
      },
      { signal },
    );
  }
}

/** The middle is easy to find again. */
function snapped(value: number): number {
  return Math.abs(value) < 0.035 ? 0 : value;
}

/** Hundredths, so that a point is found again by its number. */
function clamped(value: number): number {
  return Math.round(100 * Math.min(1, Math.max(-1, value))) / 100;
}
