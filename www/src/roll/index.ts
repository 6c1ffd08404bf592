// The door of the roll.

export type { Answer, RollContent, Tool } from "./content.ts";
export type { RollListener } from "./piano-roll.ts";
export { PianoRoll } from "./piano-roll.ts";
export { FRACTION_NAMES, LENGTH_NAMES, NOTE_WORDS, spokenNotes } from "./spoken.ts";
