// The look that all sheets share.

import { adoptSheet } from "./styles/adopt.ts";
import css from "./styles/sheet.css?inline";

/** Gives a tree the styles of sheets. */
export function dressSheets(root: ShadowRoot): void {
  adoptSheet(root, css);
}
