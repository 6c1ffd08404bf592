// The fields of the sheet on which a whole piece is ordered: what it is to be.

import { INSTRUMENTS, styleOf } from "../../composer/index.ts";
import { KEY_SIGNATURES, keyLabel } from "../../score/index.ts";
import { spokenKey, t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeSelect, setFlag, setOptions } from "../dom.ts";
import { field, stylesOf } from "../piece-fields.ts";
import { TIME_SIGNATURES } from "../settings.ts";
import type { Store } from "../store.ts";
import type { Wish } from "./wish.ts";
import { MAX_MOODS, MOODS } from "./wish.ts";

/** Lengths that one click sets. */
const LENGTHS: readonly string[] = ["0:30", "1:00", "2:00", "3:00"];

/** Forms that are worth trying, from short to long. */
const FORMS: readonly string[] = [
  "A A'",
  "A B A'",
  "A A B A'",
  "intro A A' B A outro",
  "intro verse chorus verse' chorus outro",
  "intro verse chorus verse' chorus bridge climax outro",
];

/** Changes what is wished. */
export function wish(store: Store, patch: Partial<Wish>): void {
  store.update({ wish: { ...store.state.wish, ...patch } });
}

/** The style that a piece would have now. */
export function wishedStyle({ state }: Store): string {
  return state.wish.style ?? state.settings.style;
}

export function styleChoice({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Style of the piece"), { "data-wish": "style", autofocus: true });
  select.addEventListener("change", () => wish(store, { style: select.value, instruments: [] }), {
    signal,
  });
  store.onChange((state) => {
    const options = stylesOf(state).map((id) => [id, t(styleOf(id).name)] as const);
    setOptions(select, options, wishedStyle(store));
  }, signal);
  return field(t("Style"), select);
}

/** Words for feelings; of too many none can be added. */
export function moodField({ store, signal }: Desk): HTMLElement {
  const chips = MOODS.map((mood) => {
    const box = make("input", { type: "checkbox", "data-mood": mood });
    box.addEventListener(
      "change",
      () => {
        const { moods } = store.state.wish;
        wish(store, {
          moods: box.checked ? [...moods, mood] : moods.filter((other) => other !== mood),
        });
      },
      { signal },
    );
    store.onChange(({ wish: { moods } }) => {
      box.checked = moods.includes(mood);
      box.disabled = !box.checked && moods.length >= MAX_MOODS;
    }, signal);
    return make("label", { class: "mood" }, box, make("span", {}, t(mood)));
  });
  return make(
    "fieldset",
    { class: "field tall" },
    make("legend", { class: "caption" }, t("Mood, up to {count} words", { count: MAX_MOODS })),
    make("div", { class: "moods" }, ...chips),
  );
}

export function lengthField({ store, signal }: Desk): HTMLElement {
  const input = textInput("length", t("Length, minutes and seconds"), "1:30");
  bind(store, signal, input, "length");
  const shortcuts = LENGTHS.map((length) => {
    const button = make(
      "button",
      { type: "button", class: "button quiet", "aria-label": t("Length {length}", { length }) },
      length,
    );
    button.addEventListener("click", () => wish(store, { length }), { signal });
    store.onChange((state) => {
      setFlag(button, "data-chosen", state.wish.length.trim() === length);
    }, signal);
    return button;
  });
  return make(
    "div",
    { class: "field wide length" },
    field(t("Length"), input),
    make("div", { class: "group" }, ...shortcuts),
  );
}

export function keyChoice({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Key of the piece"), { "data-wish": "key" });
  setOptions(
    select,
    [
      ["", t("By the mood")],
      ...KEY_SIGNATURES.map((key) => [key.name, spokenKey(keyLabel(key))] as const),
    ],
    "",
  );
  select.addEventListener("change", () => wish(store, { key: select.value || null }), { signal });
  store.onChange((state) => {
    select.value = state.wish.key ?? "";
  }, signal);
  return field(t("Key"), select);
}

export function tempoChoice({ store, signal }: Desk): HTMLElement {
  const input = textInput(
    "tempo",
    t("Tempo of the piece, quarter notes a minute"),
    t("by the length"),
  );
  input.inputMode = "decimal";
  bind(store, signal, input, "tempo");
  return field(t("Tempo"), input);
}

export function metreChoice({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Time signature of the piece"), { "data-wish": "metre" });
  const options = TIME_SIGNATURES.map((metre) => [metre, metre] as const);
  setOptions(select, [["", t("Usual in the style")], ...options], "");
  select.addEventListener("change", () => wish(store, { metre: select.value }), { signal });
  store.onChange((state) => {
    select.value = state.wish.metre;
  }, signal);
  return field(t("Time"), select);
}

/** Sections in order; common forms are suggested. */
export function formField({ store, signal }: Desk): HTMLElement {
  const input = textInput("form", t("Form, its sections in order"), t("by the length"));
  input.setAttribute("list", "antiphon-forms");
  bind(store, signal, input, "form");
  const list = make(
    "datalist",
    { id: "antiphon-forms" },
    ...FORMS.map((form) => make("option", { value: form })),
  );
  return make("div", { class: "field wide" }, field(t("Form"), input), list);
}

/** One choice for each part that has pitches. */
export function instrumentFields({ store, signal }: Desk): HTMLElement {
  const rows = make("div", { class: "instruments" });
  let drawn = "";
  store.onChange(({ wish: { instruments } }) => {
    const style = wishedStyle(store);
    if (style !== drawn) {
      drawn = style;
      const parts = styleOf(style).parts.filter((part) => !part.isPercussion);
      rows.replaceChildren(
        ...parts.map(({ name }, index) => instrumentField(store, signal, name, index)),
      );
    }
    for (const [index, select] of [...rows.querySelectorAll("select")].entries()) {
      select.value = instruments[index] ?? "";
    }
  }, signal);
  return rows;
}

/** From quick to careful. */
export function careField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("How carefully"), { "data-wish": "drafts" });
  setOptions(
    select,
    [
      ["2", t("quick")],
      ["4", t("as usual")],
      ["8", t("careful")],
      ["16", t("very careful")],
    ],
    "4",
  );
  select.title = t("Of how many drafts of each phrase the best is taken");
  select.addEventListener("change", () => wish(store, { drafts: Number(select.value) }), {
    signal,
  });
  store.onChange((state) => {
    select.value = String(state.wish.drafts);
  }, signal);
  return field(t("Care"), select);
}

export function heardField({ store, signal }: Desk): HTMLElement {
  const box = make("input", { type: "checkbox", "data-wish": "isHeard" });
  box.addEventListener("change", () => wish(store, { isHeard: box.checked }), { signal });
  store.onChange((state) => {
    box.checked = state.wish.isHeard;
  }, signal);
  return make("label", { class: "check" }, box, t("Play it while it is written"));
}

function instrumentField(
  store: Store,
  signal: AbortSignal,
  part: string,
  index: number,
): HTMLElement {
  const select = makeSelect(t("Instrument: {part}", { part: t(part) }), {
    "data-instrument": String(index),
  });
  const names = INSTRUMENTS.map(([name]) => [name, t(name.replaceAll("-", " "))] as const);
  setOptions(select, [["", t("as usual")], ...names, ["none", t("silent")]], "");
  select.addEventListener(
    "change",
    () => {
      const instruments = [...store.state.wish.instruments];
      for (let at = instruments.length; at < index; at++) instruments.push("");
      instruments[index] = select.value;
      wish(store, { instruments });
    },
    { signal },
  );
  return field(t(part), select);
}

type TextField = "length" | "tempo" | "form";

function textInput(name: TextField, label: string, placeholder: string): HTMLInputElement {
  return make("input", {
    type: "text",
    class: "text",
    "data-wish": name,
    "aria-label": label,
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "200",
  });
}

function bind(store: Store, signal: AbortSignal, input: HTMLInputElement, name: TextField): void {
  input.addEventListener("input", () => wish(store, { [name]: input.value }), { signal });
  store.onChange((state) => {
    if (input.value !== state.wish[name]) input.value = state.wish[name];
  }, signal);
}
