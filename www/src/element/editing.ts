// Edits that buttons and keys make: plain functions on a store.

import { partsWith, styleOf } from "../composer/index.ts";
import type { Edit, Keep, Note, NoteId, Passage, Score, Selection } from "../score/index.ts";
import {
  barAt,
  EMPTY_SELECTION,
  GRID_LENGTHS,
  gridBefore,
  headed,
  inserted,
  isPercussion,
  keepOf,
  lastBarEnd,
  lockToggled,
  passageOf,
  pruned,
  rangeOf,
  recorded,
  redone,
  removed,
  revoiced,
  STRAIGHT,
  selectionOf,
  tick,
  undone,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import { copiedPassage, copyPassage } from "./clipboard.ts";
import { styleHeader, stylePatch } from "./settings.ts";
import { isFree, type State, type Store } from "./store.ts";

/** Records an edit and what is selected after it. */
export function applyEdit(store: Store, edit: Edit, selection: Selection): void {
  const { state } = store;
  if (!isFree(state)) return;
  store.update({
    history: recorded(state.history, edit),
    selection,
    region: null,
    isHinting: false,
    message: null,
  });
}

/** Changes title, key, metre, tempo or parts. */
export function changeHeader(
  store: Store,
  name: string,
  header: Partial<Omit<Score, "notes">>,
): void {
  const { state, draft } = store;
  if (!isFree(state)) return;
  const isHeaderChosen =
    state.settings.isHeaderChosen || "tempo" in header || "timeSignatures" in header;
  store.update({
    history: recorded(state.history, { name, draft: headed(draft, header) }),
    settings: { ...state.settings, isHeaderChosen },
  });
}

/** Chooses the style of the next answers; an empty piece becomes one of that style. */
export function chooseStyle(store: Store, id: string): void {
  const style = styleOf(id);
  const isEmpty = store.draft.score.notes.length === 0;
  if (isEmpty) changeHeader(store, t("Choose style"), styleHeader(style));
  const { settings, voice } = store.state;
  const patch = stylePatch(id);
  const bars = isEmpty ? style.bars : settings.bars;
  store.update({
    settings: { ...settings, ...patch, bars, isHeaderChosen: false },
    voice: patch.voices.includes(voice) ? voice : (patch.voices[0] ?? voice),
  });
}

export function undo(store: Store): void {
  walk(store, undone(store.state.history));
}

export function redo(store: Store): void {
  walk(store, redone(store.state.history));
}

export function selectAll(store: Store): void {
  const { isFocused, voice } = store.state;
  const notes = store.draft.score.notes.filter((note) => !isFocused || note.voice === voice);
  store.update({ selection: selectionOf(notes), region: null });
}

export function copy(store: Store): void {
  copyPassage(passageOf(store.draft.score, store.state.selection));
}

export function cut(store: Store): void {
  copy(store);
  deleteSelected(store);
}

/** Puts what was copied at the playhead. */
export function paste(store: Store): void {
  const { state, draft } = store;
  const start = gridBefore(draft.score, state.position, gridTicks(state));
  insert(store, t("Paste"), copiedPassage(), start);
}

/** Puts a copy right after the selection: on the next bar line when the selection spans bars. */
export function duplicate(store: Store): void {
  const passage = passageOf(store.draft.score, store.state.selection);
  const range = rangeOf(passage.notes);
  if (range === null) return;
  const first = barAt(store.draft.score, range.start);
  const last = barAt(store.draft.score, tick(range.end - 1));
  const offset = last.index > first.index ? range.start - first.start : 0;
  const start = last.index > first.index ? tick(last.end + offset) : range.end;
  insert(store, t("Duplicate"), passage, start);
}

export function deleteSelected(store: Store): void {
  const { state, draft } = store;
  if (state.selection.size === 0) return;
  const name = t("Delete {count} notes", { count: state.selection.size }, "Delete note");
  applyEdit(store, { name, draft: removed(draft, state.selection) }, EMPTY_SELECTION);
}

/** What each lock is called on the undo button. */
export const LOCKS = { all: "Lock notes", rhythm: "Lock rhythm", pitch: "Lock pitch" } as const;

/** Locks the selected notes, as a whole or in part; unlocks them where all are locked so. */
export function toggleLock(store: Store, keep: Keep): void {
  const { state, draft } = store;
  if (state.selection.size === 0) return;
  const isLocked = [...state.selection].every((id) => keepOf(draft, id) === keep);
  const name = t(isLocked ? "Unlock notes" : LOCKS[keep]);
  applyEdit(store, { name, draft: lockToggled(draft, state.selection, keep) }, state.selection);
}

/** Chooses the voice to write; selected notes go to it when `isMoving`. */
export function chooseVoice(store: Store, voice: Note["voice"], isMoving: boolean): void {
  // Whoever writes drums needs a kit first.
  const { score } = store.draft;
  const parts = partsWith(score.parts, styleOf(store.state.settings.style), [voice]);
  if (isPercussion({ parts }, voice) && parts !== score.parts) {
    changeHeader(store, t("Add drums"), { parts });
  }
  store.update({ voice });
  const { selection } = store.state;
  if (!isMoving || selection.size === 0) return;
  applyEdit(
    store,
    { name: t("Change voice"), draft: revoiced(store.draft, selection, voice) },
    selection,
  );
}

/** The chosen grid in ticks. */
export function gridTicks(state: State): (typeof GRID_LENGTHS)[number]["ticks"] {
  const found = GRID_LENGTHS.find((length) => length.id === state.grid) ?? GRID_LENGTHS[2];
  if (found === undefined) throw new Error("invariant: there are grid lengths");
  return found.ticks;
}

/** The swing of the chosen grid: dotted ones, triplets and long ones have none. */
export function gridSwing({ grid, swing }: State): number {
  return /^1\/(8|16|32)$/.test(grid) ? swing : STRAIGHT;
}

/** Where the piece ends, for the position readout and for Play. */
export function pieceEnd(state: State): ReturnType<typeof lastBarEnd> {
  return lastBarEnd(state.history.present.score);
}

/** Puts a passage in; its notes are selected then. */
export function insert(
  store: Store,
  name: string,
  passage: Passage | null,
  start: Note["onset"],
): void {
  if (passage === null) return;
  const { draft, ids } = inserted(store.draft, passage, start);
  applyEdit(store, { name, draft }, new Set<NoteId>(ids));
}

function walk(store: Store, history: State["history"]): void {
  const { state } = store;
  if (history === state.history || !isFree(state)) return;
  const { score } = history.present;
  const before = new Set(state.history.present.score.notes);
  // What came back is selected, so that one sees what undo did.
  const back = score.notes.filter((note) => !before.has(note));
  const selection = back.length < score.notes.length ? selectionOf(back) : EMPTY_SELECTION;
  store.update({ history, selection: pruned(selection, score), region: null, message: null });
}
