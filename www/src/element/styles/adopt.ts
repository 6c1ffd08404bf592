// Stylesheets of what is loaded later, made once and shared by all composers of a page.

const sheets = new Map<string, CSSStyleSheet>();

/** Gives a shadow root one more sheet, unless it has it. */
export function adoptSheet(root: ShadowRoot, text: string): void {
  let sheet = sheets.get(text);
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  if (root.adoptedStyleSheets.includes(sheet)) return;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
