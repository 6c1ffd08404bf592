import { beforeEach, describe, expect, it } from "vitest";
import {
  BASS,
  chordsFrom,
  draftOf,
  historyOf,
  noteId,
  selectionOf,
  tick,
  undoName,
  voice,
} from "../score/index.ts";
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

describe("choosing a style", () => {
  it("leaves a piece as it is, and settles what will be written", () => {
    const before = store.draft;
    editing.chooseStyle(store, "irish-dance");
    expect(store.draft).toBe(before);
    expect(store.state.settings).toMatchObject({ style: "irish-dance", voices: [0], bars: 4 });
  });

  it("makes an empty piece one of that style, by one step", () => {
    editing.selectAll(store);
    editing.deleteSelected(store);
    editing.chooseStyle(store, "irish-dance");
    expect(store.draft.score).toMatchObject({ tempo: 190, parts: [{ name: "Flute" }] });
    expect(store.state.settings.bars).toBe(8);
    expect(undoName(store.state.history)).toBe("Choose style");
    editing.undo(store);
    expect(store.draft.score.tempo).toBe(96);
  });

  it("takes a voice in hand that the style has", () => {
    editing.chooseVoice(store, BASS, false);
    editing.chooseStyle(store, "lead-sheet");
    expect(store.state.voice).toBe(0);
  });

  it("is over once metre or tempo are chosen", () => {
    editing.chooseStyle(store, "irish-dance");
    expect(store.state.settings.isHeaderChosen).toBe(false);
    editing.changeHeader(store, "Change title", { title: "A reel" });
    expect(store.state.settings.isHeaderChosen).toBe(false);
    editing.changeHeader(store, "Change tempo", { tempo: 120 });
    expect(store.state.settings.isHeaderChosen).toBe(true);
  });
});

describe("drums", () => {
  it("come with the kit of the style when their voice is chosen", () => {
    editing.chooseStyle(store, "band");
    editing.chooseVoice(store, voice(3), false);
    expect(store.draft.score.parts).toEqual([]);
    editing.chooseVoice(store, voice(4), false);
    expect(store.draft.score.parts).toMatchObject([{ isPercussion: true, voices: [4] }]);
    expect(undoName(store.state.history)).toBe("Add drums");
    const { past } = store.state.history;
    editing.chooseVoice(store, voice(4), false);
    expect(store.state.history.past).toBe(past);
  });
});

describe("chord symbols", () => {
  it("are copied and pasted with whole bars, and undone with them", () => {
    const chords = chordsFrom([{ tick: 0, chord: "C" }]);
    const score = { ...store.draft.score, chords };
    store.update({ history: historyOf(draftOf(score)), position: tick(3840) });
    store.update({ selection: selectionOf(score.notes.slice(0, 4)) });
    editing.cut(store);
    expect(store.draft.score.chords).toEqual(chords);
    editing.paste(store);
    expect(store.draft.score.chords).toEqual([...chords, { tick: 3840, chord: "C" }]);
    editing.undo(store);
    expect(store.draft.score.chords).toEqual(chords);
  });
});
