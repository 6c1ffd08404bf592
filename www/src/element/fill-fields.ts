// What Fill lets stand of what was there: the fields of a fold in the panel.

import type { Desk } from "./desk.ts";
import { make, makeSelect, setAttribute, setOptions } from "./dom.ts";
import { field } from "./piece-fields.ts";
import type { Settings } from "./settings.ts";

export function fillFields(desk: Desk): readonly HTMLElement[] {
  return [keepField(desk), closenessField(desk)];
}

/** What Fill keeps of what stands there. */
function keepField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect("What Fill keeps", { "data-field": "keep" });
  setOptions(
    select,
    [
      ["nothing", "nothing"],
      ["rhythm", "the rhythm"],
      ["pitches", "the pitches"],
    ],
    "nothing",
  );
  select.title = "What Fill keeps of the marked bars or selected notes";
  const read = () => KEEPS.find((keep) => keep === select.value) ?? "nothing";
  select.addEventListener("change", () => change(store, { keep: read() }), { signal });
  store.onChange(({ settings }) => {
    if (select.value !== settings.keep) select.value = settings.keep;
  }, signal);
  return field("Fill keeps", select);
}

/** How much of the old notes Fill lets survive. */
function closenessField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    "data-field": "closeness",
    "aria-label": "How close Fill and more like this stay to what stands there",
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
    setAttribute(input, "aria-valuetext", `${percent} % of the notes stay`);
    setAttribute(input, "title", `${percent} % of the notes stay, weak beats first`);
  }, signal);
  const ends = make(
    "span",
    { class: "ends" },
    make("span", {}, "all new"),
    make("span", {}, "close"),
  );
  const caption = make("span", { class: "caption" }, "Fill: how close to the old");
  return make("label", { class: "field tall" }, caption, input, ends);
}

const KEEPS = ["nothing", "rhythm", "pitches"] as const;

function change(store: Desk["store"], patch: Partial<Settings>): void {
  store.update({ settings: { ...store.state.settings, ...patch } });
}
