import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Burst } from "./burst.ts";

const MOMENT_MS = 20;

function burst() {
  const shown: (readonly number[])[] = [];
  return { shown, burst: new Burst<number>(MOMENT_MS, (items) => shown.push(items)) };
}

describe("a burst", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("shows the first at once, and what follows within a moment together", () => {
    const { shown, burst: fresh } = burst();
    for (const item of [1, 2, 3]) fresh.add(item);
    expect(shown).toEqual([[1]]);
    vi.advanceTimersByTime(MOMENT_MS);
    fresh.add(4);
    expect(shown).toEqual([[1], [2, 3]]);
    vi.advanceTimersByTime(MOMENT_MS);
    expect(shown).toEqual([[1], [2, 3], [4]]);
  });

  it("shows what comes after a moment of silence at once", () => {
    const { shown, burst: fresh } = burst();
    fresh.add(1);
    vi.advanceTimersByTime(2 * MOMENT_MS);
    fresh.add(2);
    expect(shown).toEqual([[1], [2]]);
  });

  it("shows at its end what waits, once", () => {
    const { shown, burst: fresh } = burst();
    for (const item of [1, 2]) fresh.add(item);
    fresh.end();
    vi.advanceTimersByTime(2 * MOMENT_MS);
    expect(shown).toEqual([[1], [2]]);
  });

  it("lets go of what is void", () => {
    const { shown, burst: fresh } = burst();
    for (const item of [1, 2]) fresh.add(item);
    fresh.clear();
    fresh.add(3);
    vi.advanceTimersByTime(2 * MOMENT_MS);
    expect(shown).toEqual([[1], [3]]);
  });
});
