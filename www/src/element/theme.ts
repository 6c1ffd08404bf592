// Light or dark: what the attribute says, or what the reader's system wishes.

import type { Store } from "./store.ts";

/** Keeps `data-theme` of the inner element right, and has the canvas coloured again when it turns. */
export function watchTheme(
  store: Store,
  composer: HTMLElement,
  recolour: () => void,
  signal: AbortSignal,
): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)");
  const apply = (): void => {
    const { theme } = store.state;
    const isDark = theme === "dark" || (theme === "auto" && dark.matches);
    composer.dataset["theme"] = isDark ? "dark" : "light";
    recolour();
    if (forced.matches) void dress(composer).then(recolour, () => {});
  };
  dark.addEventListener("change", apply, { signal });
  forced.addEventListener("change", apply, { signal });
  // A page may change its colours: paper and ink turn in a moment that is told.
  const turned = ({ target }: Event) => target === composer && recolour();
  composer.addEventListener("transitionend", turned, { signal });
  store.onChange((state, before) => {
    if (state.theme !== before.theme) apply();
  }, signal);
  apply();
}

/** The styles of forced colours come to whoever forces them. */
async function dress(composer: HTMLElement): Promise<void> {
  const { dressForced } = await import("./forced-look.ts");
  const root = composer.getRootNode();
  if (root instanceof ShadowRoot) dressForced(root);
}
