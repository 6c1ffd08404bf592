// The "?" sheet: every key and gesture, made from the tables that the element obeys.

import type { Action } from "./actions.ts";
import { ACTIONS, keyLabel } from "./actions.ts";
import { make, makeButton } from "./dom.ts";
import { POINTER_ACTS, ROLL_KEYS, TAKE_KEYS } from "./help-tables.ts";
import { adoptSheet } from "./styles/adopt.ts";
import columns from "./styles/help.css?inline";
import frame from "./styles/sheet.css?inline";

const GROUPS: readonly Action["group"][] = ["Play", "Compose", "Takes", "Edit", "Look", "Files"];

/** A dialog; `showModal` opens it, Esc closes it. */
export function buildHelp(root: ShadowRoot, signal: AbortSignal): HTMLDialogElement {
  for (const sheet of [frame, columns]) adoptSheet(root, sheet);
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const close = makeButton("close", "Close", { class: "quiet", "aria-label": "Close" });
  const dialog = make(
    "dialog",
    { class: "help-sheet", part: "help", "aria-label": "Keys and gestures" },
    make("div", { class: "panel-head" }, make("h2", {}, "Keys and gestures"), close),
    make(
      "div",
      { class: "columns" },
      ...GROUPS.map((group) =>
        table(group, [
          ...ACTIONS.filter((action) => action.group === group).map(
            ({ keys, label }) =>
              [keys.map((stroke) => keyLabel(stroke, isMac)).join(" or "), label] as const,
          ),
          ...(group === "Takes" ? TAKE_KEYS : []),
        ]),
      ),
      table("On the roll", ROLL_KEYS),
      table("Pointer and touch", POINTER_ACTS),
    ),
  );
  close.addEventListener("click", () => dialog.close(), { signal });
  // A click on the backdrop lands on the dialog itself.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(), {
    signal,
  });
  return dialog;
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
