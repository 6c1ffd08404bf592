// The menu of edits beside the selection's tools: edits of a passage, and the composer's own.

import { t } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { ACTIONS, keysOf } from "../actions.ts";
import type { Desk } from "../desk.ts";
import { make } from "../dom.ts";
import { drawnIcon } from "../icons.ts";
import { isMac, keyLabel } from "../key-tables.ts";
import { reworkFields } from "../rework-fields.ts";
import { isFree } from "../store.ts";
import { nameOf, RESHAPES } from "./reshape.ts";

const PICTURE = '<path d="M3 14.500h4l6-9h4M14.500 3 17 5.500 14.500 8M3 5.500h4M11 14.500h6"/>';

/** The button, and what it opens. */
export function buildEditMenu(desk: Desk, composer: HTMLElement): readonly HTMLElement[] {
  const { store, signal } = desk;
  const menu = make("div", {
    class: "edit-menu",
    part: "edit-menu",
    popover: "auto",
    role: "group",
    "aria-label": t("Change notes"),
  });
  menu.append(...editFields(desk));
  const label = t("Change notes");
  const button = make(
    "button",
    {
      type: "button",
      class: "button quiet edit-button",
      "data-action": "edit-menu",
      title: label,
      "aria-label": label,
      "aria-expanded": "false",
    },
    drawnIcon("edit-menu", PICTURE),
  );
  button.popoverTargetElement = menu;
  composer.append(menu);
  menu.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
  });
  menu.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") place(menu, button);
  });
  // Esc closes the menu and nothing else.
  const hold = (event: KeyboardEvent) => {
    if (event.key === "Escape" && menu.matches(":popover-open")) event.stopPropagation();
  };
  menu.addEventListener("keydown", hold);
  button.addEventListener("keydown", hold);
  store.onChange((state) => {
    const isIdle = state.selection.size === 0 || !isFree(state);
    button.disabled = isIdle;
    if (isIdle && menu.matches(":popover-open")) menu.hidePopover();
  }, signal);
  signal.addEventListener("abort", () => menu.remove(), { once: true });
  return [button];
}

/** The edits, group by group: also for the panel. */
export function editFields(desk: Desk): readonly HTMLElement[] {
  return [
    ...RESHAPES.map((group) =>
      make("div", { class: "edits" }, ...group.map((id) => item(desk, id))),
    ),
    make("div", { class: "reworks" }, ...reworkFields(desk)),
  ];
}

function item(
  { store, do: act, signal }: Desk,
  id: (typeof RESHAPES)[number][number],
): HTMLElement {
  const action = ACTIONS.find((each) => each.id === id);
  const keys: Action["keys"] = action === undefined ? [] : keysOf(action);
  const button = make(
    "button",
    { type: "button", class: "button quiet edit", "data-action": id },
    make("span", {}, nameOf(id)),
    make("kbd", {}, keys.map((stroke) => keyLabel(stroke, isMac())).join(" ")),
  );
  button.addEventListener("click", () => act(id), { signal });
  store.onChange((state) => {
    button.disabled = state.selection.size === 0 || !isFree(state);
  }, signal);
  return button;
}

/** Under its button, or over it where there is more room; never beyond the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const isBelow = innerHeight - bottom > top;
  const room = (isBelow ? innerHeight - bottom : top) - 12;
  menu.style.setProperty("--_room", `${Math.max(160, room)}px`);
  const begin = menu.matches(":dir(rtl)") ? `${right}px - var(--_menu)` : `${left}px`;
  menu.style.left = `clamp(6px, ${begin}, 100vw - var(--_menu) - 6px)`;
  menu.style.top = isBelow ? `${bottom + 4}px` : "auto";
  menu.style.bottom = isBelow ? "auto" : `${innerHeight - top + 4}px`;
}
