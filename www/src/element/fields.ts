// The fields for what a piece is and how it is to go on. Header and panel both show them.

import { VOICE_NAMES } from "../roll/index.ts";
import type { KeySignature } from "../score/index.ts";
import { KEY_SIGNATURES, keyLabel, likelyKey, parseKey, SATB } from "../score/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, makeSelect, setOptions } from "./dom.ts";
import { changeHeader } from "./editing.ts";
import type { Settings } from "./settings.ts";
import {
  BAR_COUNTS,
  FIRST_STYLES,
  randomRngSeed,
  styleLabel,
  TEMPI,
  TIME_SIGNATURES,
} from "./settings.ts";
import type { State } from "./store.ts";

/** The title, written where it stands. */
export function titleField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    class: "title",
    part: "title",
    "data-field": "title",
    "aria-label": "Title",
    placeholder: "Untitled",
    maxlength: "120",
    spellcheck: "false",
  });
  input.addEventListener(
    "change",
    () => changeHeader(store, "Change title", { title: input.value.trim() }),
    { signal },
  );
  store.onChange(({ history, isReadonly }) => {
    const { title } = history.present.score;
    if (input.value !== title) input.value = title;
    input.readOnly = isReadonly;
  }, signal);
  return input;
}

/** The style that the composer answers in. */
export function styleField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect("Style", { "data-field": "style" });
  select.addEventListener("change", () => change(store, { style: select.value }), { signal });
  store.onChange((state) => {
    const { style } = state.settings;
    const styles = stylesOf(state);
    const all = styles.includes(style) ? styles : [style, ...styles];
    setOptions(
      select,
      all.map((id) => [id, styleLabel(id)]),
      style,
    );
  }, signal);
  return field("Style", select);
}

/** The key: one of 24, or from the notes. */
export function keyField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect("Key", { "data-field": "key" });
  select.addEventListener(
    "change",
    () => changeHeader(store, "Change key", { key: select.value === "" ? null : select.value }),
    { signal },
  );
  store.onChange(({ history, isReadonly }, before) => {
    const { score } = history.present;
    const isSame = score === before.history.present.score && select.options.length > 0;
    select.disabled = isReadonly;
    if (isSame) return;
    const guess = score.key === null ? likelyKey(score.notes) : null;
    const auto = guess === null ? "From the notes" : `From the notes (${keyLabel(guess)})`;
    const given = score.key === null ? null : parseKey(score.key);
    const usual = KEY_SIGNATURES.find((key) => given !== null && isSameKey(key, given));
    const chosen = given === null ? "" : (usual?.name ?? given.name);
    setOptions(
      select,
      [["", auto], ...KEY_SIGNATURES.map((key) => [key.name, keyLabel(key)] as const)],
      chosen,
    );
  }, signal);
  return field("Key", select);
}

/** The time signature of the whole piece. */
export function metreField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect("Time signature", { "data-field": "time-signature" });
  select.addEventListener(
    "change",
    () => {
      const [beats = 4, beatUnit = 4] = select.value.split("/").map(Number);
      const [first] = store.draft.score.timeSignatures;
      if (first === undefined) return;
      changeHeader(store, "Change time signature", {
        timeSignatures: [{ ...first, beats, beatUnit }],
      });
    },
    { signal },
  );
  store.onChange(({ history, isReadonly }) => {
    const [{ beats, beatUnit } = { beats: 4, beatUnit: 4 }] = history.present.score.timeSignatures;
    const name = `${beats}/${beatUnit}`;
    const all = TIME_SIGNATURES.includes(name) ? TIME_SIGNATURES : [name, ...TIME_SIGNATURES];
    setOptions(
      select,
      all.map((text) => [text, text]),
      name,
    );
    select.disabled = isReadonly;
  }, signal);
  return field("Time", select);
}

/** The tempo in quarter notes a minute. */
export function tempoField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "number",
    class: "number",
    "data-field": "tempo",
    "aria-label": "Tempo, quarter notes a minute",
    title: "Tempo, quarter notes a minute",
    min: String(TEMPI.least),
    max: String(TEMPI.most),
    step: "1",
  });
  input.addEventListener(
    "change",
    () => {
      const tempo = Math.min(TEMPI.most, Math.max(TEMPI.least, input.valueAsNumber || 96));
      input.value = String(tempo);
      changeHeader(store, "Change tempo", { tempo });
    },
    { signal },
  );
  store.onChange(({ history, isReadonly }) => {
    const text = String(Math.round(history.present.score.tempo * 100) / 100);
    if (input.value !== text) input.value = text;
    input.readOnly = isReadonly;
  }, signal);
  return field(
    "Tempo",
    make("span", { class: "with-unit" }, input, make("span", { class: "unit" }, "bpm")),
  );
}

/** How many bars the next answer has. */
export function barsField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect("Length of the answer", { "data-field": "bars" });
  select.addEventListener("change", () => change(store, { bars: Number(select.value) }), {
    signal,
  });
  store.onChange(({ settings }) => {
    const counts = BAR_COUNTS.includes(settings.bars) ? BAR_COUNTS : [settings.bars, ...BAR_COUNTS];
    const options = counts.map(
      (bars) => [String(bars), bars === 1 ? "1 bar" : `${bars} bars`] as const,
    );
    setOptions(select, options, String(settings.bars));
  }, signal);
  return field("Length", select);
}

/** From calm to bold. */
export function temperatureField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    "data-field": "temperature",
    "aria-label": "Calm to bold",
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
  const ends = make("span", { class: "ends" }, make("span", {}, "calm"), make("span", {}, "bold"));
  return make(
    "label",
    { class: "field tall" },
    make("span", { class: "caption" }, "How daring"),
    input,
    ends,
  );
}

/** Which voices may be written. */
export function voicesField({ store, signal }: Desk): HTMLElement {
  const boxes = SATB.map((voice) => {
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
    store.onChange(({ settings }) => {
      box.checked = settings.voices.includes(voice);
    }, signal);
    const name = capital(VOICE_NAMES[voice] ?? "");
    return make(
      "label",
      { class: "check" },
      box,
      make("span", { class: "swatch", "data-voice": String(voice) }),
      name,
    );
  });
  return make(
    "fieldset",
    { class: "field tall" },
    make("legend", { class: "caption" }, "Voices that may be written"),
    make("div", { class: "checks" }, ...boxes),
  );
}

/** The number that decides the dice; the same number gives the same answer. */
export function rngSeedField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "number",
    class: "number wide",
    "data-field": "rng-seed",
    "aria-label": "Number of the dice",
    min: "0",
    max: String(Number.MAX_SAFE_INTEGER),
    step: "1",
  });
  const dice = makeButton("dice", "Throw the dice", { class: "quiet", "data-action": "dice" });
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
  store.onChange(({ settings }) => {
    const text = String(settings.rngSeed);
    if (input.value !== text) input.value = text;
    keep.checked = settings.isRngSeedKept;
  }, signal);
  return make(
    "div",
    { class: "field tall" },
    make("span", { class: "caption" }, "Dice"),
    make("div", { class: "row" }, input, dice),
    make(
      "label",
      { class: "check" },
      keep,
      "Keep this number: the same question gives the same answer",
    ),
  );
}

/** A caption with a control. */
export function field(caption: string, control: HTMLElement): HTMLElement {
  return make("label", { class: "field" }, make("span", { class: "caption" }, caption), control);
}

/** The styles on offer. */
export function stylesOf(state: State): readonly string[] {
  const known = state.engine.info?.styles ?? [];
  return known.length > 0 ? known : FIRST_STYLES;
}

function change(store: Desk["store"], patch: Partial<Settings>): void {
  store.update({ settings: { ...store.state.settings, ...patch } });
}

function isSameKey(a: KeySignature, b: KeySignature): boolean {
  return a.tonic === b.tonic && a.mode === b.mode;
}

function boldness(temperature: number): string {
  if (temperature < 0.6) return "calm";
  if (temperature < 1) return "balanced";
  return temperature < 1.25 ? "lively" : "bold";
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
