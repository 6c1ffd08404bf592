// The door of the score: what other rooms may use.

export * from "./draft.ts";
export * from "./edit.ts";
export * from "./history.ts";
export * from "./note.ts";
export * from "./pitch.ts";
export * from "./score.ts";
export * from "./selection.ts";
export * from "./time.ts";
export * from "./units.ts";
