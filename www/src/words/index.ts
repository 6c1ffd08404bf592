// The door of the words.

export * from "./words.ts";
