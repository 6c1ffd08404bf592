// The "?" sheet: every key and gesture, made from the tables that the element obeys.

import { t } from "../words/index.ts";
import type { Action } from "./actions.ts";
import { ACTIONS } from "./actions.ts";
import { make } from "./dom.ts";
import { isMac, keyLabel, POINTER_ACTS, ROLL_KEYS, TAKE_KEYS, TYPING_KEYS } from "./key-tables.ts";
import { buildSheet } from "./sheet.ts";

const GROUPS: readonly Action["group"][] = ["Play", "Compose", "Takes", "Edit", "Look", "Files"];

/** A dialog; `showModal` opens it, Esc closes it. */
export function buildHelp(signal: AbortSignal): HTMLDialogElement {
  return buildSheet(
    { part: "help", className: "", title: t("Keys and gestures") },
    signal,
    // What the page around has to say of itself.
    make("slot", { name: "about" }),
    make(
      "div",
      { class: "columns" },
      ...GROUPS.map((group) =>
        table(t(group), [
          ...ACTIONS.filter((action) => action.group === group).map(
            ({ keys, label }) =>
              [keys.map((stroke) => keyLabel(stroke, isMac())).join(t(" or ")), t(label)] as const,
          ),
          ...(group === "Takes" ? translated(TAKE_KEYS) : []),
        ]),
      ),
      table(t("On the roll"), translated(ROLL_KEYS)),
      table(t("Type to play"), translated(TYPING_KEYS)),
      table(t("Pointer and touch"), translated(POINTER_ACTS)),
    ),
  );
}

/** The texts of a table in the language that is spoken. */
function translated(
  rows: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return rows.map(([keys, label]) => [t(keys), t(label)] as const);
}

function table(title: string, rows: readonly (readonly [string, string])[]): HTMLElement {
  const body = make(
    "tbody",
    {},
    ...rows.map(([keys, label]) =>
      make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, label)),
    ),
  );
  return make("section", { class: "section" }, make("h3", {}, title), make("table", {}, body));
}
