// A panel that lies over the paper, as on phones, gives way to what somebody opens from it.

import type { Desk } from "./desk.ts";

/** A row, which from now on closes such a panel when it comes. */
export function uncovering(row: HTMLElement, desk: Desk): HTMLElement {
  row.addEventListener("rowtoggle", () => !row.hidden && uncover(row, desk), {
    signal: desk.signal,
  });
  return row;
}

/** The same for a sheet. */
export function uncoveringSheet(sheet: HTMLDialogElement, desk: Desk): HTMLDialogElement {
  const { signal } = desk;
  sheet.addEventListener("toggle", () => sheet.open && uncover(sheet, desk), { signal });
  // What had the focus may have gone with the panel.
  const goHome = () => {
    const root = sheet.getRootNode();
    if (!(root instanceof ShadowRoot) || root.activeElement !== null) return;
    root.querySelector<HTMLElement>(".roll")?.focus({ preventScroll: true });
  };
  sheet.addEventListener("close", () => setTimeout(goHome), { signal });
  return sheet;
}

function uncover(opened: Element, { store }: Desk): void {
  const panel = opened.closest(".composer")?.querySelector(".panel");
  const isOver = panel != null && getComputedStyle(panel).position === "absolute";
  if (isOver) store.update({ isPanelOpen: false });
}
