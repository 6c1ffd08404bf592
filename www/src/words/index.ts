// The door of the words.

export * from "./languages.ts";
export * from "./names.ts";
export * from "./words.ts";
