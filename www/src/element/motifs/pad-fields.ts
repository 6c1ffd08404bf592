// What the pad has beside its square: the way back, variations, and the way between two motifs.

import { t } from "../../words/index.ts";
import { make, makeButton, setAttribute, setText } from "../dom.ts";
import { compassOf, drawing, strokes } from "./contour.ts";
import type { End, Walk } from "./walk.ts";

/** A part of the pad, and how it is told to look again. */
export interface PadField {
  readonly element: HTMLElement;
  refresh(): void;
}

/** Back to the motif that was there. */
export function homeButton(walk: Walk, signal: AbortSignal): PadField {
  const element = make(
    "button",
    { type: "button", class: "button quiet", "data-motif": "home" },
    walk.motif.line === null ? t("Back to nothing") : t("Back to the original"),
  );
  element.addEventListener("click", () => walk.goHome(), { signal });
  const refresh = (): void => {
    element.disabled = walk.state.shown === null;
  };
  return { element, refresh };
}

/** A variation a press, and how far they go. */
export function varyFields(walk: Walk, signal: AbortSignal): PadField {
  const another = makeButton(
    "dice",
    t("Another"),
    { "data-motif": "another", title: t("Another variation, as far away as set") },
    true,
  );
  another.addEventListener("click", () => walk.another(), { signal });
  const far = slider(t("How far variations go"), "far");
  far.addEventListener("input", () => walk.vary(far.valueAsNumber), { signal });
  const element = make(
    "div",
    { class: "motif-vary" },
    make("span", { class: "caption" }, t("Vary")),
    far,
    another,
  );
  const refresh = (): void => show(far, walk.state.amount);
  return { element, refresh };
}

/** Two ends, each set to what is shown or selected, and a slider from one to the other. */
export function morphFields(walk: Walk, signal: AbortSignal): PadField {
  const way = slider(t("From A to B"), "way");
  way.addEventListener("input", () => walk.morph(way.valueAsNumber), { signal });
  const a = endButton(walk, "a", signal);
  const b = endButton(walk, "b", signal);
  const offer = make("p", { class: "line" });
  const element = make(
    "div",
    { class: "motif-morph" },
    make("span", { class: "caption" }, t("Morph")),
    make("div", { class: "motif-ends" }, a.element, way, b.element),
    offer,
  );
  const refresh = (): void => {
    const { state, endOnOffer } = walk;
    const isReady = state.a !== null && state.b !== null;
    way.disabled = !isReady;
    show(way, state.share);
    a.refresh();
    b.refresh();
    const name = endOnOffer?.name ?? "";
    if (endOnOffer === null)
      setText(offer, t("Let a motif come first, or select one in the roll."));
    else setText(offer, t("Press A or B to set it to {motif}.", { motif: name }));
  };
  return { element, refresh };
}

function endButton(walk: Walk, which: "a" | "b", signal: AbortSignal): PadField {
  const letter = which.toUpperCase();
  const picture = drawing("end-picture");
  const element = make(
    "button",
    { type: "button", class: "button end", "data-motif": which },
    make("span", { class: "letter" }, letter),
    picture,
  );
  element.addEventListener("click", () => walk.setEnd(which), { signal });
  let drawn: End | null = null;
  const refresh = (): void => {
    const { [which]: end } = walk.state;
    const { endOnOffer } = walk;
    element.disabled = endOnOffer === null;
    const now = end === null ? t("not set") : end.name;
    const label = t("{letter}: {now}. Press to set it to {motif}", {
      letter,
      now,
      motif: endOnOffer?.name ?? "",
    });
    setAttribute(element, "aria-label", label);
    setAttribute(element, "title", label);
    if (end === drawn) return;
    drawn = end;
    const line = end?.line ?? null;
    picture.replaceChildren(strokes(line, compassOf([line]), "now"));
  };
  return { element, refresh };
}

function slider(label: string, name: string): HTMLInputElement {
  return make("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    "aria-label": label,
    title: label,
    "data-motif": name,
  });
}

function show(input: HTMLInputElement, value: number): void {
  if (input.valueAsNumber !== value) input.valueAsNumber = value;
  setAttribute(input, "aria-valuetext", t("{share} %", { share: Math.round(100 * value) }));
}
