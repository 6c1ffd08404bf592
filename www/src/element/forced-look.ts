// The look in forced colours, which few have.

import { adoptSheet } from "./styles/adopt.ts";
import css from "./styles/forced.css?inline";

/** Gives a tree the styles of forced colours. */
export function dressForced(root: ShadowRoot): void {
  adoptSheet(root, css);
}
