// What the parts of the element may use: the store, and one way to have things done.

import type { ActionId } from "./actions.ts";
import type { Store } from "./store.ts";

/** Handed to every part when it is built. */
export interface Desk {
  readonly store: Store;
  /** Ends when the element leaves the page. */
  readonly signal: AbortSignal;
  do(action: ActionId): void;
}
