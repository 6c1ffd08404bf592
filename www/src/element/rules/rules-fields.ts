// The rules in the panel: one line each with three steps, and what it is about once it is on.

import { spokenNumber, t } from "../../words/index.ts";
import { make, setAttribute, setText } from "../dom.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/rules.css?inline";
import { editorOf } from "./rule-editors.ts";
import type { RuleKind } from "./rules.ts";
import { FIRST_RULES, LAW, RULES, stepOf, WISH } from "./rules.ts";
import { type RuleDesk, setRules } from "./set-rules.ts";

/** The steps and the strictness that each sets. */
export const STEPS = [
  ["off", 0, "Off"],
  ["wish", WISH, "Wish: breaches become unlikely"],
  ["law", LAW, "Law: no answer breaks it"],
] as const;

const ARROWS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

export function styleRules(root: ShadowRoot): void {
  adoptSheet(root, css);
}

/** A row for each rule, and a button that lets go of all. */
export function ruleFields(desk: RuleDesk): readonly HTMLElement[] {
  const { store, signal } = desk;
  const clear = make("button", { type: "button", class: "button quiet" }, t("All off"));
  clear.addEventListener("click", () => setRules(desk, { strictness: FIRST_RULES.strictness }), {
    signal,
  });
  store.onChange(({ settings: { rules } }) => {
    clear.disabled = Object.values(rules.strictness).every((strictness) => strictness === 0);
  }, signal);
  return [...RULES.map((rule) => ruleRow(desk, rule)), make("div", { class: "row" }, clear)];
}

function setStrictness(desk: RuleDesk, kind: RuleKind, value: number): void {
  const { strictness } = desk.store.state.settings.rules;
  setRules(desk, { strictness: { ...strictness, [kind]: value } });
}

function ruleRow(desk: RuleDesk, { kind, name, line }: (typeof RULES)[number]): HTMLElement {
  const { store, signal } = desk;
  const editor = editorOf(desk, kind);
  const more = make(
    "div",
    { class: "rule-more" },
    make("p", { class: "line" }, t("{sentence}.", { sentence: t(line) })),
    ...(editor === null ? [] : [editor]),
    precisely(desk, kind, name),
  );
  store.onChange(({ settings }) => {
    more.hidden = settings.rules.strictness[kind] === 0;
  }, signal);
  return make(
    "div",
    { class: "rule", "data-rule": kind },
    make("span", { class: "caption", title: t(line) }, t(name)),
    steps(desk, kind, name),
    more,
  );
}

/** Off, wish, law: arrow keys walk them, Tab reaches the one that is chosen. */
function steps(desk: RuleDesk, kind: RuleKind, name: string): HTMLElement {
  const { store, signal } = desk;
  const buttons = STEPS.map(([step, strictness, title]) => {
    const button = make(
      "button",
      { type: "button", class: "button", role: "radio", "data-step": step, title: t(title) },
      t(step),
    );
    button.addEventListener("click", () => setStrictness(desk, kind, strictness), { signal });
    return button;
  });
  const group = make(
    "div",
    { class: "group toggles steps", role: "radiogroup", "aria-label": t(name) },
    ...buttons,
  );
  group.addEventListener(
    "keydown",
    (event) => {
      const by = ARROWS[event.key];
      const at = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
      const next = STEPS[at + (by ?? 0)];
      if (by === undefined || next === undefined) return;
      event.preventDefault();
      setStrictness(desk, kind, next[1]);
      buttons[at + by]?.focus();
    },
    { signal },
  );
  store.onChange(({ settings }) => {
    const step = stepOf(settings.rules.strictness[kind]);
    for (const button of buttons) {
      const isChosen = button.dataset["step"] === step;
      setAttribute(button, "aria-checked", String(isChosen));
      setAttribute(button, "tabindex", isChosen ? "0" : "-1");
    }
  }, signal);
  return group;
}

/** The strictness as a number, for those who want more than three steps. */
function precisely(desk: RuleDesk, kind: RuleKind, name: string): HTMLElement {
  const { store, signal } = desk;
  const input = make("input", {
    type: "range",
    min: "0.05",
    max: "1",
    step: "0.05",
    "aria-label": t("How strictly: {rule}", { rule: t(name) }),
  });
  const shown = make("output", {});
  input.addEventListener("input", () => setStrictness(desk, kind, input.valueAsNumber), { signal });
  store.onChange(({ settings }) => {
    const strictness = settings.rules.strictness[kind];
    if (strictness > 0 && input.valueAsNumber !== strictness) input.valueAsNumber = strictness;
    const words = strictness >= LAW ? t("law") : spokenNumber(strictness);
    setText(shown, words);
    setAttribute(input, "aria-valuetext", words);
  }, signal);
  return make(
    "details",
    { class: "precisely" },
    make("summary", {}, t("How strictly")),
    make("div", { class: "row" }, input, shown),
  );
}
