// What the page has asked its first worker and waits for: takes of a request, or a file.

import type { ComposerError } from "./errors.ts";
import type { ComposeMessage, MidiFile, Outcome, ToWorker, WireNote } from "./protocol.ts";
import type { Share } from "./takes.ts";

/** A message that waits for its answer: takes of a request, or a file. */
export type Pending =
  | { readonly kind: "share"; readonly message: ComposeMessage; readonly share: Share }
  | {
      readonly kind: "file";
      readonly message: Extract<ToWorker, { kind: "readMidi" | "writeMidi" }>;
      resolve(answer: MidiFile | Uint8Array): void;
      reject(error: ComposerError): void;
    };

/** Hands a note on; `take` counts from the first one of the message. */
export function noted(pending: Pending | undefined, take: number, note: WireNote): void {
  if (pending?.kind !== "share") return;
  pending.share.gathering.noted(pending.share.first + take, note);
}

/** What was written is void. */
export function beginAgain(pending: Pending | undefined): void {
  if (pending?.kind === "share") pending.share.gathering.restarted(pending.share);
}

/** Takes have been answered. */
export function ended(pending: Pending | undefined, outcomes: readonly Outcome[]): void {
  if (pending?.kind !== "share") return;
  pending.share.gathering.ended(pending.share.first, outcomes);
}

/** A file has been read or written. */
export function filed(pending: Pending | undefined, answer: MidiFile | Uint8Array): void {
  if (pending?.kind === "file") pending.resolve(answer);
}
