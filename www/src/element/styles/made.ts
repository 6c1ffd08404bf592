// Constructable sheets, made once for each document: none may be shared with another one's trees.

const made = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** The sheet of some styles for a tree. */
export function madeSheet({ ownerDocument }: ShadowRoot, text: string): CSSStyleSheet {
  const sheets = made.get(ownerDocument) ?? new Map<string, CSSStyleSheet>();
  made.set(ownerDocument, sheets);
  let sheet = sheets.get(text);
  if (sheet === undefined) {
    sheet = new (ownerDocument.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheet;
}
