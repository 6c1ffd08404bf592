// How takes look: nobody sees it before the first answer.

import { adoptSheet } from "./adopt.ts";
import css from "./takes.css?inline";

export function adoptTakes(root: ShadowRoot): void {
  adoptSheet(root, css);
}
