// Where keeping begins: what keeps the piece is loaded when there is something to keep, or to open again.

import { EMPTY_DRAFT, historyOf } from "../score/index.ts";
import type { Keeping } from "./keeping/keeping.ts";
import type { Store } from "./store.ts";

/** What keeps the pieces of an element, of one attached twice too. */
const keepers = new WeakMap<Store, Promise<Keeping>>();

/** Under this name, and what `autosave` says, stands which piece was open last. */
const LAST = "antiphon-piece";

/** What keeping is told by who shows the piece. */
export interface KeepingHost {
  readonly store: Store;
  readonly signal: AbortSignal;
  /** Whether something else is about to be shown, so that the last piece stays where it is. */
  readonly isAnew: boolean;
  /** Another piece is there. */
  opened(): void;
}

/** Keeps the piece as long as the attribute says so; gives who keeps it. */
export function autosave(host: KeepingHost): () => Promise<Keeping> {
  const { store, signal } = host;
  const begin = (isBack: boolean): Promise<Keeping> => {
    const keeper =
      keepers.get(store) ?? import("./keeping/keeping.ts").then(({ keeperOf }) => keeperOf(store));
    keepers.set(store, keeper);
    // Who asks again tries again.
    keeper.catch(() => keepers.delete(store));
    return keeper.then((keeping) => keeping.attach(host, isBack).then(() => keeping));
  };
  let keeping: Promise<Keeping> | null = null;
  const load = (isBack = false) => {
    keeping ??= begin(isBack);
    keeping.catch(() => {
      keeping = null;
    });
    return keeping;
  };
  store.onChange((state, before) => {
    if (state.autosave === null || keeping !== null) return;
    const isFirst = state === before;
    if (isFirst && (keepers.has(store) || lastPiece(state.autosave) !== null)) {
      const isBack = !keepers.has(store) && !host.isAnew;
      void load(isBack).catch(() => {});
      // Nobody should begin to write on the example that is about to give way.
      if (isBack) store.update({ history: historyOf(EMPTY_DRAFT), isHinting: false });
    } else if (state.history !== before.history) void load().catch(() => {});
  }, signal);
  return load;
}

/** Whoever keeps the pieces of a store; null where nobody does yet. */
export function keeperFor(store: Store): Promise<Keeping> | null {
  return keepers.get(store) ?? null;
}

/** The piece that was open last: in this tab, else in any. */
export function lastPiece(name: string): string | null {
  try {
    return sessionStorage.getItem(LAST + name) ?? localStorage.getItem(LAST + name);
  } catch {
    // Frames without an origin have no storage.
    return null;
  }
}

/** Remembers which piece is open. */
export function rememberPiece(name: string, id: string): void {
  try {
    sessionStorage.setItem(LAST + name, id);
    localStorage.setItem(LAST + name, id);
  } catch {
    // Then another visit begins with the example; the piece is in the library.
  }
}
