// The keys that somebody has set, in the browser's storage and in use: for all composers of one origin.

import type { KeyMap } from "../actions.ts";
import { chooseKeys, keyMap, OWN_KEYS } from "../actions.ts";
import { readKeys, written } from "./key-map.ts";
import { retitle } from "./titles.ts";

/** Who shows keys, and shows them anew when they change. */
const watchers = new Set<() => void>();
const shown = new WeakSet<HTMLElement>();
let isListening = false;

/** Takes out what was kept; keys are shown as they are until `signal` aborts. */
export function showOwnKeys(composer: HTMLElement, signal: AbortSignal): void {
  if (!isListening) {
    isListening = true;
    takeOut();
    // Another tab may set keys too.
    window.addEventListener(
      "storage",
      ({ key }) => (key === OWN_KEYS || key === null) && takeOut(),
    );
  }
  if (shown.has(composer)) return;
  shown.add(composer);
  watchKeys(retitle(composer, signal), signal);
}

/** Calls now and whenever keys change. */
export function watchKeys(watcher: () => void, signal: AbortSignal): void {
  watcher();
  watchers.add(watcher);
  signal.addEventListener("abort", () => watchers.delete(watcher), { once: true });
}

/** Uses keys from now on, and keeps them. */
export function setOwnKeys(map: KeyMap): void {
  try {
    if (map.size === 0) localStorage.removeItem(OWN_KEYS);
    else localStorage.setItem(OWN_KEYS, written(map));
  } catch {
    // Then they last as long as the page.
  }
  use(map);
}

function takeOut(): void {
  try {
    use(readKeys(localStorage.getItem(OWN_KEYS)));
  } catch {
    // Frames without an origin have no storage.
  }
}

function use(map: KeyMap): void {
  if (map.size === 0 && keyMap().size === 0) return;
  chooseKeys(map);
  for (const watcher of [...watchers]) watcher();
}
