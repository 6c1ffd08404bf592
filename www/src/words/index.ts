// The door of the words.

export * from "./names.ts";
export * from "./words.ts";
