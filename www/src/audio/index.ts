// The door of this room.

export { loadBand, wakeSound } from "./browser-ports.ts";
export { secondsAt, tickAt } from "./clock.ts";
export * from "./mix.ts";
export { renderStems, renderWav } from "./offline.ts";
export { bringSoundfont, leaveSoundfont, nameSoundfont } from "./own.ts";
export { Transport } from "./transport.ts";
export type { Instrument } from "./transport-ports.ts";
