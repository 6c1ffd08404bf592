// The stylesheets as constructable sheets, made once and shared by all composers of a document.

import base from "./base.css?inline";
import controls from "./controls.css?inline";
import layout from "./layout.css?inline";
import { madeSheet } from "./made.ts";
import narrow from "./narrow.css?inline";
import panel from "./panel.css?inline";
import roll from "./roll.css?inline";

/** Gives a shadow root the element's styles. */
export function adoptStyles(root: ShadowRoot): void {
  root.adoptedStyleSheets = [base, controls, layout, roll, panel, narrow].map((text) =>
    madeSheet(root, text),
  );
}
