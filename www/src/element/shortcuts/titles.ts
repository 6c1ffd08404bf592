// Titles of buttons name keys, as in "Draw (D)". Where somebody has set others, the titles say those.

import type { ActionId } from "../actions.ts";
import { ACTIONS, keyMap } from "../actions.ts";
import { isMac, keyLabel } from "../key-tables.ts";

const ATTRIBUTES = ["title", "aria-label"] as const;
/** What shows the key of an action. */
const SHOWN = "[data-action], .voice[data-voice]";
/** The key at the end of a title; that of a voice stands before more words. */
const KEY = /\s?([(（])([^()（）]+|[()])([)）])$/;
const VOICE_KEY = /([(（])\d/;

/** The title with the key that an action has; "" for none. */
export function titleWith(title: string, key: string, isVoice = false): string {
  if (isVoice) return title.replace(VOICE_KEY, (_, open: string) => `${open}${key || "–"}`);
  return title.replace(KEY, (found, open: string, __, close: string) => {
    const space = found.startsWith(" ") ? " " : "";
    return key === "" ? "" : `${space}${open}${key}${close}`;
  });
}

/** Keeps the titles under an element true; gives what says that keys are others now. */
export function retitle(composer: HTMLElement, signal: AbortSignal): () => void {
  /** What stood there before, and what stands there instead. */
  const known = new WeakMap<Element, Map<string, { readonly first: string; shown: string }>>();
  const options = {
    attributes: true,
    attributeFilter: [...ATTRIBUTES],
    childList: true,
    subtree: true,
  };
  const mend = (element: Element): void => {
    const id = actionAt(element);
    if (id === null) return;
    const own = keyMap().get(id);
    const texts = known.get(element) ?? new Map<string, { first: string; shown: string }>();
    known.set(element, texts);
    for (const name of ATTRIBUTES) {
      const found = element.getAttribute(name);
      if (found === null) continue;
      const was = texts.get(name);
      const first = was?.shown === found ? was.first : found;
      const [stroke] = own ?? [];
      const key = stroke === undefined ? "" : keyLabel(stroke, isMac());
      const shown =
        own === undefined ? first : titleWith(first, key, !element.hasAttribute("data-action"));
      texts.set(name, { first, shown });
      if (shown !== found) element.setAttribute(name, shown);
    }
    const printed = element.querySelector("kbd");
    const keys = own ?? ACTIONS.find((action) => action.id === id)?.keys ?? [];
    if (printed !== null)
      printed.textContent = keys.map((each) => keyLabel(each, isMac())).join(" ");
  };
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes, type } of records) {
      if (type === "attributes" && target instanceof Element) mend(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const element of [node, ...node.querySelectorAll(SHOWN)]) mend(element);
      }
    }
    // What it wrote itself is no news.
    observer.takeRecords();
  });
  observer.observe(composer, options);
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  return () => {
    for (const element of composer.querySelectorAll(SHOWN)) mend(element);
    observer.takeRecords();
  };
}

function actionAt(element: Element): ActionId | null {
  if (!(element instanceof HTMLElement) || !element.matches(SHOWN)) return null;
  const { action, voice } = element.dataset;
  const id = action ?? `voice-${Number(voice) + 1}`;
  return ACTIONS.find((each) => each.id === id)?.id ?? null;
}
