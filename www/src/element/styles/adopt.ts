// Stylesheets of what is loaded later.

import { madeSheet } from "./made.ts";

/** Gives a shadow root one more sheet, unless it has it. */
export function adoptSheet(root: ShadowRoot, text: string): void {
  const sheet = madeSheet(root, text);
  if (root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
