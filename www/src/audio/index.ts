// The door of this room.

export { secondsAt, tickAt } from "./clock.ts";
export { renderScore, renderWav } from "./render.ts";
export { Transport } from "./transport.ts";
