// The door of the roll.

export type { Answer, RollContent, Tool } from "./content.ts";
export type { Equipment } from "./equipment.ts";
export type { RollListener } from "./piano-roll.ts";
export { PianoRoll } from "./piano-roll.ts";
export { FRACTION_NAMES, LENGTH_NAMES, NOTE_WORDS, spokenNotes, spokenPlace } from "./spoken.ts";
