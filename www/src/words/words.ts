// The language that the page speaks: English stands in the code, and a catalog says it otherwise.

/** A text, or its forms by what a number asks for: "one", "few", "other". */
export type Saying = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** What is said for each English text. */
export type Catalog = Readonly<Record<string, Saying>>;

let spoken: Catalog = {};
let language = "en";
let numbers: Intl.NumberFormat | null = null;
let plurals: Intl.PluralRules | null = null;

/** Speaks another language from now on; an empty catalog is English. */
export function speak(catalog: Catalog, tag = "en"): void {
  spoken = catalog;
  language = tag;
  numbers = null;
  plurals = null;
}

/** The tag of the language that is spoken, such as "de". */
export function spokenLanguage(): string {
  return language;
}

/**
 * A text in the language that is spoken; `{name}` in it is replaced by the value of that name.
 * Where a number `count` decides the form, `one` is the English text for a single one.
 */
export function t(
  english: string,
  values: Readonly<Record<string, string | number>> = {},
  one?: string,
): string {
  const { count } = values;
  const saying = spoken[english] ?? (one === undefined ? english : { one, other: english });
  const text = typeof saying === "string" ? saying : (formOf(saying, count) ?? english);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name] ?? place;
    return typeof value === "number" ? spokenNumber(value) : value;
  });
}

/** A number as it is written in the language that is spoken. */
export function spokenNumber(value: number): string {
  // Most numbers are counts, written alike in all our languages; to make the first format costs a tenth of a second.
  if (Number.isInteger(value) && value >= 0 && value < 1_000) return String(value);
  numbers ??= new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return numbers.format(value);
}

/** "a, b and c". */
export function spokenList(items: readonly string[]): string {
  // The one English of lists without a comma before the last.
  const tag = language === "en" ? "en-GB" : language;
  return new Intl.ListFormat(tag).format(items);
}

function formOf(saying: Exclude<Saying, string>, count: unknown): string | undefined {
  plurals ??= new Intl.PluralRules(language);
  return saying[plurals.select(Number(count ?? 0))] ?? saying.other;
}
