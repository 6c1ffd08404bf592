// A promise that somebody else settles.

import type { ComposerError } from "./errors.ts";

/** The promise of `open`, settled by the worker's answer. */
export interface Opening {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: ComposerError): void;
}

/** One that is still open. */
export function newOpening(): Opening {
  let resolve = () => {};
  let reject: (error: ComposerError) => void = () => {};
  const promise = new Promise<void>((onDone, onError) => {
    resolve = onDone;
    reject = onError;
  });
  // Whoever waits hears of it; nobody waiting is no error.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
