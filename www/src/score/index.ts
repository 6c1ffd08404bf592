// The door of the score: what other rooms may use.

export * from "./chord.ts";
export * from "./draft.ts";
export * from "./drums.ts";
export * from "./edit.ts";
export * from "./history.ts";
export * from "./mix.ts";
export * from "./note.ts";
export * from "./part.ts";
export * from "./passage.ts";
export * from "./pitch.ts";
export * from "./range.ts";
export * from "./score.ts";
export * from "./section.ts";
export * from "./selection.ts";
export * from "./survivors.ts";
export * from "./tempo.ts";
export * from "./tempo-edits.ts";
export * from "./time.ts";
export * from "./units.ts";
