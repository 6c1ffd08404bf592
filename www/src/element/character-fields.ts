// The fields for what an answer should be like: a level for each trait, or the composer's choice.

import type { ControlKind, Controls } from "../composer/index.ts";
import { inSentence, t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeSelect, setOptions, setText } from "./dom.ts";
import { field } from "./piece-fields.ts";
import { TRAITS } from "./settings.ts";

/** Stands for a trait that is left to the composer. */
const FREE = "";

/** All traits, folded away until somebody asks for them; the line above says what has been asked. */
export function characterFields({ store, signal }: Desk): HTMLElement {
  const asked = make("span", { class: "asked" });
  const fields = TRAITS.map(({ kind, name, levels }) => {
    const select = makeSelect(t(name), { "data-field": kind });
    const options = [
      [FREE, t("free")] as const,
      ...levels.map((level, index) => [String(index), t(level)] as const),
    ];
    select.addEventListener(
      "change",
      () => {
        const { settings } = store.state;
        const controls = withLevel(settings.controls, kind, select.value);
        store.update({ settings: { ...settings, controls } });
      },
      { signal },
    );
    store.onChange(({ settings }) => {
      setOptions(select, options, String(settings.controls[kind] ?? FREE));
    }, signal);
    return field(t(name), select);
  });
  store.onChange(({ settings }) => setText(asked, askedFor(settings.controls)), signal);
  return make(
    "details",
    { class: "character", part: "character" },
    make("summary", {}, make("span", { class: "caption" }, t("Character")), asked),
    ...fields,
  );
}

/** What is asked for, in words. */
export function askedFor(controls: Controls): string {
  const words = TRAITS.flatMap(({ kind, name, levels }) => {
    const level = controls[kind];
    return level === undefined
      ? []
      : [`${inSentence(t(name))}: ${t(levels[level] ?? String(level))}`];
  });
  return words.length === 0 ? t("left to the composer") : words.join(", ");
}

/** The controls with one trait at another level, or free. */
export function withLevel(controls: Controls, kind: ControlKind, value: string): Controls {
  const { [kind]: _, ...others } = controls;
  return value === FREE ? others : { ...others, [kind]: Number(value) };
}
