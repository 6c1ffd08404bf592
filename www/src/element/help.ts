// The "?" sheet: every key and gesture, made from the tables that the element obeys. Keys are set there too.

import { t } from "../words/index.ts";
import type { Action } from "./actions.ts";
import { ACTIONS } from "./actions.ts";
import { make } from "./dom.ts";
import { POINTER_ACTS, ROLL_KEYS, TAKE_KEYS, TYPING_KEYS } from "./key-tables.ts";
import { buildSheet } from "./sheet.ts";
import { KeyRows } from "./shortcuts/key-rows.ts";
import { showOwnKeys } from "./shortcuts/own-keys.ts";
import css from "./shortcuts/shortcuts.css?inline";
import { adoptSheet } from "./styles/adopt.ts";

const GROUPS: readonly Action["group"][] = ["Play", "Compose", "Takes", "Edit", "Look", "Files"];

/** A dialog; `showModal` opens it, Esc closes it. The keys of actions can be set on it. */
export function buildHelp(
  signal: AbortSignal,
  root: ShadowRoot,
  composer: HTMLElement,
): HTMLDialogElement {
  adoptSheet(root, css);
  showOwnKeys(composer, signal);
  const rows = new KeyRows(signal);
  const sheet = buildSheet(
    { part: "help", className: "", title: t("Keys and gestures") },
    signal,
    // What the page around has to say of itself.
    make("slot", { name: "about" }),
    rows.head,
    make(
      "div",
      { class: "columns" },
      ...GROUPS.map((group) =>
        table(t(group), [
          ...ACTIONS.filter((action) => action.group === group).map((action) => rows.row(action)),
          ...(group === "Takes" ? plainRows(TAKE_KEYS) : []),
        ]),
      ),
      table(t("On the roll"), plainRows(ROLL_KEYS)),
      table(t("Type to play"), plainRows(TYPING_KEYS)),
      table(t("Pointer and touch"), plainRows(POINTER_ACTS)),
    ),
  );
  rows.attach(sheet);
  return sheet;
}

/** What stays as it is, in the language that is spoken. */
function plainRows(rows: readonly (readonly [string, string])[]): readonly HTMLElement[] {
  return rows.map(([keys, label]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("kbd", {}, t(keys))),
      make("td", {}, t(label)),
    ),
  );
}

function table(title: string, rows: readonly HTMLElement[]): HTMLElement {
  const body = make("tbody", {}, ...rows);
  return make("section", { class: "section" }, make("h3", {}, title), make("table", {}, body));
}
