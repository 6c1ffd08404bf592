// What an element keeps out of its page's sight, and the ground that its classes stand on.

import type { ComposerError } from "../composer/index.ts";
import type { Store } from "./store.ts";
import type { Studio } from "./studio.ts";

/** The private side of one element, which its classes share. */
export interface Inside {
  readonly store: Store;
  /** Null in browsers that know no form controls of a page's own. */
  readonly internals: ElementInternals | null;
  /** Null while the element is in no document. */
  studio: Studio | null;
  /** Settles when the file that is being opened is shown, or cannot be. */
  opening: Promise<void> | null;
  /** Whether somebody steers it. */
  isSteered: boolean;
  /** Whether the page, and not a person, changes the piece. */
  isScripted: boolean;
}

const insides = new WeakMap<object, Inside>();

/** Keeps the private side of a new element. */
export function keepInside(element: object, inside: Inside): void {
  insides.set(element, inside);
}

/** The private side of an element. */
export function insideOf(element: object): Inside {
  const inside = insides.get(element);
  if (inside === undefined) throw new TypeError("Illegal invocation");
  return inside;
}

/** `HTMLElement`; where there is none, as on a server, a class that nobody makes anything of. */
export const PageElement: typeof HTMLElement =
  globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** Tells listeners of an element, and nobody above it. */
export function tell(element: EventTarget, name: string, detail: object | null = null): void {
  element.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Sets, changes or takes away an attribute. */
export function reflect(element: Element, name: string, value: string | boolean | null): void {
  if (value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Tells a failure as the event "error". */
export function tellError(element: EventTarget, error: ComposerError): void {
  tell(element, "error", { error });
}
