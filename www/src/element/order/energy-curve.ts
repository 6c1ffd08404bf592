// A curve that is drawn with a finger, or set point by point with the arrow keys: how excited the piece is.

import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setAttribute } from "../dom.ts";
import type { Store } from "../store.ts";
import { wish } from "./order-fields.ts";

/** What a curve begins with: a rise, a rest, a climax, a calm end. */
const FIRST_CURVE: readonly number[] = [0.3, 0.45, 0.55, 0.45, 0.6, 0.8, 1, 0.4];

export const ENERGIES = ["very calm", "calm", "moderate", "lively", "very lively"] as const;

export function energyField({ store, signal }: Desk): HTMLElement {
  const box = make("input", { type: "checkbox", "data-wish": "energy" });
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("class", "line");
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "0 0 100 100");
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  picture.append(line);
  const points = FIRST_CURVE.map((_, index) => point(store, signal, index));
  const curve = make("div", { class: "curve" }, picture, ...points);
  box.addEventListener("change", () => wish(store, { energy: box.checked ? FIRST_CURVE : [] }), {
    signal,
  });
  draw(curve, signal, (index, energy) => {
    setPoint(store, index, energy);
    points[index]?.focus();
  });
  store.onChange(({ wish: { energy } }) => {
    box.checked = energy.length > 0;
    curve.hidden = energy.length === 0;
    if (curve.hidden) return;
    for (const [index, input] of points.entries()) {
      const value = energy[index] ?? 0.5;
      if (input.valueAsNumber !== value) input.valueAsNumber = value;
      const word = t(ENERGIES[Math.min(4, Math.floor(value * 5))] ?? "moderate");
      setAttribute(input, "aria-valuetext", word);
    }
    line.setAttribute("d", pathOf(energy));
  }, signal);
  return make(
    "div",
    { class: "field tall energy" },
    make("label", { class: "check" }, box, t("Draw its energy (else by the sections)")),
    curve,
  );
}

/** One place of the curve; a slider for keys and screen readers. */
function point(store: Store, signal: AbortSignal, index: number): HTMLInputElement {
  const place = `${Math.round((100 * index) / (FIRST_CURVE.length - 1))} %`;
  const input = make("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    "aria-label": t("Energy at {place} of the piece", { place }),
    "aria-orientation": "vertical",
  });
  input.addEventListener("input", () => setPoint(store, index, input.valueAsNumber), { signal });
  return input;
}

function setPoint(store: Store, index: number, energy: number): void {
  const curve = store.state.wish.energy;
  wish(store, { energy: curve.map((value, at) => (at === index ? energy : value)) });
}

/** A pointer that is held down draws: each place that it passes gets its height. */
function draw(
  curve: HTMLElement,
  signal: AbortSignal,
  set: (index: number, energy: number) => void,
): void {
  let isDrawing = false;
  const at = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top, width, height } = curve.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / width));
    const index = Math.min(FIRST_CURVE.length - 1, Math.floor(share * FIRST_CURVE.length));
    const rise = 1 - Math.min(1, Math.max(0, (clientY - top) / height));
    set(index, Math.round(rise * 20) / 20);
  };
  curve.addEventListener(
    "pointerdown",
    (event) => {
      event.preventDefault();
      isDrawing = true;
      curve.setPointerCapture(event.pointerId);
      at(event);
    },
    { signal },
  );
  curve.addEventListener("pointermove", (event) => isDrawing && at(event), { signal });
  for (const end of ["pointerup", "pointercancel"] as const) {
    curve.addEventListener(
      end,
      () => {
        isDrawing = false;
      },
      { signal },
    );
  }
}

/** Through the middles of equal columns, in a square of 100; the points keep off its edges. */
function pathOf(energy: readonly number[]): string {
  const column = 100 / energy.length;
  const places = energy.map((value, index) => `${column * (index + 0.5)} ${92 - 84 * value}`);
  return `M${places.join("L")}`;
}
