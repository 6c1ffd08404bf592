// How keys are printed on the sheet of keys and in menus.

import type { KeyStroke } from "./actions.ts";

const PRINTED: Readonly<Record<string, string>> = { " ": "Space", ArrowUp: "↑", ArrowDown: "↓" };

/** "Ctrl + Z": a key as it is printed. */
export function keyLabel({ key: name, hasMod, hasShift }: KeyStroke, isMac: boolean): string {
  const parts: string[] = [];
  if (hasMod === true) parts.push(isMac ? "⌘" : "Ctrl");
  if (hasShift === true) parts.push("Shift");
  parts.push(PRINTED[name] ?? (name.length === 1 ? name.toUpperCase() : name));
  return parts.join(" + ");
}

/** Whether Command stands for Ctrl. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
