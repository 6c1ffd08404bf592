// Keys that somebody has set: which key does what, who holds one already, and which cannot be had. Pure: a map
// in, a map out. What is not in a map has the keys of the table.

import type { ActionId, KeyMap, KeyStroke } from "../actions.ts";
import { ACTIONS } from "../actions.ts";

/** Why a key cannot be had. */
export type Refusal = "browser" | "roll" | "alt";

const MODIFIERS: ReadonlySet<string> = new Set([
  "Alt",
  "AltGraph",
  "CapsLock",
  "Control",
  "Dead",
  "Fn",
  "Hyper",
  "Meta",
  "NumLock",
  "OS",
  "Process",
  "Shift",
  "Super",
  "Unidentified",
]);

/** What the roll answers to itself, or a dialog, when nothing is held beside it. */
const ROLL_KEYS: ReadonlySet<string> = new Set([
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "End",
  "Enter",
  "Escape",
  "Home",
  "PageDown",
  "PageUp",
]);
const DELETES: ReadonlySet<string> = new Set(["Delete", "Backspace"]);

/** What browsers do not give away, or nobody should take from them. */
const BROWSER_KEYS: ReadonlySet<string> = new Set(["Tab", "F5", "F6", "F11", "F12"]);
const BROWSER_MOD_KEYS: ReadonlySet<string> = new Set([
  ..."lnqrtw0123456789+-=",
  "Tab",
  "F4",
  "F5",
]);

/** The key of an event; null while only a modifier is held, or a letter is still being put together. */
export function strokeOf(event: KeyboardEvent): KeyStroke | null {
  if (MODIFIERS.has(event.key) || event.isComposing) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const hasMod = event.ctrlKey || event.metaKey;
  // Without Ctrl the key itself says what Shift makes of it.
  return {
    key,
    ...(hasMod ? { hasMod } : {}),
    ...(hasMod && event.shiftKey ? { hasShift: true } : {}),
  };
}

/** Why an action cannot have a key; null where it can. */
export function refusalOf(
  id: ActionId,
  { key, hasMod = false }: KeyStroke,
  hasAlt = false,
): Refusal | null {
  if (hasAlt) return "alt";
  if (BROWSER_KEYS.has(key) || (hasMod && BROWSER_MOD_KEYS.has(key))) return "browser";
  if (hasMod) return null;
  if (DELETES.has(key)) return id === "delete" ? null : "roll";
  return ROLL_KEYS.has(key) ? "roll" : null;
}

/** The keys of an action. */
export function keysIn(map: KeyMap, id: ActionId): readonly KeyStroke[] {
  return map.get(id) ?? firstKeys(id);
}

/** The keys that an action has in the table. */
export function firstKeys(id: ActionId): readonly KeyStroke[] {
  return ACTIONS.find((action) => action.id === id)?.keys ?? [];
}

/** Which other action has a key; null where none has. */
export function holderOf(map: KeyMap, stroke: KeyStroke, except: ActionId): ActionId | null {
  const held = ACTIONS.find(
    ({ id }) => id !== except && keysIn(map, id).some((other) => isSame(other, stroke)),
  );
  return held?.id ?? null;
}

/** The map in which an action has this key and no other; who held it loses it. */
export function withKey(map: KeyMap, id: ActionId, stroke: KeyStroke): KeyMap {
  return withKeys(map, id, [stroke]);
}

/** The map in which an action has no key. */
export function withoutKey(map: KeyMap, id: ActionId): KeyMap {
  return withKeys(map, id, []);
}

/** The map in which an action has its first keys again; who holds them loses them, what it took goes back. */
export function restored(map: KeyMap, id: ActionId): KeyMap {
  const next = new Map(withKeys(map, id, firstKeys(id)));
  for (const { id: other, keys } of ACTIONS) {
    const isRobbed = keysIn(map, other).length === 0 && keys.some((key) => hasKey(map, id, key));
    if (isRobbed && keys.every((key) => holderOf(next, key, other) === null)) next.delete(other);
  }
  return next;
}

/** Whose keys are others in one map than in another. */
export function changedIn(before: KeyMap, after: KeyMap): readonly ActionId[] {
  return ACTIONS.map(({ id }) => id).filter(
    (id) => !areSame(keysIn(before, id), keysIn(after, id)),
  );
}

/** A map as text, to be kept. */
export function written(map: KeyMap): string {
  return JSON.stringify(Object.fromEntries(map));
}

/** What was kept, as far as this page understands it: older and newer ones may have had other actions. */
export function readKeys(text: string | null): KeyMap {
  let map: KeyMap = new Map();
  for (const [id, keys] of entriesOf(text)) {
    const action = ACTIONS.find((each) => each.id === id);
    if (action === undefined || !Array.isArray(keys)) continue;
    const strokes = keys.flatMap(strokeFrom).filter((key) => refusalOf(action.id, key) === null);
    if (strokes.length === keys.length) map = withKeys(map, action.id, strokes);
  }
  return map;
}

function entriesOf(text: string | null): readonly (readonly [string, unknown])[] {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    return typeof kept === "object" && kept !== null ? Object.entries(kept) : [];
  } catch {
    return [];
  }
}

function strokeFrom(value: unknown): readonly KeyStroke[] {
  if (typeof value !== "object" || value === null) return [];
  const { key, hasMod, hasShift } = value as Record<string, unknown>;
  if (typeof key !== "string" || key === "" || key.length > 24) return [];
  return [
    { key, ...(hasMod === true ? { hasMod } : {}), ...(hasShift === true ? { hasShift } : {}) },
  ];
}

function withKeys(map: KeyMap, id: ActionId, strokes: readonly KeyStroke[]): KeyMap {
  const next = new Map(map);
  for (const { id: other } of ACTIONS) {
    if (other === id) continue;
    const keys = keysIn(map, other);
    const kept = keys.filter((key) => !strokes.some((stroke) => isSame(stroke, key)));
    if (kept.length < keys.length) put(next, other, kept);
  }
  put(next, id, strokes);
  for (const { id: other } of ACTIONS) {
    // Who has lost the last key gets its first ones back where nobody holds them.
    const isBare =
      other !== id && keysIn(map, other).length > 0 && keysIn(next, other).length === 0;
    const isFree = firstKeys(other).every((key) => holderOf(next, key, other) === null);
    if (isBare && isFree) next.delete(other);
  }
  return next;
}

/** What is as in the table is not kept. */
function put(
  map: Map<ActionId, readonly KeyStroke[]>,
  id: ActionId,
  keys: readonly KeyStroke[],
): void {
  if (areSame(keys, firstKeys(id))) map.delete(id);
  else map.set(id, keys);
}

function hasKey(map: KeyMap, id: ActionId, stroke: KeyStroke): boolean {
  return keysIn(map, id).some((key) => isSame(key, stroke));
}

function areSame(a: readonly KeyStroke[], b: readonly KeyStroke[]): boolean {
  return a.length === b.length && a.every((key, index) => isSame(key, b[index]));
}

function isSame(a: KeyStroke, b: KeyStroke | undefined): boolean {
  if (b === undefined || a.key !== b.key || (a.hasMod ?? false) !== (b.hasMod ?? false))
    return false;
  return a.hasMod !== true || (a.hasShift ?? false) === (b.hasShift ?? false);
}
