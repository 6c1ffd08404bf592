// The fields for what a piece is: title, style, key, metre, tempo. Header and panel both show them.

import { OWN_STYLES, styleOf } from "../composer/index.ts";
import type { KeySignature } from "../score/index.ts";
import {
  KEY_SIGNATURES,
  keyLabel,
  likelyKey,
  parseKey,
  pitchedNotes,
  TEMPI,
} from "../score/index.ts";
import { spokenKey, t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeSelect, setAttribute, setOptions, showsIn } from "./dom.ts";
import { changeHeader, chooseStyle } from "./editing.ts";
import { FIRST_STYLES, TIME_SIGNATURES } from "./settings.ts";
import { isFree, type State } from "./store.ts";

/** The title, written where it stands. */
export function titleField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    class: "title",
    dir: "auto",
    part: "title",
    "data-field": "title",
    "aria-label": t("Title"),
    placeholder: t("Untitled"),
    maxlength: "120",
    spellcheck: "false",
  });
  input.addEventListener(
    "change",
    () => changeHeader(store, t("Change title"), { title: input.value.trim() }),
    { signal },
  );
  const show = showsIn(input);
  store.onChange((state) => {
    show(state.history.present.score.title);
    input.readOnly = !isFree(state);
  }, signal);
  return input;
}

/** The style that the composer answers in. */
export function styleField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Style"), { "data-field": "style" });
  select.addEventListener("change", () => chooseStyle(store, select.value), { signal });
  store.onChange((state) => {
    const { style } = state.settings;
    const styles = stylesOf(state);
    const all = styles.includes(style) ? styles : [style, ...styles];
    setOptions(
      select,
      all.map((id) => [id, t(styleOf(id).name)]),
      style,
    );
    setAttribute(select, "title", t(styleOf(style).line || "Style"));
  }, signal);
  return field(t("Style"), select);
}

/** The key: one of 24, or from the notes. */
export function keyField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Key"), { "data-field": "key" });
  select.addEventListener(
    "change",
    () => changeHeader(store, t("Change key"), { key: select.value === "" ? null : select.value }),
    { signal },
  );
  store.onChange((state, before) => {
    const { score } = state.history.present;
    const isSame = score === before.history.present.score && select.options.length > 0;
    select.disabled = !isFree(state);
    if (isSame) return;
    const guess = score.key === null ? likelyKey(pitchedNotes(score)) : null;
    const auto =
      guess === null
        ? t("From the notes")
        : t("From the notes ({key})", { key: spokenKey(keyLabel(guess)) });
    const given = score.key === null ? null : parseKey(score.key);
    const usual = KEY_SIGNATURES.find((key) => given !== null && isSameKey(key, given));
    const chosen = given === null ? "" : (usual?.name ?? given.name);
    setOptions(
      select,
      [["", auto], ...KEY_SIGNATURES.map((key) => [key.name, spokenKey(keyLabel(key))] as const)],
      chosen,
    );
  }, signal);
  return field(t("Key"), select);
}

/** The time signature of the whole piece. */
export function metreField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Time signature"), { "data-field": "time-signature" });
  select.addEventListener(
    "change",
    () => {
      const [beats = 4, beatUnit = 4] = select.value.split("/").map(Number);
      const [first] = store.draft.score.timeSignatures;
      if (first === undefined) return;
      changeHeader(store, t("Change time signature"), {
        timeSignatures: [{ ...first, beats, beatUnit }],
      });
    },
    { signal },
  );
  store.onChange((state) => {
    const { timeSignatures } = state.history.present.score;
    const [{ beats, beatUnit } = { beats: 4, beatUnit: 4 }] = timeSignatures;
    const name = `${beats}/${beatUnit}`;
    const all = TIME_SIGNATURES.includes(name) ? TIME_SIGNATURES : [name, ...TIME_SIGNATURES];
    setOptions(
      select,
      all.map((text) => [text, text]),
      name,
    );
    select.disabled = !isFree(state);
  }, signal);
  return field(t("Time"), select);
}

/** The tempo in quarter notes a minute. */
export function tempoField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "number",
    class: "number",
    "data-field": "tempo",
    "aria-label": t("Tempo, quarter notes a minute"),
    title: t("Tempo, quarter notes a minute"),
    min: String(TEMPI.least),
    max: String(TEMPI.most),
    step: "1",
  });
  input.addEventListener(
    "change",
    () => {
      const { valueAsNumber: written } = input;
      // An emptied field goes back to what it was.
      const tempo = Number.isNaN(written)
        ? store.draft.score.tempo
        : Math.min(TEMPI.most, Math.max(TEMPI.least, written));
      input.value = String(tempo);
      changeHeader(store, t("Change tempo"), { tempo });
    },
    { signal },
  );
  const show = showsIn(input);
  store.onChange((state) => {
    show(String(Math.round(state.history.present.score.tempo * 100) / 100));
    input.readOnly = !isFree(state);
  }, signal);
  return field(
    t("Tempo"),
    make("span", { class: "with-unit" }, input, make("span", { class: "unit" }, t("bpm"))),
  );
}

/** A caption with a control. */
export function field(caption: string, control: HTMLElement): HTMLElement {
  return make("label", { class: "field" }, make("span", { class: "caption" }, caption), control);
}

/** The styles on offer. */
export function stylesOf(state: State): readonly string[] {
  const found = state.engine.info?.styles ?? [];
  const known = found.length > 0 ? found : FIRST_STYLES;
  const own = [...OWN_STYLES.values()].filter(({ from = "" }) => known.includes(from));
  return own.length > 0 ? [...known, ...own.map(({ id }) => id)] : known;
}

function isSameKey(a: KeySignature, b: KeySignature): boolean {
  return a.tonic === b.tonic && a.mode === b.mode;
}
