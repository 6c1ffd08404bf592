import { describe, expect, it } from "vitest";
import type { EditOutcome, EditRequest } from "../composer/index.ts";
import { ComposerError } from "../composer/index.ts";
import { answered, draftOf, historyOf, noteId, tick, undoName, undone } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { rework } from "./rework.ts";
import { Store } from "./store.ts";

const score = scoreOf(line("G4 A4 B4"));
const { signal } = new AbortController();

/** A store with three notes of the composer's, the first two selected. */
function setUp() {
  const store = new Store();
  const draft = answered(draftOf(score), score, score.notes);
  store.update({ history: historyOf(draft), selection: new Set([noteId(1), noteId(2)]) });
  const asked: EditRequest[] = [];
  const editor = (answer: (request: EditRequest) => EditOutcome) => ({
    edit: async (request: EditRequest) => {
      asked.push(request);
      return answer(request);
    },
  });
  return { store, asked, editor };
}

/** Moves the first note, takes the second out. */
function moved({ score: before }: EditRequest): EditOutcome {
  const notes = before.notes
    .filter(({ id }) => id !== 2)
    .map((note) => (note.id === 1 ? { ...note, onset: 240 } : note));
  return { score: { ...before, notes }, changed: [1], removed: [2], remarks: ["one was moved"] };
}

describe("reworking", () => {
  it("asks for the selected notes with the grid and the strength that are set", async () => {
    const { store, asked, editor } = setUp();
    const { settings } = store.state;
    store.update({
      grid: "1/8",
      settings: { ...settings, rework: { ...settings.rework, strength: 0.5 } },
    });
    await rework(store, editor(moved), "quantise", signal);
    expect(asked[0]).toMatchObject({
      notes: [1, 2],
      style: "bach-chorale",
      edit: { kind: "quantise", grid: 240, strength: 0.5 },
    });
  });

  it("quantises to a grid that swings, and leaves other notes to the tick", async () => {
    const { store, asked, editor } = setUp();
    const notes = score.notes.map((note) => ({ ...note, onset: tick(note.onset + 333) }));
    store.update({ history: historyOf(draftOf({ ...score, notes })), grid: "1/8", swing: 2 / 3 });
    const straight = ({ score: before }: EditRequest): EditOutcome => ({
      score: {
        ...before,
        notes: before.notes.map((note) => ({ ...note, onset: Math.round(note.onset / 240) * 240 })),
      },
      changed: [1, 2],
      removed: [],
      remarks: [],
    });
    await rework(store, editor(straight), "quantise", signal);
    expect(asked[0]?.score.notes[0]?.onset).toBe(260);
    expect(store.draft.score.notes.map(({ onset }) => onset)).toEqual([320, 800, 1293]);
  });

  it("is one undo step, and says what was done", async () => {
    const { store, editor } = setUp();
    const before = store.draft;
    await rework(store, editor(moved), "repair", signal);
    expect(store.draft.score.notes.map(({ id, onset }) => [id, onset])).toEqual([
      [1, 240],
      [3, 960],
    ]);
    expect(store.draft.origins.get(noteId(1))).toBe("edited");
    expect(store.draft.origins.get(noteId(3))).toBe("generated");
    expect([...store.state.selection]).toEqual([1]);
    expect(store.state.message).toEqual({ kind: "remark", text: "one was moved" });
    expect(undoName(store.state.history)).toBe("Repair");
    expect(undone(store.state.history).present).toBe(before);
  });

  it("makes no step where nothing was changed", async () => {
    const { store, editor } = setUp();
    const { history } = store.state;
    const idle = (request: EditRequest) => ({
      ...moved(request),
      changed: [],
      removed: [],
      remarks: [],
    });
    await rework(store, editor(idle), "simplify", signal);
    expect(store.state.history).toBe(history);
    expect(store.state.message?.text).toBe("Simplify: nothing had to be changed.");
  });

  it("says what it needs, and what went wrong, and loses nothing", async () => {
    const { store, asked, editor } = setUp();
    const { history } = store.state;
    const failing = { edit: () => Promise.reject(new ComposerError("module-missing", "404")) };
    await rework(store, failing, "revoice", signal);
    expect(store.state.message?.kind).toBe("error");
    store.update({ selection: new Set() });
    await rework(store, editor(moved), "humanise", signal);
    expect(store.state.message?.text).toContain("select them first");
    expect([asked.length, store.state.history]).toEqual([0, history]);
  });

  it("does nothing to a piece that has changed meanwhile", async () => {
    const { store, editor } = setUp();
    const other = draftOf(scoreOf(line("C4")));
    const slow = editor((request) => {
      store.update({ history: historyOf(other) });
      return moved(request);
    });
    await rework(store, slow, "repair", signal);
    expect(store.draft).toBe(other);
    expect(store.state.message?.text).toContain("meanwhile");
  });
});
