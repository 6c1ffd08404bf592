// The door of this room.

export { renderScore, renderWav } from "./render.ts";
export { Transport } from "./transport.ts";
