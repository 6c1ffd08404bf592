// What settings of a page are checked by, and how it is told what is wrong with them.

import { ComposerError } from "../composer/index.ts";

/** Whether something is an object of names and values. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What was found under a name, and what is allowed there. */
export function wrong(name: string, found: unknown, allowed: string): ComposerError {
  const words = `${name} is ${JSON.stringify(found)}; allowed is ${allowed}`;
  return new ComposerError("request-invalid", words);
}
