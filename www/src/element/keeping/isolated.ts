// A title inside a sentence that is written in the other direction.

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Keeps the order of what stands around it: between the marks of Unicode that isolate. */
export function isolated(title: string): string {
  return RIGHT_TO_LEFT.test(title) ? `\u2068${title}\u2069` : title;
}
