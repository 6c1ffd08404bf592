// Which presses of keys and pointers are the composer's own.

import type { ActionId } from "./actions.ts";
import { actionOf, keyMap, OWN_KEYS } from "./actions.ts";

/** What a key press asks for; null where it is somebody else's: a field's, a dialog's, the browser's. */
export function actionPressed(event: KeyboardEvent): ActionId | null {
  const target = event.target instanceof Element ? event.target : null;
  if (event.defaultPrevented || event.isComposing || isInDialog(target)) return null;
  if (event.key === "Escape") return "escape";
  const action = actionOf(event);
  // The palette can be had from everywhere, but not by what writes.
  const isCommand = event.ctrlKey || event.metaKey || event.key.length > 1;
  if (action === "palette" && isCommand) return action;
  const isWriting = target?.matches("input:not([type=checkbox], [type=range])") === true;
  const isChoosing = target?.matches("select") === true && event.key.length === 1;
  // Space presses the button that has the focus.
  const isPressing = target?.matches("button, input, select") === true && event.key === " ";
  if (isWriting || isChoosing || isPressing) return null;
  // The browser tells what is pasted, but for another key than its own; see `acceptPastes`.
  return action === "paste" && !keyMap().has(action) ? null : action;
}

/** Dialogs have keys of their own. */
export function isInDialog(target: Element | null): boolean {
  return target?.closest("dialog[open]") != null;
}

/** Loads the keys that somebody has set, where there are any. */
export function takeOwnKeys(composer: HTMLElement, signal: AbortSignal): void {
  try {
    if (localStorage.getItem(OWN_KEYS) === null) return;
  } catch {
    // Frames without an origin have no storage.
    return;
  }
  import("./shortcuts/own-keys.ts").then(
    ({ showOwnKeys }) => signal.aborted || showOwnKeys(composer, signal),
    () => {},
  );
}
