// The door of this room.

export { Capture, extentOf, onGrid } from "./capture.ts";
export { MidiGuest } from "./guest.ts";
export type { MidiMessage } from "./messages.ts";
export { type Device, MidiPorts } from "./ports.ts";
export { keyThatPlays, octavesOfKey, pitchOfKey } from "./typing-keys.ts";
