// How late the second of two grid steps comes, beside the grid; seen where the grid swings.

import { STRAIGHT } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setAttribute, setText } from "../dom.ts";

/** In per cent: even notes, and a dotted one with a short one. */
const LEAST = 100 * STRAIGHT;
const MOST = 75;

export function swingField({ store, signal }: Desk): HTMLElement {
  const shown = make("output", { class: "caption" });
  const input = make("input", {
    type: "range",
    min: String(LEAST),
    max: String(MOST),
    step: "1",
    "aria-label": t("Swing"),
    "data-field": "swing",
  });
  input.addEventListener("input", () => store.update({ swing: input.valueAsNumber / 100 }), {
    signal,
  });
  // Straight, and as triplets: what one most often means.
  input.addEventListener(
    "dblclick",
    () => store.update({ swing: store.state.swing === STRAIGHT ? 2 / 3 : STRAIGHT }),
    { signal },
  );
  const caption = make("span", { class: "caption" }, t("Swing"));
  const field = make("label", { class: "field swing", title: swingTitle() }, caption, input, shown);
  store.onChange(({ grid, swing, isReadonly }) => {
    field.hidden = isReadonly || !/^1\/(8|16|32)$/.test(grid);
    const share = Math.round(100 * swing);
    if (input.valueAsNumber !== share) input.valueAsNumber = share;
    setText(shown, t("{share} %", { share }));
    setAttribute(input, "aria-valuetext", t("{share} %", { share }));
  }, signal);
  return field;
}

function swingTitle(): string {
  return t("How much of two grid steps the first takes: 50 % is straight, 67 % as triplets");
}
