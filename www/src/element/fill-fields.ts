// What Fill lets stand of what was there: the fields of a fold in the panel.

import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeSelect, setAttribute, setOptions } from "./dom.ts";
import { field } from "./piece-fields.ts";
import type { Settings } from "./settings.ts";

export function fillFields(desk: Desk): readonly HTMLElement[] {
  return [keepField(desk), closenessField(desk)];
}

/** What Fill keeps of what stands there. */
function keepField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("What Fill keeps"), { "data-field": "keep" });
  setOptions(
    select,
    [
      ["nothing", t("nothing")],
      ["rhythm", t("the rhythm")],
      ["pitches", t("the pitches")],
    ],
    "nothing",
  );
  select.title = t("What Fill keeps of the marked bars or selected notes");
  const read = () => KEEPS.find((keep) => keep === select.value) ?? "nothing";
  select.addEventListener("change", () => change(store, { keep: read() }), { signal });
  store.onChange(({ settings }) => {
    if (select.value !== settings.keep) select.value = settings.keep;
  }, signal);
  return field(t("Fill keeps"), select);
}

/** How much of the old notes Fill lets survive. */
function closenessField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    "data-field": "closeness",
    "aria-label": t("How close Fill and more like this stay to what stands there"),
    min: "0",
    max: "0.9",
    step: "0.05",
  });
  input.addEventListener("input", () => change(store, { closeness: input.valueAsNumber }), {
    signal,
  });
  store.onChange(({ settings }) => {
    if (input.valueAsNumber !== settings.closeness) input.valueAsNumber = settings.closeness;
    const percent = Math.round(100 * settings.closeness);
    setAttribute(input, "aria-valuetext", t("{percent} % of the notes stay", { percent }));
    setAttribute(input, "title", t("{percent} % of the notes stay, weak beats first", { percent }));
  }, signal);
  const ends = make(
    "span",
    { class: "ends" },
    make("span", {}, t("all new")),
    make("span", {}, t("close")),
  );
  const caption = make("span", { class: "caption" }, t("Fill: how close to the old"));
  return make("label", { class: "field tall" }, caption, input, ends);
}

const KEEPS = ["nothing", "rhythm", "pitches"] as const;

function change(store: Desk["store"], patch: Partial<Settings>): void {
  store.update({ settings: { ...store.state.settings, ...patch } });
}
