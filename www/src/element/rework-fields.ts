// The edits of selected notes in the panel: a button each, with how strongly where that can be said.

import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, setAttribute } from "./dom.ts";
import type { ReworkKind, ReworkLevels } from "./rework-kinds.ts";
import { REWORKS } from "./rework-kinds.ts";
import { isFree, type Store } from "./store.ts";

/** The levels of each edit, as they are called. */
export const LEVELS: Readonly<
  Record<ReworkKind, readonly (readonly [name: keyof ReworkLevels, label: string])[]>
> = {
  quantise: [["strength", "strength"]],
  humanise: [
    ["timing", "timing"],
    ["velocity", "loudness"],
  ],
  repair: [],
  revoice: [],
  simplify: [["amount", "amount"]],
};

const KINDS = Object.keys(REWORKS) as ReworkKind[];

export function reworkFields(desk: Desk): readonly HTMLElement[] {
  return [selectAll(desk), ...KINDS.map((kind) => reworkRow(desk, kind)), motifRow(desk)];
}

/** Everything is selected here where there is no keyboard. */
function selectAll({ signal, do: act }: Desk): HTMLElement {
  const button = make(
    "button",
    { type: "button", class: "button quiet", "data-action": "select-all" },
    t("Select all"),
  );
  button.addEventListener("click", () => act("select-all"), { signal });
  return make("div", { class: "row" }, button);
}

/** Where a motif is moved, also where the tool row has no room for it. */
function motifRow({ store, signal, do: act }: Desk): HTMLElement {
  const title = t("Walk from a motif to others, vary or morph it (J)");
  const button = make(
    "button",
    { type: "button", class: "button", "data-action": "motif", title },
    t("Motif pad"),
  );
  button.addEventListener("click", () => act("motif"), { signal });
  store.onChange((state) => {
    button.disabled = !isFree(state);
  }, signal);
  const hint = make("span", { class: "caption" }, t("one or two bars of a voice"));
  return make("div", { class: "rework" }, button, hint);
}

function reworkRow({ store, signal, do: act }: Desk, kind: ReworkKind): HTMLElement {
  const { key, line } = REWORKS[kind];
  const name = t(REWORKS[kind].name);
  const title = `${t(line)} (${key.toUpperCase()})`;
  const button = make(
    "button",
    { type: "button", class: "button", "data-action": kind, title },
    name,
  );
  button.addEventListener("click", () => act(kind), { signal });
  store.onChange((state) => {
    button.disabled = state.selection.size === 0 || !isFree(state);
  }, signal);
  const levels = LEVELS[kind].map(([level, label]) =>
    levelField(store, signal, level, t(label), name),
  );
  return make("div", { class: "rework" }, button, make("div", { class: "levels" }, ...levels));
}

function levelField(
  store: Store,
  signal: AbortSignal,
  level: keyof ReworkLevels,
  label: string,
  name: string,
): HTMLElement {
  const input = make("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    "aria-label": t("{what}: {words}", { what: name, words: label }),
  });
  input.addEventListener(
    "input",
    () => {
      const { settings } = store.state;
      const rework = { ...settings.rework, [level]: input.valueAsNumber };
      store.update({ settings: { ...settings, rework } });
    },
    { signal },
  );
  store.onChange(({ settings: { rework } }) => {
    if (input.valueAsNumber !== rework[level]) input.valueAsNumber = rework[level];
    setAttribute(
      input,
      "aria-valuetext",
      t("{share} %", { share: Math.round(100 * rework[level]) }),
    );
  }, signal);
  return make("label", { class: "level" }, make("span", { class: "caption" }, label), input);
}
