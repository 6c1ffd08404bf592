import { describe, expect, it, vi } from "vitest";
import type { MotifChanged, MotifRequest } from "../../composer/index.ts";
import { ComposerError } from "../../composer/index.ts";
import type { Draft, Note, Score } from "../../score/index.ts";
import {
  draftOf,
  historyOf,
  lockToggled,
  noteId,
  originOf,
  pitch,
  selectionOf,
  tick,
  undoName,
  voice,
} from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import { redo, undo } from "../editing.ts";
import { Store } from "../store.ts";
import { inRegister, keyOf, motifRequest } from "./line.ts";
import type { Motif } from "./place.ts";
import { motifOf } from "./place.ts";
import { kept, sketchOf } from "./sketch.ts";
import { Walk } from "./walk.ts";

const BAR = 1920;
const MELODY = "G4 A4 B4 C5 D5 C5 B4 A4 G4*4 G4*4";
const score: Score = { ...scoreOf(line(MELODY)), key: "G major" };

function storeOf(draft: Draft = draftOf(score)): Store {
  const store = new Store();
  store.update({ history: historyOf(draft) });
  return store;
}

function motif(store: Store): Motif {
  const found = motifOf(store.state);
  if (found.kind === "wrong") throw new Error(found.text);
  return found;
}

/** Answers with the motif a number of semitones higher: as many as the point lies to the right, in tenths. */
function higher({ score: asked, step }: MotifRequest): MotifChanged {
  const by = step.kind === "walk" ? Math.round(10 * step.x) : step.kind === "vary" ? 3 : 5;
  const notes = asked.notes
    .filter(({ onset }) => onset < 2 * BAR)
    .map((note) => ({ ...note, pitch: note.pitch + by }));
  return { score: { ...asked, notes }, added: notes, removed: [] };
}

/** A walk whose engine answers when a test lets it. */
function setUp(store = storeOf()) {
  const asked: MotifRequest[] = [];
  const gates: (() => void)[] = [];
  const control = { isPatient: false, error: null as ComposerError | null };
  const mover = {
    motif: async (request: MotifRequest) => {
      asked.push(request);
      if (control.isPatient) await new Promise<void>((resolve) => gates.push(resolve));
      if (control.error !== null) throw control.error;
      return higher(request);
    },
  };
  const changed = vi.fn();
  const walk = new Walk(store, mover, motif(store), changed);
  return { store, walk, asked, gates, control, changed };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const pitches = (notes: readonly Note[]) => notes.map((note) => note.pitch);

describe("the place of a motif", () => {
  it("is two bars from the playhead on, in the voice that is written", () => {
    const store = storeOf();
    store.update({ position: tick(BAR + 100) });
    const { place, line: found } = motif(store);
    expect(place.name).toBe("Soprano, bars 2–3");
    expect(found?.notes.map((note) => note.onset)).toEqual([0, 480, 960, 1440, BAR]);
  });

  it("is the bars of the selected notes; one bar is said twice", () => {
    const store = storeOf();
    store.update({ selection: new Set([noteId(6)]) });
    const { place, line: found } = motif(store);
    expect(place.name).toBe("Soprano, bar 2");
    expect(found?.notes.map((note) => note.pitch)).toEqual([74, 72, 71, 69, 74, 72, 71, 69]);
  });

  const trouble = (text: string, change: (store: Store) => void, draft = draftOf(score)) => {
    const store = storeOf(draft);
    change(store);
    const found = motifOf(store.state);
    expect(found.kind === "wrong" ? found.text : found.place.name).toContain(text);
  };
  const all = (store: Store) => store.update({ selection: selectionOf(store.draft.score.notes) });

  it("says what was found and what is allowed where there is none", () => {
    trouble("one or two bars, and 4 are selected", all);
    const choir = scoreOf(line("G4 A4"), line("D4 D4", voice(1), 10));
    trouble("notes of Soprano, Alto are selected", all, draftOf(choir));
    const chords = scoreOf(line("G4*2 A4*2"), line("D4*2", voice(0), 10));
    trouble("one note at a time, and notes sound together in Soprano, bar 1", all, draftOf(chords));
    trouble("stands on sixteenths", all, draftOf(scoreOf(line("G4/3 A4/3 B4/3"))));
    trouble("within three octaves", all, draftOf(scoreOf(line("C3 C7"))));
    trouble(
      "at least two notes, and one stands in Soprano, bars 1–2",
      () => {},
      draftOf(scoreOf(line("C4"))),
    );
    const five = { ...score, timeSignatures: [{ tick: tick(0), beats: 5, beatUnit: 4 }] };
    trouble("4/4, 3/4 or 6/8, and these are of 5/4", () => {}, draftOf(five));
  });
});

describe("a sketch", () => {
  it("leaves locked notes where they are, and cuts what meets them", () => {
    const draft = lockToggled(draftOf(score), new Set([noteId(2)]));
    const store = storeOf(draft);
    const found = motif(store);
    const long = { onset: 0, duration: BAR, pitch: pitch(60), velocity: score.notes[0]?.velocity };
    if (found.line === null || long.velocity === undefined) throw new Error("no line");
    const line = { ...found.line, notes: [{ ...long, velocity: long.velocity }] };
    const sketch = sketchOf(draft, found.place, line);
    expect(sketch.replaced.has(noteId(2))).toBe(false);
    expect(sketch.notes.map(({ onset, duration }) => [onset, duration])).toEqual([[0, 480]]);
    const after = kept(draft, sketch).draft;
    expect(after.locked).toEqual(draft.locked);
    expect(after.score.notes.find(({ id }) => id === 2)).toBe(score.notes[1]);
    expect(originOf(after, sketch.notes[0]?.id ?? noteId(0))).toBe("generated");
  });

  it("begins after a note that sounds into its bars, and writes only the bar that is meant", () => {
    const tied = scoreOf(line("G4*3 A4*2 B4*3"));
    const store = storeOf(draftOf(tied));
    store.update({ selection: new Set([noteId(3)]) });
    const found = motif(store);
    expect(found.place.name).toBe("Soprano, bar 2");
    const sketch = sketchOf(store.draft, found.place, found.line);
    expect(sketch.notes.map(({ onset, duration }) => [onset, duration])).toEqual([
      [BAR + 480, 1440],
    ]);
  });
});

describe("a walk", () => {
  it("tries a motif out without touching the piece, and keeps it as one step", async () => {
    const { store, walk, asked } = setUp();
    const before = store.state.history;
    walk.goTo(0.2, 0.1);
    await settled();
    expect(asked[0]).toMatchObject({
      voice: 0,
      bar: 0,
      style: "bach-chorale",
      score: { key: "G major" },
    });
    expect(asked[0]?.step).toMatchObject({ kind: "walk", x: 0.2, y: 0.1 });
    expect(store.state.history).toBe(before);
    expect(pitches(store.state.sketch?.notes ?? [])).toEqual([69, 71, 73, 74, 76, 74, 73, 71]);
    walk.keep();
    expect(store.state.sketch).toBeNull();
    expect(undoName(store.state.history)).toBe("Walk to a motif");
    expect(pitches(store.draft.score.notes).slice(0, 9)).toEqual([
      69, 71, 73, 74, 76, 74, 73, 71, 67,
    ]);
    undo(store);
    expect(store.draft).toBe(before.present);
    redo(store);
    expect(store.draft.score.notes[0]?.pitch).toBe(69);
  });

  it("asks for the same where the same point is meant, and for nothing in the middle", async () => {
    const { walk, asked, store } = setUp();
    for (const x of [0.3, -0.2, 0.3, 0]) {
      walk.goTo(x, 0);
      await settled();
    }
    expect(asked.length).toBe(3);
    expect(asked[2]).toEqual(asked[0]);
    expect(store.state.sketch?.notes).toEqual([]);
    expect(walk.isMoved).toBe(false);
    walk.keep();
    expect(store.state.history.past).toEqual([]);
  });

  it("asks one thing at a time, and only the last of those that come meanwhile", async () => {
    const { walk, asked, gates, control } = setUp();
    control.isPatient = true;
    for (const x of [0.1, 0.2, 0.3, 0.4]) walk.goTo(x, 0);
    gates.shift()?.();
    await settled();
    gates.shift()?.();
    await settled();
    expect(asked.map(({ step }) => (step.kind === "walk" ? step.x : null))).toEqual([0.1, 0.4]);
    expect(walk.state.shown?.notes[0]?.pitch).toBe(71);
  });

  it("does not fetch back who has gone home, or away", async () => {
    const { walk, store, gates, control } = setUp();
    control.isPatient = true;
    walk.goTo(0.5, 0);
    walk.goHome();
    gates.shift()?.();
    await settled();
    expect(walk.state).toMatchObject({ x: 0, y: 0, shown: null });
    walk.goTo(0.5, 0);
    walk.cancel();
    gates.shift()?.();
    await settled();
    expect(store.state.sketch).toBeNull();
    expect(store.state.history.past).toEqual([]);
  });

  it("varies what there was, each time with another number, and walks on from there", async () => {
    const { walk, asked, store } = setUp();
    walk.another();
    await settled();
    walk.another();
    await settled();
    walk.vary(0.8);
    await settled();
    const steps = asked.map(({ step }) => step);
    const [first, second, third] = steps.map((step) => ("rngSeed" in step ? step.rngSeed : -1));
    expect(second).toBe(((first ?? 0) + 1) % 2 ** 32);
    expect(third).toBe(second);
    expect(steps.map((step) => ("amount" in step ? step.amount : -1))).toEqual([0.5, 0.5, 0.8]);
    // Each varies the motif that there was, not the variation before.
    expect(asked.map(({ score: { notes } }) => notes[0]?.pitch)).toEqual([67, 67, 67]);
    walk.goTo(0.1, 0);
    await settled();
    expect(asked.at(-1)?.score.notes[0]?.pitch).toBe(70);
    walk.keep();
    expect(undoName(store.state.history)).toBe("Walk to a motif");
  });

  it("goes from one end to the other, each of which comes out exactly", async () => {
    const { walk, asked, store } = setUp();
    walk.goTo(0.2, 0);
    await settled();
    walk.setEnd("b");
    const end = walk.state.shown;
    for (const share of [0, 1, 0.5]) {
      walk.morph(share);
      await settled();
      if (share === 0) expect(walk.state.shown).toBeNull();
      if (share === 1) expect(walk.state.shown).toEqual(end);
    }
    expect(asked.at(-1)?.step).toEqual({ kind: "morph", voice: 0, bar: 2, share: 0.5 });
    const later = asked.at(-1)?.score.notes.filter(({ onset }) => onset >= 2 * BAR);
    expect(later?.map((note) => note.pitch)).toEqual(end?.notes.map((note) => note.pitch));
    walk.keep();
    expect(undoName(store.state.history)).toBe("Morph motif");
  });

  it("takes an end from other bars that are selected", () => {
    const { walk, store } = setUp();
    expect(walk.endOnOffer?.name).toBe("what is shown");
    store.update({ selection: selectionOf(store.draft.score.notes.slice(8)) });
    expect(walk.endOnOffer?.name).toBe("Soprano, bars 3–4");
    walk.setEnd("b");
    expect(walk.state.b?.line.notes.length).toBe(2);
  });

  it("makes a motif where nothing stands, in the register of the voice", async () => {
    const { walk, asked, store } = setUp(storeOf(draftOf(scoreOf())));
    await settled();
    expect(asked[0]?.step).toMatchObject({ kind: "vary", amount: 1 });
    expect(store.state.sketch?.notes.length).toBe(2);
    walk.keep();
    expect(undoName(store.state.history)).toBe("Vary motif");
    expect(store.draft.score.notes.length).toBe(2);
  });

  it("says in words what went wrong, and tries again", async () => {
    const { walk, control, store } = setUp();
    control.error = new ComposerError("weights-missing", "status 404");
    walk.goTo(0.4, 0);
    await settled();
    expect(walk.state.trouble).toContain("could not be loaded");
    expect(store.state.sketch?.notes).toEqual([]);
    control.error = null;
    walk.goTo(0.5, 0);
    await settled();
    expect(walk.state.trouble).toBeNull();
    expect(walk.isMoved).toBe(true);
  });

  it("is kept in the piece as it is now, where that has changed meanwhile", async () => {
    const { walk, store } = setUp();
    walk.goTo(0.2, 0);
    await settled();
    const other = { ...score, title: "Other", notes: score.notes.slice(0, 9) };
    store.update({ history: historyOf(draftOf(other)) });
    expect(walk.pieceChanged()).toBe(true);
    walk.keep();
    expect(store.draft.score.title).toBe("Other");
    expect(store.draft.score.notes.length).toBe(9);
  });
});

describe("lines", () => {
  it("change their register half way between octaves", () => {
    const store = storeOf();
    const { line: low } = motif(store);
    if (low === null) throw new Error("no line");
    const high = {
      ...low,
      notes: low.notes.map((note) => ({ ...note, pitch: pitch(note.pitch + 12) })),
    };
    const key = keyOf(score);
    const first = (share: number) => inRegister(low, low, high, key, share).notes[0]?.pitch;
    expect([0.2, 0.7].map(first)).toEqual([67, 79]);
    const request = motifRequest(low, { share: 0.5, other: high }, { style: "carol", key });
    expect(request.score.notes.length).toBe(16);
  });
});
