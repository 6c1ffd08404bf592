// The door of this room.

export { renderScore, renderWav } from "./render.ts";
export { type Instrument, Transport, type TransportPorts } from "./transport.ts";
