// The door of the roll.

export { spokenNotes, VOICE_NAMES, voiceName } from "./keyboard.ts";
export type { RollListener } from "./piano-roll.ts";
export { PianoRoll } from "./piano-roll.ts";
export type { Answer, RollContent, Tool } from "./scene.ts";
