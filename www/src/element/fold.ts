// A fold of the panel whose inside is loaded by who opens it.

import { make } from "./dom.ts";

/** `load` builds what is inside, once; `root` is the tree that the fold stands in. */
export function lazyFold(
  {
    part,
    title,
    className,
  }: { readonly part: string; readonly title: string; readonly className: string },
  asked: HTMLElement,
  load: (root: ShadowRoot) => Promise<readonly HTMLElement[]>,
  signal: AbortSignal,
): HTMLDetailsElement {
  const inside = make("div", { class: className });
  const summary = make("summary", {}, make("span", { class: "caption" }, title), asked);
  const fold = make("details", { class: "character", part }, summary, inside);
  let isLoaded = false;
  fold.addEventListener(
    "toggle",
    () => {
      const root = fold.getRootNode();
      if (!fold.open || isLoaded || !(root instanceof ShadowRoot)) return;
      isLoaded = true;
      load(root).then(
        (content) => !signal.aborted && inside.append(...content),
        // The next one to open it tries again.
        () => {
          isLoaded = false;
        },
      );
    },
    { signal },
  );
  return fold;
}
