// What stands above the staves: how the choir is written, how large, and the way to paper.

import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeButton, makeSelect, setOptions } from "../dom.ts";
import { field } from "../piece-fields.ts";
import type { StaffLayout } from "../store.ts";

/** Sizes of a staff: 1 is 40 pixels. */
const SMALLEST = 0.5;
const LARGEST = 1.6;
const STEP = 1.15;

export function staffBar(desk: Desk): HTMLElement {
  const { store, signal } = desk;
  const choir = makeSelect(t("Staves of a choir"), { "data-field": "choir" });
  choir.addEventListener(
    "change",
    () => change(desk, { choir: choir.value === "open" ? "open" : "two" }),
    { signal },
  );
  store.onChange(({ staffLayout }) => {
    const options = [
      ["two", t("Two staves")],
      ["open", t("Open score")],
    ] as const;
    setOptions(choir, options, staffLayout.choir);
  }, signal);
  const choirField = field(t("Choir"), choir);
  choirField.classList.add("choir");
  const scale = (by: number) => () => {
    const zoom = store.state.staffLayout.zoom * by;
    change(desk, { zoom: Math.min(LARGEST, Math.max(SMALLEST, zoom)) });
  };
  const print = make(
    "button",
    { type: "button", class: "button quiet", "data-action": "print", title: t("Print the staves") },
    t("Print"),
  );
  print.addEventListener("click", () => desk.do("print"), { signal });
  return make(
    "div",
    { class: "staff-bar", role: "toolbar", "aria-label": t("Staves") },
    choirField,
    make("span", { class: "spring" }),
    button("zoom-out", t("Smaller staves"), scale(1 / STEP), signal),
    button("zoom-in", t("Larger staves"), scale(STEP), signal),
    print,
  );
}

function button(
  name: "zoom-out" | "zoom-in",
  label: string,
  act: () => void,
  signal: AbortSignal,
): HTMLElement {
  const made = makeButton(name, label, { class: "quiet", "aria-label": label });
  made.addEventListener("click", act, { signal });
  return made;
}

function change({ store }: Desk, patch: Partial<StaffLayout>): void {
  store.update({ staffLayout: { ...store.state.staffLayout, ...patch } });
}
