// Everything that can go wrong between the page and the engine, as one error with a code.

import type { WireError } from "./protocol.ts";

/** The codes of docs/wire.md. */
const WIRE_CODES = [
  "busy",
  "score-invalid",
  "request-invalid",
  "style-unknown",
  "key-unknown",
  "nothing-to-harmonize",
  "nothing-to-continue",
  "region-empty",
  "constraints-contradict",
  "too-large",
  "weights-missing",
  "weights-corrupt",
  "weights-version",
  "chains-missing",
  "chains-corrupt",
  "device-unavailable",
  "device-lost",
  "midi-invalid",
  "score-unreadable",
  "internal",
] as const;

/** The codes that only the page knows. */
const PAGE_CODES = ["cancelled", "closed", "module-missing", "soundfont-unreadable"] as const;

const CODES = [...WIRE_CODES, ...PAGE_CODES] as const;

/** What went wrong, for programs; the message is for people. */
export type ErrorCode = (typeof CODES)[number];

/** The only error that this room throws. */
export class ComposerError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ComposerError";
    this.code = code;
  }
}

/** Anything thrown, as a `ComposerError`; what carries no known code becomes `fallback`. */
export function composerErrorFrom(
  thrown: unknown,
  fallback: ErrorCode = "internal",
): ComposerError {
  if (thrown instanceof ComposerError) return thrown;
  return new ComposerError(codeOf(thrown) ?? fallback, messageOf(thrown), { cause: thrown });
}

/** Whoever asks a composer that was closed gets this. */
export function closed(): ComposerError {
  return new ComposerError("closed", "the composer was closed");
}

/** What somebody has ended before it was there. */
export function cancelled(what: string): ComposerError {
  return new ComposerError("cancelled", `${what} was cancelled`);
}

/** An error in the shape that a message can carry. */
export function toWireError(error: ComposerError): WireError {
  return { code: error.code, message: error.message };
}

/** Whether an error lies in the request, so that another device would give it again. */
export function isRequestError(error: ComposerError): boolean {
  switch (error.code) {
    case "score-invalid":
    case "request-invalid":
    case "style-unknown":
    case "key-unknown":
    case "nothing-to-harmonize":
    case "nothing-to-continue":
    case "region-empty":
    case "constraints-contradict":
    case "too-large":
    case "midi-invalid":
    case "score-unreadable":
    case "chains-missing":
    case "chains-corrupt":
    case "cancelled":
      return true;
    default:
      return false;
  }
}

function codeOf(thrown: unknown): ErrorCode | undefined {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return undefined;
  return CODES.find((code) => code === thrown.code);
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown) {
    const { message } = thrown;
    if (typeof message === "string" && message !== "") return message;
  }
  return typeof thrown === "string" && thrown !== "" ? thrown : "something unexpected happened";
}
