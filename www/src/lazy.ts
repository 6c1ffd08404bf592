// A door for pages whose composers lie far down: a few lines, which bring the element when one comes near.

/** How far outside of what is seen counts as near: a screen, since all has to come first. */
const MARGIN = "100%";
const TAG = "antiphon-composer";
/** By its address, so that nothing of it is asked for before. */
const DOOR = import.meta.env.DEV ? "./index.ts" : "./antiphon.js";

/** Waits until a composer is near, or touched. */
function wait(): void {
  const over = new AbortController();
  const { signal } = over;
  const bring = () => {
    over.abort();
    // Whoever comes near again tries again.
    import(/* @vite-ignore */ new URL(/* @vite-ignore */ DOOR, import.meta.url).href).catch(() =>
      setTimeout(wait, 3000),
    );
  };
  const observer = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && bring(),
    { rootMargin: MARGIN, scrollMargin: MARGIN },
  );
  const look = () => {
    for (const element of document.getElementsByTagName(TAG)) observer.observe(element);
  };
  const watching = new MutationObserver(look);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    watching.disconnect();
  });
  for (const touch of ["pointerdown", "focusin"] as const) {
    const touched = ({ target }: Event) =>
      target instanceof Element && target.closest(TAG) && bring();
    addEventListener(touch, touched, { capture: true, signal });
  }
  watching.observe(document, { childList: true, subtree: true });
  look();
}

if (globalThis.customElements?.get(TAG) === undefined && typeof document !== "undefined") wait();
