// What the page has asked its first worker and waits for: takes of a request, or an answer to one question.

import type { ComposerError } from "./errors.ts";
import type { ComposeMessage, FromWorker, Loan, TakeNote, ToWorker } from "./messages.ts";
import type { MidiFile, Outcome } from "./protocol.ts";
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

/** Hands notes on. */
export function noted(pending: Pending | undefined, notes: readonly TakeNote[]): void {
  if (pending?.kind === "share") return notedOf(pending.share, notes);
  for (const { note } of notes) pending?.listener.onNote?.(note);
}

/** Hands notes of a share on. */
export function notedOf({ gathering, first }: Share, notes: readonly TakeNote[]): void {
  for (const { take, note } of notes) gathering.noted(first + take, note);
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
