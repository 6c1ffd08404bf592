// The door of this room.

export { placeOf, setBase } from "./base.ts";
export { Burst } from "./burst.ts";
export { type ClientOptions, ComposerClient } from "./client.ts";
export { ComposerError, composerErrorFrom, type ErrorCode } from "./errors.ts";
export type { WorkerPort } from "./extra-workers.ts";
export { INSTRUMENTS, orchestrated } from "./instruments.ts";
export { localPort } from "./local-worker.ts";
export type * from "./protocol.ts";
export { ClientPool, type SharedClient, sharedClient } from "./shared.ts";
export { spawnWorker } from "./spawn.ts";
export type { PieceOptions } from "./studio-client.ts";
export type * from "./studio-protocol.ts";
export { OWN_STYLES, partsWith, STYLES, type Style, styleOf, voicesOf } from "./styles.ts";
export type { TakesOptions } from "./takes.ts";
