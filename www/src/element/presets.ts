// What an element is for: a player that is only heard, an exercise over a fixed melody, a pad to jam with.

import type { Note } from "../score/index.ts";
import { amended } from "../score/index.ts";
import { t } from "../words/index.ts";
import type { AnsweringElement } from "./answers.ts";
import { insideOf } from "./inside.ts";
import { buildJamPad } from "./jam-pad.ts";
import type { State, Store } from "./store.ts";
import { adoptSheet } from "./styles/adopt.ts";
import sheet from "./styles/presets.css?inline";

export const PRESETS = ["player", "exercise", "jam"] as const;

export type Preset = (typeof PRESETS)[number];

/** What each element has of its preset, and how it is given back. */
const lifetimes = new WeakMap<Element, AbortController>();

/** Gives an element a preset in the place of the one that it has; null for none. */
export function setPreset(element: AnsweringElement, preset: Preset | null): void {
  lifetimes.get(element)?.abort();
  const { store, studio } = insideOf(element);
  const root = element.shadowRoot;
  const composer = root?.querySelector<HTMLElement>(".composer");
  if (!root || !composer || studio === null) return;
  const lifetime = new AbortController();
  lifetimes.set(element, lifetime);
  const { signal } = lifetime;
  studio.desk.signal.addEventListener("abort", () => lifetime.abort(), { once: true, signal });
  adoptSheet(root, sheet);
  if (preset === null) composer.removeAttribute("data-preset");
  else composer.setAttribute("data-preset", preset);
  if (preset === "player") onlyPlay(element, store, signal);
  if (preset === "exercise") fixMelody(element, store, signal);
  if (preset === "jam") {
    const pad = buildJamPad(element, store, signal);
    composer.querySelector(".foot")?.prepend(pad);
    signal.addEventListener("abort", () => pad.remove(), { once: true });
  }
}

function onlyPlay(element: AnsweringElement, store: Store, signal: AbortSignal): void {
  store.update({ isReadonly: true, isPanelOpen: false });
  const giveBack = () => store.update({ isReadonly: element.hasAttribute("readonly") });
  signal.addEventListener("abort", giveBack, { once: true });
}

/** What the page has set stays as it is, for the composer and for people; all else may be written. */
function fixMelody(element: AnsweringElement, store: Store, signal: AbortSignal): void {
  let fixed: readonly Note[] = [];
  const fix = () => {
    const { history } = store.state;
    fixed = history.present.score.notes.filter(({ id }) => !history.present.origins.has(id));
    const locked = new Set(fixed.map(({ id }) => id));
    store.update({ history: amended(history, { ...history.present, locked }) });
  };
  fix();
  element.addEventListener("load", fix, { signal });
  element.addEventListener("scorechange", () => insideOf(element).isScripted && fix(), { signal });
  const guard = (state: State, before: State) => {
    const { history } = state;
    if (history === before.history || insideOf(element).isScripted || state.answering !== null)
      return;
    const notes = new Map(history.present.score.notes.map((note) => [note.id, note]));
    const { locked } = history.present;
    if (fixed.every((note) => isSame(note, notes.get(note.id)) && locked.has(note.id))) return;
    // A file that was opened has notes of its own, which are fixed when it has been read.
    if (/^(Open|Set) /.test(history.past.at(-1)?.name ?? "")) return;
    const text = t("The given notes stay as they are: write other voices, or press Harmonize.");
    store.update({ history: before.history, message: { kind: "remark", text } });
  };
  store.onChange(guard, signal);
}

function isSame(note: Note, other: Note | undefined): boolean {
  return (
    other !== undefined &&
    note.pitch === other.pitch &&
    note.onset === other.onset &&
    note.duration === other.duration &&
    note.voice === other.voice
  );
}
