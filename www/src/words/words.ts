// The language that the page speaks: English stands in the code, and a catalog says it otherwise.

/** What is said for each English text. */
export type Catalog = Readonly<Record<string, string>>;

let spoken: Catalog = {};

/** Speaks another language from now on; an empty catalog is English. */
export function speak(catalog: Catalog): void {
  spoken = catalog;
}

/** A text in the language that is spoken; `{name}` in it is replaced by the value of that name. */
export function t(english: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = spoken[english] ?? english;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
