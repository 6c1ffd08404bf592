// Waiting for the new key of an action: what a press leads to, and what is said of it.

import { t } from "../../words/index.ts";
import type { ActionId, KeyMap, KeyStroke } from "../actions.ts";
import { ACTIONS, keyMap } from "../actions.ts";
import { isMac, keyLabel } from "../key-tables.ts";
import type { Refusal } from "./key-map.ts";
import { changedIn, holderOf, keysIn, refusalOf, strokeOf, withKey } from "./key-map.ts";

/** Where waiting has led. */
export type Caught =
  | { readonly kind: "waiting"; readonly words: string }
  | { readonly kind: "held"; readonly words: string; readonly stroke: KeyStroke }
  | { readonly kind: "set"; readonly words: string; readonly map: KeyMap }
  | { readonly kind: "left"; readonly words: string };

/** What to do before anything is pressed. */
export function asking(id: ActionId): Caught {
  const words = t("Press the new key for “{action}”. Esc leaves it as it is.", {
    action: nameOf(id),
  });
  return { kind: "waiting", words };
}

/**
 * What a key press leads to; null for one that says nothing yet, such as Shift alone. `asked` is the key that
 * somebody else was found to have: pressed once more, it changes hands.
 */
export function caught(id: ActionId, event: KeyboardEvent, asked: KeyStroke | null): Caught | null {
  const stroke = strokeOf(event);
  if (stroke === null) return null;
  if (stroke.key === "Escape") {
    return { kind: "left", words: t("“{action}” keeps its key.", { action: nameOf(id) }) };
  }
  const key = keyLabel(stroke, isMac());
  const refusal = refusalOf(id, stroke, event.altKey);
  if (refusal !== null) return { kind: "waiting", words: refusedWords(refusal, key) };
  const holder = holderOf(keyMap(), stroke, id);
  if (holder !== null && JSON.stringify(asked) !== JSON.stringify(stroke)) {
    const words = t(
      "{key} is the key of “{holder}”. Press it once more to take it from there, or press another.",
      { key, holder: nameOf(holder) },
    );
    return { kind: "held", words, stroke };
  }
  const map = withKey(keyMap(), id, stroke);
  return { kind: "set", map, words: changeWords(keyMap(), map, id) };
}

/** What a change of keys has led to, for the one whose key was set and for those that lost theirs. */
export function changeWords(before: KeyMap, after: KeyMap, id: ActionId): string {
  const keys = keysIn(after, id).map((stroke) => keyLabel(stroke, isMac()));
  const action = nameOf(id);
  const first =
    keys.length === 0
      ? t("“{action}” has no key now.", { action })
      : t("“{action}” has the key {key} now.", { action, key: keys.join(t(" or ")) });
  const losers = changedIn(before, after).filter(
    (other) => other !== id && keysIn(after, other).length === 0,
  );
  const rest = losers.map((other) => t("“{action}” has no key now.", { action: nameOf(other) }));
  return [first, ...rest].join(" ");
}

/** What an action is called. */
export function nameOf(id: ActionId): string {
  return t(ACTIONS.find((action) => action.id === id)?.label ?? id);
}

function refusedWords(refusal: Refusal, key: string): string {
  switch (refusal) {
    case "browser":
      return t("{key} belongs to the browser. Press another key.", { key });
    case "roll":
      return t("{key} moves about the roll or edits there. Press another key.", { key });
    case "alt":
      return t("Keys with Alt write letters or open menus. Press one without it.");
    default:
      return refusal satisfies never;
  }
}
