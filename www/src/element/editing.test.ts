import { beforeEach, describe, expect, it } from "vitest";
import { BASS, draftOf, historyOf, noteId, selectionOf, tick, undoName } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import * as editing from "./editing.ts";
import { Store } from "./store.ts";

let store = new Store();

function onsets(): readonly number[] {
  return store.draft.score.notes.map((note) => note.onset);
}

beforeEach(() => {
  store = new Store();
  store.update({ history: historyOf(draftOf(scoreOf(line("G4 A4 B4 C5 D5*4")))) });
});

describe("editing", () => {
  it("pastes at the playhead, on the grid, and selects what it pasted", () => {
    store.update({ selection: new Set([noteId(2), noteId(3)]), position: tick(3900) });
    editing.copy(store);
    editing.paste(store);
    expect(onsets().slice(-2)).toEqual([3840, 4320]);
    expect(store.state.selection.size).toBe(2);
    expect(undoName(store.state.history)).toBe("Paste");
  });

  it("duplicates inside a bar right after the notes", () => {
    store.update({ selection: new Set([noteId(1)]) });
    editing.duplicate(store);
    expect(onsets()).toEqual([0, 480, 480, 960, 1440, 1920]);
  });

  it("duplicates whole bars on the next bar line", () => {
    store.update({ selection: selectionOf(store.draft.score.notes) });
    editing.duplicate(store);
    expect(onsets().slice(5)).toEqual([3840, 4320, 4800, 5280, 5760]);
  });

  it("selects what undo brought back", () => {
    store.update({ selection: new Set([noteId(2)]) });
    editing.deleteSelected(store);
    expect(store.draft.score.notes).toHaveLength(4);
    editing.undo(store);
    expect([...store.state.selection]).toEqual([2]);
  });

  it("moves selected notes to another voice only when asked", () => {
    store.update({ selection: new Set([noteId(2)]) });
    editing.chooseVoice(store, BASS, false);
    expect(store.draft.score.notes.some((note) => note.voice === BASS)).toBe(false);
    editing.chooseVoice(store, BASS, true);
    expect(store.draft.score.notes.filter((note) => note.voice === BASS)).toHaveLength(1);
  });

  it("changes nothing in a piece that is read only", () => {
    store.update({ isReadonly: true, selection: new Set([noteId(2)]) });
    editing.deleteSelected(store);
    editing.changeHeader(store, "Change tempo", { tempo: 60 });
    expect(store.state.history.past).toEqual([]);
  });
});

describe("the store", () => {
  it("tells nobody when nothing differs, and nobody after the end", () => {
    const calls: number[] = [];
    const lifetime = new AbortController();
    store.onChange(({ volume }) => calls.push(volume), lifetime.signal);
    store.update({ volume: store.state.volume });
    store.update({ volume: 0.5 });
    lifetime.abort();
    store.update({ volume: 0.1 });
    expect(calls).toEqual([0.8, 0.5]);
  });
});
