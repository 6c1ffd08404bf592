// What somebody has set and finds again after a reload: rules, explanations, and what a whole piece is to be.

import { PLAIN_MIX } from "../audio/index.ts";
import { FIRST_WISH } from "./order/wish.ts";
import { FIRST_RULES } from "./rules/rules.ts";
import type { State, Store } from "./store.ts";

/** In the browser's storage, for all composers of one origin. */
const NAME = "antiphon";

/** Where it is kept; throws where the browser keeps nothing. */
export type Cupboard = Pick<Storage, "getItem" | "setItem">;

/** Takes out what was kept, and keeps what changes until `signal` aborts. */
export function keepsakes(store: Store, signal: AbortSignal, cupboard = browserCupboard()): void {
  if (cupboard === null) return;
  const { settings } = store.state;
  const kept = readKept(cupboard);
  store.update({
    settings: {
      ...settings,
      rules: mended(kept["rules"], FIRST_RULES),
      isExplained: mended(kept["isExplained"], false),
    },
    wish: mended(kept["wish"], FIRST_WISH),
    isCountInOn: mended(kept["isCountInOn"], false),
    mix: {
      ...PLAIN_MIX,
      reverb: mended(kept["reverb"], PLAIN_MIX.reverb),
      isSampled: mended(kept["isSampled"], PLAIN_MIX.isSampled),
    },
  });
  store.onChange((state, before) => {
    if (state === before || isSame(state, before)) return;
    try {
      const { rules, isExplained } = state.settings;
      const { wish, isCountInOn, mix } = state;
      const { reverb, isSampled } = mix;
      const kept = { rules, isExplained, wish, isCountInOn, reverb, isSampled };
      cupboard.setItem(NAME, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage keeps nothing; all else works.
    }
  }, signal);
}

/**
 * A value as far as it has the shape of an example, and the example where it has not: what an older page has
 * kept, or somebody has written there, is no reason to fail.
 */
export function mended<Value>(found: unknown, example: Value): Value {
  if (Array.isArray(example)) {
    const isPlain = (item: unknown) => typeof item === "string" || Number.isFinite(item);
    return (Array.isArray(found) && found.every(isPlain) ? found : example) as Value;
  }
  if (typeof example !== "object" || example === null) {
    const isText = example === null && (found === null || typeof found === "string");
    return isText || (typeof found === typeof example && found !== null)
      ? (found as Value)
      : example;
  }
  const fields = typeof found === "object" && found !== null ? found : {};
  const entries = Object.entries(example).map(([name, value]) => [
    name,
    mended(Reflect.get(fields, name), value),
  ]);
  return Object.fromEntries(entries);
}

function isSame(state: State, before: State): boolean {
  const { rules, isExplained } = state.settings;
  const was = before.settings;
  return (
    rules === was.rules &&
    isExplained === was.isExplained &&
    state.wish === before.wish &&
    state.isCountInOn === before.isCountInOn &&
    state.mix === before.mix
  );
}

function readKept(cupboard: Cupboard): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(cupboard.getItem(NAME) ?? "{}");
    return typeof kept === "object" && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}

function browserCupboard(): Cupboard | null {
  try {
    return localStorage;
  } catch {
    // Frames without an origin have none.
    return null;
  }
}
