// When a composer is wanted: before it is seen, or as soon as somebody touches it.

/** How far outside of what is seen a composer counts as near: half a screen. */
const MARGIN = "50%";
/** A page that is never idle has to bear the engine's start after all. */
const IDLE_PATIENCE_MS = 3_000;
/** Safari has no idle callbacks: what is due in this frame comes first. */
const NO_IDLE_MS = 200;

/** What happens when a composer is wanted; each is called at most once. */
export interface Wanted {
  /** It is near what is seen, or somebody has touched it. */
  near(): void;
  /** It is near and the browser has time, or somebody has touched it. */
  idle(): void;
}

/** The promise of both, which may be redeemed early. */
export interface Waiting {
  /** Somebody acts: nothing is put off any longer. */
  hurry(): void;
}

/** Waits until an element is wanted, or `signal` aborts. */
export function whenWanted(element: Element, wanted: Wanted, signal: AbortSignal): Waiting {
  const waiting = new AbortController();
  const { signal: over } = waiting;
  let isNear = false;
  const near = () => {
    if (isNear || over.aborted) return;
    isNear = true;
    wanted.near();
  };
  const hurry = () => {
    if (over.aborted) return;
    near();
    waiting.abort();
    wanted.idle();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      near();
      whenIdle(hurry, over);
    },
    // The one for the window, the other for boxes of the page that scroll by themselves.
    { rootMargin: MARGIN, scrollMargin: MARGIN },
  );
  observer.observe(element);
  over.addEventListener("abort", () => observer.disconnect(), { once: true });
  signal.addEventListener("abort", () => waiting.abort(), { once: true, signal: over });
  for (const touch of ["pointerdown", "keydown", "dragenter"] as const) {
    element.addEventListener(touch, hurry, { capture: true, passive: true, signal: over });
  }
  return { hurry };
}

function whenIdle(act: () => void, signal: AbortSignal): void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(act, NO_IDLE_MS);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    return;
  }
  const handle = requestIdleCallback(act, { timeout: IDLE_PATIENCE_MS });
  signal.addEventListener("abort", () => cancelIdleCallback(handle), { once: true });
}
