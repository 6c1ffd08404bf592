// The browser's database as promises: one for pieces, one row a step.

import { t } from "../words/index.ts";

/** Why nothing could be kept or read. */
export type LibraryTrouble = "blocked" | "full" | "unreadable";

/** The only error that this room throws. */
export class LibraryError extends Error {
  readonly trouble: LibraryTrouble;

  constructor(trouble: LibraryTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "LibraryError";
    this.trouble = trouble;
  }
}

export const PIECES = "pieces";
export const STEPS = "steps";

const NAME = "antiphon";
const VERSION = 1;

/** Opens the database; fails with "blocked" where the browser keeps nothing. */
export function openDatabase(factory: () => IDBFactory = () => indexedDB): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(new LibraryError("blocked", t("the browser keeps nothing for this page"), { cause }));
    try {
      const request = factory().open(NAME, VERSION);
      request.addEventListener("upgradeneeded", () => {
        request.result.createObjectStore(PIECES, { keyPath: "id" });
        request.result.createObjectStore(STEPS, { keyPath: ["piece", "seq"] });
      });
      request.addEventListener("error", () => fail(request.error));
      request.addEventListener("blocked", () => fail(request.error));
      request.addEventListener("success", () => {
        const database = request.result;
        // A newer page in another tab must not wait for this one.
        database.addEventListener("versionchange", () => database.close());
        resolve(database);
      });
    } catch (thrown) {
      // Frames without an origin may not even look for it.
      fail(thrown);
    }
  });
}

/** The result of a request. */
export function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(troubleFrom(request.error)));
  });
}

/** Resolves once everything of a transaction is kept; rejects where none of it is. */
export function settled(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(troubleFrom(transaction.error)));
  });
}

/** Anything thrown, as the error of this room. */
export function troubleFrom(thrown: unknown): LibraryError {
  if (thrown instanceof LibraryError) return thrown;
  const isFull = thrown instanceof DOMException && thrown.name === "QuotaExceededError";
  return isFull
    ? new LibraryError("full", t("the browser's storage is full"), { cause: thrown })
    : new LibraryError("blocked", t("the browser could not keep it"), { cause: thrown });
}
