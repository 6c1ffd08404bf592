// The door of this room.

export {
  type ClientOptions,
  type ComposeOptions,
  ComposerClient,
  type PieceOptions,
  type WorkerPort,
} from "./client.ts";
export { ComposerError, composerErrorFrom, type ErrorCode } from "./errors.ts";
export type * from "./protocol.ts";
export { ClientPool, type SharedClient, sharedClient } from "./shared.ts";
export { partsWith, STYLES, type Style, styleOf, voicesOf } from "./styles.ts";
