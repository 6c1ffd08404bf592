// The fields for what an answer should be like: a level for each trait, or the composer's choice.

import type { ControlKind, Controls } from "../composer/index.ts";
import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { makeSelect, setOptions } from "./dom.ts";
import { field } from "./piece-fields.ts";
import { TRAITS } from "./settings.ts";

/** Stands for a trait that is left to the composer. */
const FREE = "";

/** All traits; what is left free is the composer's choice. */
export function characterFields({ store, signal }: Desk): readonly HTMLElement[] {
  return TRAITS.map(({ kind, name, levels }) => {
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
}

/** The controls with one trait at another level, or free. */
export function withLevel(controls: Controls, kind: ControlKind, value: string): Controls {
  const { [kind]: _, ...others } = controls;
  return value === FREE ? others : { ...others, [kind]: Number(value) };
}
