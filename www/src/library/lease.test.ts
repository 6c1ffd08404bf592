import { expect, it } from "vitest";
import type { Locks } from "./lease.ts";
import { isLeased, leaseOf } from "./lease.ts";

/** Locks of one browser, shared by its pages, as far as this room uses them. */
function browser(): Locks {
  const held = new Map<string, Promise<unknown>>();
  async function request(name: string, ...rest: unknown[]): Promise<unknown> {
    const act = rest.at(-1) as (lock: Lock | null) => unknown;
    const { signal, ifAvailable } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const gone = new Promise<never>((_, reject) =>
      signal?.addEventListener("abort", () => reject(signal.reason)),
    );
    gone.catch(() => {});
    if (held.has(name) && ifAvailable === true) return act(null);
    while (held.has(name)) await Promise.race([held.get(name), gone]);
    const work = Promise.resolve(act({ name, mode: "exclusive" }));
    held.set(name, work);
    await work;
    held.delete(name);
    return undefined;
  }
  return { request } as Locks;
}

it("lets one page write a piece, and the next when that one is done", async () => {
  const locks = browser();
  const first = await leaseOf("a", locks);
  expect(first).not.toBe(null);
  expect(await isLeased("a", locks)).toBe(true);
  expect(await leaseOf("a", locks)).toBe(null);
  expect(await leaseOf("b", locks)).not.toBe(null);
  first?.release();
  expect(await leaseOf("a", locks)).not.toBe(null);
});

it("lets everybody write where the browser has no locks", async () => {
  expect(await leaseOf("a", null)).not.toBe(null);
  expect(await isLeased("a", null)).toBe(false);
});
