// The pad of a jam: one button that plays on without an end, and where the music is to go.

import { t } from "../words/index.ts";
import type { AnsweringElement } from "./answers.ts";
import { make, setText } from "./dom.ts";
import { insideOf } from "./inside.ts";
import type { Store } from "./store.ts";

/** Where both sliders begin. */
const MIDDLE = 0.5;

export function buildJamPad(
  element: AnsweringElement,
  store: Store,
  signal: AbortSignal,
): HTMLElement {
  const label = make("span", { class: "label" });
  const button = make("button", { type: "button", class: "button verb jam", part: "jam" }, label);
  const tension = slider(t("Tension"), t("calm"), t("restless"));
  const density = slider(t("Density"), t("few notes"), t("many notes"));
  const wish = () => ({
    tension: tension.input.valueAsNumber,
    density: density.input.valueAsNumber,
  });
  const toggle = async () => {
    if (insideOf(element).isSteered) {
      element.cancel();
      element.pause();
      await element.steer(null);
    } else await element.steer(wish()).catch(() => {});
    show();
  };
  button.addEventListener("click", () => void toggle(), { signal });
  const steer = () => insideOf(element).isSteered && element.steer(wish());
  for (const { input } of [tension, density]) input.addEventListener("input", steer, { signal });
  const show = () => {
    const { isSteered } = insideOf(element);
    setText(label, isSteered ? t("Stop") : t("Jam"));
    button.setAttribute("data-state", isSteered ? "answering" : "idle");
    button.disabled = store.state.isReadonly;
  };
  store.onChange(show, signal);
  const name = t("Jam");
  return make(
    "div",
    { class: "pad", part: "pad", role: "group", "aria-label": name },
    button,
    tension.field,
    density.field,
  );
}

function slider(name: string, least: string, most: string) {
  const input = make("input", { type: "range", min: "0", max: "1", step: "0.05", title: name });
  input.valueAsNumber = MIDDLE;
  const spoken = () => {
    const share = input.valueAsNumber;
    const word = share < 0.34 ? least : share > 0.66 ? most : t("in between");
    input.setAttribute("aria-valuetext", word);
  };
  spoken();
  input.addEventListener("input", spoken);
  const ends = make("span", { class: "ends", "aria-hidden": "true" }, make("span", {}, least));
  ends.append(make("span", {}, most));
  const caption = make("span", { class: "caption" }, name);
  return { input, field: make("label", { class: "slide" }, caption, input, ends) };
}
