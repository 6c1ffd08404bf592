// What the attributes do to the state. They describe what one starts from, so they make no undo step.

import { styleOf } from "../composer/index.ts";
import type { Score } from "../score/index.ts";
import { headed, historyOf } from "../score/index.ts";
import type { Reading } from "./attributes.ts";
import { readBars, readKey, readStyle, readTakes, readTempo, readTheme } from "./attributes.ts";
import { FIRST_SETTINGS, styleHeader, stylePatch } from "./settings.ts";
import type { State, Store } from "./store.ts";

/** Attributes that change the state at once; the others need the element. */
export type StateAttribute =
  | "composer-style"
  | "bars"
  | "takes"
  | "key-signature"
  | "tempo"
  | "theme"
  | "loop"
  | "muted"
  | "autosave"
  | "readonly";

/** Takes an attribute in; null, or a value that is not understood, is the default. */
export function applyAttribute(store: Store, name: StateAttribute, value: string | null): void {
  switch (name) {
    case "composer-style": {
      const style = taken(store, readStyle(value ?? FIRST_SETTINGS.style)) ?? FIRST_SETTINGS.style;
      setSettings(store, stylePatch(style));
      if (store.draft.score.notes.length === 0) setHeader(store, styleHeader(styleOf(style)));
      return;
    }
    case "bars": {
      const bars = taken(store, readBars(value ?? String(FIRST_SETTINGS.bars)));
      return setSettings(store, { bars: bars ?? FIRST_SETTINGS.bars });
    }
    case "takes": {
      const takes = taken(store, readTakes(value ?? String(FIRST_SETTINGS.takes)));
      return setSettings(store, { takes: takes ?? FIRST_SETTINGS.takes });
    }
    case "key-signature": {
      const reading = readKey(value ?? "auto");
      taken(store, reading);
      if (reading.isUnderstood) setHeader(store, { key: reading.value });
      return;
    }
    case "tempo": {
      const tempo = value === null ? null : taken(store, readTempo(value));
      if (tempo === null) return;
      setHeader(store, { tempo });
      return setSettings(store, { isHeaderChosen: true });
    }
    case "theme":
      return store.update({ theme: taken(store, readTheme(value ?? "auto")) ?? "auto" });
    case "loop":
      return store.update({ isLooping: value !== null });
    case "muted":
      return store.update({ isMuted: value !== null });
    case "autosave":
      return store.update({ autosave: value });
    case "readonly":
      return store.update({ isReadonly: value !== null });
    default:
      return name satisfies never;
  }
}

/** The value that was read; null after one line about what was wrong with it. */
export function taken<Value>(store: Store, reading: Reading<Value>): Value | null {
  if (reading.isUnderstood) return reading.value;
  store.update({ message: { kind: "error", text: reading.remark } });
  return null;
}

function setSettings(store: Store, patch: Partial<State["settings"]>): void {
  store.update({ settings: { ...store.state.settings, ...patch } });
}

function setHeader(store: Store, header: Partial<Omit<Score, "notes">>): void {
  const { history } = store.state;
  const present = headed(history.present, header);
  const isFresh = history.past.length === 0 && history.future.length === 0;
  store.update({ history: isFresh ? historyOf(present) : { ...history, present } });
}
