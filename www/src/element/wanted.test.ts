import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { whenWanted } from "./wanted.ts";

/** What the browser would say, said by a test. */
const browser = {
  seen: (_isSeen: boolean) => {},
  options: {} as IntersectionObserverInit,
  idle: null as (() => void) | null,
};

class FakeObserver {
  #isWatching = true;

  constructor(tell: (entries: { isIntersecting: boolean }[]) => void, options = {}) {
    browser.options = options;
    browser.seen = (isIntersecting) => this.#isWatching && tell([{ isIntersecting }]);
  }

  observe() {}

  disconnect() {
    this.#isWatching = false;
  }
}

beforeEach(() => {
  browser.idle = null;
  vi.stubGlobal("IntersectionObserver", FakeObserver);
  vi.stubGlobal("requestIdleCallback", (act: () => void) => {
    browser.idle = act;
    return 1;
  });
  vi.stubGlobal("cancelIdleCallback", () => {
    browser.idle = null;
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function setUp() {
  const happened: string[] = [];
  const element = new EventTarget();
  const leaving = new AbortController();
  const wanted = { near: () => happened.push("near"), idle: () => happened.push("idle") };
  const waiting = whenWanted(element as Element, wanted, leaving.signal);
  return { happened, element, leaving, waiting };
}

describe("a composer", () => {
  it("is wanted when it is near, and its engine once the browser is idle", () => {
    const { happened } = setUp();
    browser.seen(false);
    expect(happened).toEqual([]);
    browser.seen(true);
    expect(happened).toEqual(["near"]);
    browser.idle?.();
    expect(happened).toEqual(["near", "idle"]);
  });

  it("is near half a screen before it is seen, also in a box that scrolls by itself", () => {
    setUp();
    expect(browser.options).toEqual({ rootMargin: "50%", scrollMargin: "50%" });
  });

  it("is wanted at once when somebody touches it, and only once", () => {
    for (const touch of ["pointerdown", "keydown", "dragenter"]) {
      const { happened, element, waiting } = setUp();
      element.dispatchEvent(new Event(touch));
      element.dispatchEvent(new Event(touch));
      waiting.hurry();
      browser.seen(true);
      browser.idle?.();
      expect(happened).toEqual(["near", "idle"]);
    }
  });

  it("does not wait for an idle browser once a program asks it for something", () => {
    const { happened, waiting } = setUp();
    browser.seen(true);
    waiting.hurry();
    expect(happened).toEqual(["near", "idle"]);
    expect(browser.idle).toBeNull();
  });

  it("is not wanted any more when it has left the page", () => {
    const { happened, element, leaving, waiting } = setUp();
    browser.seen(true);
    leaving.abort();
    browser.idle?.();
    element.dispatchEvent(new Event("pointerdown"));
    waiting.hurry();
    expect(happened).toEqual(["near"]);
  });

  it("lets a browser without idle callbacks finish its frame first", () => {
    vi.useFakeTimers();
    vi.stubGlobal("requestIdleCallback", undefined);
    const { happened } = setUp();
    browser.seen(true);
    expect(happened).toEqual(["near"]);
    vi.runAllTimers();
    expect(happened).toEqual(["near", "idle"]);
  });
});
