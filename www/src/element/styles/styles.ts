// The stylesheets as constructable sheets, made once and shared by all composers of a page.

import base from "./base.css?inline";
import controls from "./controls.css?inline";
import layout from "./layout.css?inline";
import narrow from "./narrow.css?inline";
import panel from "./panel.css?inline";
import roll from "./roll.css?inline";

let sheets: readonly CSSStyleSheet[] | null = null;

/** Gives a shadow root the element's styles. */
export function adoptStyles(root: ShadowRoot): void {
  sheets ??= [base, controls, layout, roll, panel, narrow].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.adoptedStyleSheets = [...sheets];
}
