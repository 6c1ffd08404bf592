// The field for how long an answer is: beside the verbs and in the panel.

import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { makeSelect, setOptions } from "./dom.ts";
import { field } from "./piece-fields.ts";
import { BAR_COUNTS } from "./settings.ts";

/** How many bars the next answer has. */
export function barsField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Length of the answer"), { "data-field": "bars" });
  const choose = (): void => {
    const { settings } = store.state;
    store.update({ settings: { ...settings, bars: Number(select.value) } });
  };
  select.addEventListener("change", choose, { signal });
  store.onChange(({ settings }) => {
    const counts = BAR_COUNTS.includes(settings.bars) ? BAR_COUNTS : [settings.bars, ...BAR_COUNTS];
    const options = counts.map(
      (bars) => [String(bars), t("{count} bars", { count: bars }, "{count} bar")] as const,
    );
    setOptions(select, options, String(settings.bars));
  }, signal);
  return field(t("Length"), select);
}
