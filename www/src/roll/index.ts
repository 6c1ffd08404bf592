// The door of the roll.

export type { Answer, RollContent, Tool } from "./content.ts";
export type { Equipment } from "./equipment.ts";
export { spokenNotes } from "./keyboard.ts";
export type { RollListener } from "./piano-roll.ts";
export { PianoRoll } from "./piano-roll.ts";
