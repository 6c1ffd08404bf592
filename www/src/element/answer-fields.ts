// The fields for how the composer answers: takes, daring, voices, dice.

import { styleOf, voicesOf } from "../composer/index.ts";
import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, makeSelect, setAttribute, setOptions, setText, showsIn } from "./dom.ts";
import { showHeat } from "./heat.ts";
import { field } from "./piece-fields.ts";
import type { Settings } from "./settings.ts";
import { ENGINES, MAX_TAKES, randomRngSeed } from "./settings.ts";
import { ensembleOf, hasOtherVoices, swatchOf, VOICES, voiceTitle } from "./voices.ts";

/** How many answers there are to choose from. */
export function takesField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Takes"), { "data-field": "takes" });
  const options = Array.from({ length: MAX_TAKES }, (_, index) => String(index + 1));
  setOptions(
    select,
    options.map((count) => [count, count] as const),
    "1",
  );
  select.title = t("How many answers to choose from");
  select.addEventListener("change", () => change(store, { takes: Number(select.value) }), {
    signal,
  });
  store.onChange(({ settings }) => {
    if (select.value !== String(settings.takes)) select.value = String(settings.takes);
  }, signal);
  return field(t("Takes"), select);
}

/** Who writes: the network, Markov chains, or both together. */
export function engineField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Who writes"), { "data-field": "engine" });
  setOptions(
    select,
    ENGINES.map(({ id, name }) => [id, t(name)] as const),
    "neural",
  );
  const line = make("p", { class: "line" });
  select.addEventListener(
    "change",
    () => {
      const found = ENGINES.find(({ id }) => id === select.value);
      if (found !== undefined) change(store, { engine: found.id });
    },
    { signal },
  );
  store.onChange(({ settings }) => {
    if (select.value !== settings.engine) select.value = settings.engine;
    const { line: words = "" } = ENGINES.find(({ id }) => id === settings.engine) ?? {};
    setText(line, settings.engine === "neural" ? "" : t(words));
  }, signal);
  return make("div", { class: "with-line" }, field(t("Who writes"), select), line);
}

/** From calm to bold. */
export function temperatureField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    "data-field": "temperature",
    "aria-label": t("Calm to bold"),
    min: "0.3",
    max: "1.5",
    step: "0.05",
  });
  input.addEventListener("input", () => change(store, { temperature: input.valueAsNumber }), {
    signal,
  });
  store.onChange(({ settings }) => {
    if (input.valueAsNumber !== settings.temperature) input.valueAsNumber = settings.temperature;
    input.setAttribute("aria-valuetext", boldness(settings.temperature));
  }, signal);
  const ends = make(
    "span",
    { class: "ends" },
    make("span", {}, t("calm")),
    make("span", {}, t("bold")),
  );
  return make(
    "label",
    { class: "field tall" },
    make("span", { class: "caption" }, t("How daring")),
    input,
    ends,
  );
}

/** Which of the style's voices may be written. */
export function voicesField({ store, signal }: Desk): HTMLElement {
  const boxes = VOICES.map((voice) => {
    const box = make("input", { type: "checkbox", "data-writes": String(voice) });
    box.addEventListener(
      "change",
      () => {
        const { voices } = store.state.settings;
        const next = box.checked ? [...voices, voice] : voices.filter((other) => other !== voice);
        change(store, { voices: [...next].sort((a, b) => a - b) });
      },
      { signal },
    );
    const swatch = make("span", { class: "swatch" });
    const name = make("span", {});
    const label = make("label", { class: "check" }, box, swatch, name);
    store.onChange((state, before) => {
      if (!hasOtherVoices(state, before)) return;
      const ensemble = ensembleOf(state);
      box.checked = state.settings.voices.includes(voice);
      label.hidden = !voicesOf(styleOf(state.settings.style)).includes(voice);
      setAttribute(swatch, "data-voice", swatchOf(ensemble, voice));
      setText(name, voiceTitle(ensemble, voice));
    }, signal);
    return label;
  });
  return make(
    "fieldset",
    { class: "field tall" },
    make("legend", { class: "caption" }, t("Voices that may be written")),
    make("div", { class: "checks" }, ...boxes),
  );
}

/** Whether new notes are explained, and whether one sees how likely each was. */
export function explainFields({ store, signal }: Desk): HTMLElement {
  const explain = make("input", { type: "checkbox", "data-field": "explain" });
  explain.addEventListener("change", () => change(store, { isExplained: explain.checked }), {
    signal,
  });
  const heat = make("input", { type: "checkbox", "data-field": "heat" });
  heat.addEventListener("change", () => showHeat(store, heat.checked), { signal });
  store.onChange(({ isHeatShown, settings }) => {
    explain.checked = settings.isExplained;
    heat.checked = isHeatShown;
  }, signal);
  const title = t("Select a note to read why; answers take a tenth longer");
  return make(
    "div",
    {},
    make("label", { class: "check", title }, explain, t("Explain new notes")),
    make("label", { class: "check heat" }, heat, t("Show how likely each was")),
  );
}

/** The number that decides the dice; the same number gives the same answer. */
export function rngSeedField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "number",
    class: "number wide",
    "data-field": "rng-seed",
    "aria-label": t("Number of the dice"),
    min: "0",
    max: String(Number.MAX_SAFE_INTEGER),
    step: "1",
  });
  const dice = makeButton("dice", t("Throw the dice"), { class: "quiet", "data-action": "dice" });
  const keep = make("input", { type: "checkbox", "data-field": "keep-rng-seed" });
  input.addEventListener(
    "change",
    () => {
      const value = Math.round(input.valueAsNumber);
      const rngSeed =
        Number.isSafeInteger(value) && value >= 0 ? value : store.state.settings.rngSeed;
      input.value = String(rngSeed);
      // Whoever types a number means it.
      change(store, { rngSeed, isRngSeedKept: true });
    },
    { signal },
  );
  dice.addEventListener("click", () => change(store, { rngSeed: randomRngSeed() }), { signal });
  keep.addEventListener("change", () => change(store, { isRngSeedKept: keep.checked }), { signal });
  const show = showsIn(input);
  store.onChange(({ settings }) => {
    show(String(settings.rngSeed));
    keep.checked = settings.isRngSeedKept;
  }, signal);
  return make(
    "div",
    { class: "field tall" },
    make("span", { class: "caption" }, t("Dice")),
    make("div", { class: "row" }, input, dice),
    make(
      "label",
      { class: "check" },
      keep,
      t("Keep this number: the same question gives the same answer"),
    ),
  );
}

function change(store: Desk["store"], patch: Partial<Settings>): void {
  store.update({ settings: { ...store.state.settings, ...patch } });
}

function boldness(temperature: number): string {
  if (temperature < 0.6) return t("calm");
  if (temperature < 1) return t("balanced");
  return temperature < 1.25 ? t("lively") : t("bold");
}
