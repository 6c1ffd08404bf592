// Who writes a piece: one page at a time, or two tabs would undo each other's work.

/** The right to write a piece. */
export interface Lease {
  /** Lets others write it. */
  release(): void;
}

/** A page that reloads may find its own earlier self still there for a moment. */
const PATIENCE_MS = 400;

/** Where locks come from; null where the browser has none, and every page may write. */
export type Locks = Pick<LockManager, "request">;

/** Takes the right to write a piece; null where another page has it. */
export async function leaseOf(
  piece: string,
  locks: Locks | null = browserLocks(),
): Promise<Lease | null> {
  if (locks === null) return { release() {} };
  const name = `antiphon-piece-${piece}`;
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (lock === null) return undefined;
      return new Promise((release) => resolve({ release }));
    };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    locks.request(name, { signal }, held).catch(() => resolve(null));
  });
}

/** Whether another page, or another composer of this one, writes a piece now. */
export async function isLeased(
  piece: string,
  locks: Locks | null = browserLocks(),
): Promise<boolean> {
  if (locks === null) return false;
  return locks.request(
    `antiphon-piece-${piece}`,
    { ifAvailable: true },
    async (lock) => lock === null,
  );
}

function browserLocks(): Locks | null {
  // Pages without a secure origin have none.
  return "locks" in navigator ? navigator.locks : null;
}
