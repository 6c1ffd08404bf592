// What the page has asked its first worker and waits for: takes of a request, or an answer to one question.

import type { ComposerError } from "./errors.ts";
import type { ComposeMessage, FromWorker, Loan, ToWorker } from "./messages.ts";
import type { MidiFile, Outcome, WireNote } from "./protocol.ts";
import type { StudioListener } from "./studio-client.ts";
import type { StudioAnswer } from "./studio-protocol.ts";
import type { Share } from "./takes.ts";

/** A message that one answer settles. */
export type QuestionMessage = Extract<
  ToWorker,
  { kind: "readMidi" | "writeMidi" | "lend" | "studio" }
>;

/** Such a message before it has its number. */
export type Question = QuestionMessage extends infer Message
  ? Message extends QuestionMessage
    ? Omit<Message, "id">
    : never
  : never;

/** What may answer it. */
export type QuestionAnswer = MidiFile | Uint8Array | Loan | null | StudioAnswer;

/** A message that waits for its answer. */
export type Pending =
  | { readonly kind: "share"; readonly message: ComposeMessage; readonly share: Share }
  | {
      readonly kind: "question";
      readonly message: QuestionMessage;
      readonly listener: StudioListener;
      resolve(answer: QuestionAnswer): void;
      reject(error: ComposerError): void;
    };

/** Hands a note on; `take` counts from the first one of the message. */
export function noted(pending: Pending | undefined, take: number, note: WireNote): void {
  if (pending?.kind === "share")
    return pending.share.gathering.noted(pending.share.first + take, note);
  pending?.listener.onNote?.(note);
}

/** Hands a plan on. */
export function planned(
  pending: Pending | undefined,
  { plan }: Extract<FromWorker, { kind: "plan" }>,
): void {
  if (pending?.kind === "question") pending.listener.onPlan?.(plan);
}

/** What was written is void. */
export function beginAgain(pending: Pending | undefined): void {
  if (pending?.kind === "share") pending.share.gathering.restarted(pending.share);
  else pending?.listener.onRestart?.();
}

/** Takes have been answered. */
export function ended(pending: Pending | undefined, outcomes: readonly Outcome[]): void {
  if (pending?.kind !== "share") return;
  pending.share.gathering.ended(pending.share.first, outcomes);
}

/** A question has been answered. */
export function answeredBy(pending: Pending | undefined, answer: QuestionAnswer): void {
  if (pending?.kind === "question") pending.resolve(answer);
}
