import { describe, expect, it, vi } from "vitest";
import type { Draft, Note } from "../score/index.ts";
import {
  ALTO,
  answered,
  draftOf,
  historyOf,
  notesWith,
  recorded,
  selectionOf,
  tick,
  undone,
  withNotes,
} from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import type { Origin } from "./audition.ts";
import {
  auditionOf,
  barsToHold,
  cancelTakes,
  endWhenChanged,
  hasChildren,
  holdBars,
  keepTake,
  markedBars,
  showTake,
  spokenTakes,
  toggleBars,
} from "./audition.ts";
import { choiceOf } from "./choice.ts";
import { deleteSelected, redo, undo } from "./editing.ts";
import { ratingWords, standing } from "./rating-words.ts";
import type { Rater } from "./ratings.ts";
import { judged, ranked, showRatings } from "./ratings.ts";
import type { State } from "./store.ts";
import { Store } from "./store.ts";
import { familyOf, goToTakes, groupName, mixWords } from "./take-tree.ts";
import type { Take } from "./takes.ts";
import { lessLike, moreLike } from "./takes-like.ts";

const melody = line("G4*4 A4*4 B4*4");
const before = draftOf(scoreOf(melody));

const RECEIPT = {
  act: "harmonize",
  rngSeed: 7,
  style: "hymn",
  key: null,
  device: "cpu",
  engine: "test",
  modelVersion: "1",
  tokens: 4,
};

/** A take of three bars in the alto. */
function take(text: string, rngSeed: number): Take {
  const notes = line(text, ALTO, 100);
  const draft = answered(before, withNotes(before.score, [...melody, ...notes]), notes);
  const receipt = { ...RECEIPT, rngSeed };
  return { draft, written: selectionOf(notes), receipt, rating: null };
}

/** Where the takes of these tests come from. */
const ORIGIN: Origin = {
  act: "harmonize",
  question: {
    order: {
      act: "harmonize",
      request: {
        score: before.score,
        style: "hymn",
        voices: [1],
        sampling: { temperature: 0.8, topK: 0, topP: 1 },
        rngSeed: 7,
        locked: [],
      },
    },
    start: tick(0),
    replaced: new Set(),
    parts: [],
  },
  base: before,
  parent: null,
};

/** A store at the moment when three takes have come. */
function setUp() {
  const store = new Store();
  const takes = [take("C4*4 C4*4 C4*4", 7), take("D4*4 D4*4 D4*4", 8), take("E4*4 E4*4 E4*4", 9)];
  const audition = auditionOf(takes, ORIGIN);
  if (audition === null) throw new Error("there are several takes");
  store.update({
    history: recorded(historyOf(before), { name: "Harmonize", draft: audition.draft }),
    audition,
  });
  // What the studio does.
  store.onChange(() => endWhenChanged(store), new AbortController().signal);
  return { store, takes };
}

/** The pitches of the alto. */
function alto({ score }: Draft): string {
  return score.notes
    .filter((note) => note.voice === ALTO)
    .map(({ pitch }) => ({ 60: "C", 62: "D", 64: "E" })[pitch as number] ?? "?")
    .join("");
}

function selected({ state, draft }: Store): readonly Note[] {
  return notesWith(draft.score, state.selection);
}

describe("an audition", () => {
  it("is there for several takes, over the bars in which they were written", () => {
    const { store, takes } = setUp();
    expect(auditionOf(takes.slice(0, 1), ORIGIN)).toBeNull();
    expect(store.state.audition?.range).toEqual({ start: 0, end: 5760 });
    expect(store.state.audition?.bars.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(ranked(takes)).toEqual(takes);
  });

  it("shows a take at once, round from the last to the first", () => {
    const { store, takes } = setUp();
    showTake(store, 1);
    expect(store.draft).toBe(takes[1]?.draft);
    expect(store.state.receipt?.rngSeed).toBe(8);
    showTake(store, 3);
    expect(alto(store.draft)).toBe("CCC");
    showTake(store, -1);
    expect(alto(store.draft)).toBe("EEE");
    expect(store.state.history.past).toHaveLength(1);
  });

  it("holds a bar from one take while others are shown", () => {
    const { store } = setUp();
    showTake(store, 1);
    toggleBars(store, [2]);
    expect(alto(store.draft)).toBe("DDD");
    showTake(store, 0);
    expect(alto(store.draft)).toBe("CCD");
    showTake(store, 2);
    toggleBars(store, [0]);
    showTake(store, 0);
    expect(alto(store.draft)).toBe("ECD");
    // The same bar is taken from the shown take first, then follows it again.
    toggleBars(store, [2]);
    expect(alto(store.draft)).toBe("ECC");
    toggleBars(store, [2]);
    expect(store.state.audition?.held.has(2)).toBe(false);
    holdBars(store, [99], 1);
    expect([...(store.state.audition?.held ?? [])]).toEqual([[0, 2]]);
  });

  it("ends as one edit that undo takes back and redo brings back, mixed as it was kept", () => {
    const { store } = setUp();
    holdBars(store, [1], 1);
    keepTake(store);
    expect(store.state.audition).toBeNull();
    expect(alto({ ...store.draft, score: withNotes(store.draft.score, selected(store)) })).toBe(
      "CDC",
    );
    expect(selected(store)).toHaveLength(3);
    expect(alto(store.draft)).toBe("CDC");
    const kept = store.draft;
    undo(store);
    expect(store.draft).toBe(before);
    expect(store.state.history.past).toEqual([]);
    redo(store);
    expect(store.draft).toBe(kept);
    expect(store.state.audition).toBeNull();
  });

  it("says what a kept mix is made of", async () => {
    const { store } = setUp();
    holdBars(store, [0, 2], 2);
    holdBars(store, [1], 1);
    keepTake(store);
    await vi.waitFor(() => expect(store.state.message).not.toBeNull());
    expect(store.state.message?.text).toBe(
      "Kept: take 1, with bars 1, 3 from take 3; bar 2 from take 2.",
    );
    store.update({ selection: new Set() });
    expect(store.state.message).toBeNull();
    const { store: plain } = setUp();
    holdBars(plain, [0], 0);
    expect(plain.state.audition && mixWords(plain.state.audition)).toBeNull();
  });

  it("takes everything back when it is cancelled", () => {
    const { store } = setUp();
    showTake(store, 2);
    cancelTakes(store);
    expect(store.draft).toBe(before);
    expect(store.state.audition).toBeNull();
    expect(store.state.history.past).toEqual([]);
    cancelTakes(store);
    expect(store.draft).toBe(before);
  });

  it("keeps what is shown when somebody edits, and the edit is a step of its own", () => {
    const { store } = setUp();
    showTake(store, 1);
    const shown = store.draft;
    store.update({ selection: selectionOf(melody.slice(0, 1)) });
    deleteSelected(store);
    expect(store.state.audition).toBeNull();
    expect(alto(store.draft)).toBe("DDD");
    expect(undone(store.state.history).present).toBe(shown);
    expect(undone(undone(store.state.history)).present).toBe(before);
  });

  it("ends with undo, and where nothing may be changed any longer", () => {
    const { store } = setUp();
    undo(store);
    expect(store.state.audition).toBeNull();
    expect(store.draft).toBe(before);
    const { store: other } = setUp();
    other.update({ isReadonly: true });
    expect(other.state.audition).toBeNull();
    expect(alto(other.draft)).toBe("CCC");
  });

  it("knows the bars that are marked: by a stretch, by notes, by the loop, else at the playhead", () => {
    const { store, takes } = setUp();
    const bars = (patch: Partial<State>) => markedBars({ ...store.state, ...patch });
    const second = { start: tick(2000), end: tick(2100) };
    expect(bars({})).toEqual([]);
    expect(bars({ region: { start: tick(1900), end: tick(3840) } })).toEqual([0, 1]);
    const [, , third] = takes[0]?.draft.score.notes.filter(({ voice }) => voice === ALTO) ?? [];
    expect(bars({ selection: selectionOf(third === undefined ? [] : [third]) })).toEqual([2]);
    expect(bars({ loop: second })).toEqual([]);
    expect(bars({ loop: second, isLooping: true })).toEqual([1]);
    expect(bars({ audition: null, region: second })).toEqual([]);
    expect(barsToHold({ ...store.state, region: second })).toEqual([1]);
    expect(barsToHold({ ...store.state, position: tick(4000) })).toEqual([2]);
    expect(barsToHold({ ...store.state, position: tick(9000) })).toEqual([]);
  });

  it("is told in words", () => {
    const { store } = setUp();
    const said = (act: () => void): string | null => {
      const { state } = store;
      act();
      return spokenTakes(store.state, state);
    };
    expect(said(() => showTake(store, 1))).toBe("take 2 of 3");
    expect(said(() => toggleBars(store, [2]))).toBe("bar 3 kept from take 2");
    expect(said(() => toggleBars(store, [0, 1]))).toBe("2 bars kept from take 2");
    expect(said(() => toggleBars(store, [2]))).toBe("bar 3 as in the take shown");
    expect(said(() => keepTake(store))).toBeNull();
  });

  it("is told to scripts in numbers from 1", () => {
    const { store } = setUp();
    holdBars(store, [1], 2);
    const { audition } = store.state;
    expect(audition && choiceOf(audition)).toMatchObject({
      shown: 1,
      takes: [{ receipt: { rngSeed: 7 } }, {}, {}],
      bars: [1, 2, 3],
      held: [{ bar: 2, take: 3 }],
    });
  });
});

const RATING = { likelihood: 1.2, theory: 2, critic: null, findings: ["parallel fifths in bar 2"] };

function rater(...totals: readonly number[]): Rater {
  return {
    rate: async ({ candidates }) =>
      candidates.map((_, at) => ({ ...RATING, total: totals[at] ?? 0 })),
  };
}

describe("a rating", () => {
  const { signal } = new AbortController();

  it("puts the best take first, and says how the others stand beside it", async () => {
    const { takes } = setUp();
    const inOrder = await judged(takes, rater(1, 3, 2), signal).soon;
    expect(inOrder.map(({ receipt }) => receipt.rngSeed)).toEqual([8, 9, 7]);
    expect(inOrder.map((_, at) => standing(inOrder, at))).toEqual([1, 0.5, 0]);
    expect(inOrder.map(ratingWords)[0]).toBe(
      "1.20 nats a note; 2.0 faults in 100 notes; parallel fifths in bar 2",
    );
  });

  it("is no loss where it cannot be had", async () => {
    const { takes } = setUp();
    const nobody = { rate: () => Promise.reject(new Error("no judge")) };
    const { soon, ratings } = judged(takes, nobody, signal);
    expect([await soon, await ratings]).toEqual([takes, null]);
  });

  it("that comes late changes nothing that is heard, and moves nothing that was chosen", async () => {
    const { store, takes } = setUp();
    const { ratings } = judged(takes, rater(1, 3, 2), signal);
    showRatings(store, takes, await ratings);
    const { audition } = store.state;
    expect(audition?.takes.map(({ receipt }) => receipt.rngSeed)).toEqual([8, 9, 7]);
    expect([audition?.shown, alto(store.draft)]).toEqual([2, "CCC"]);
    const other = setUp();
    showTake(other.store, 1);
    showRatings(other.store, other.takes, await ratings);
    expect(other.store.state.audition?.takes.map(({ rating }) => rating?.total)).toEqual([1, 3, 2]);
    expect([other.store.state.audition?.shown, alto(other.store.draft)]).toEqual([1, "DDD"]);
    keepTake(other.store);
    showRatings(other.store, other.takes, await ratings);
    expect(other.store.state.audition).toBeNull();
  });
});

describe("takes that come from a take", () => {
  it("keep most of it where they are to be like it, and write the strong beats afresh", () => {
    const { store } = setUp();
    showTake(store, 1);
    const { audition } = store.state;
    if (audition === null) throw new Error("there are takes");
    const { asked, base } = moreLike(store.state, audition);
    if (asked.kind === "needs") throw new Error(asked.text);
    expect(base).toBe(store.draft);
    const { order } = asked.question;
    if (order.act !== "infill") throw new Error("a part is filled in");
    expect(order.request.region).toMatchObject({ start: 0, end: 5760, voices: [ALTO] });
    // Of three notes of the alto two stay, and all that was given.
    const free = store.draft.score.notes.filter(({ id }) => !order.request.locked.includes(id));
    expect(free.map(({ voice }) => voice)).toEqual([ALTO]);
    expect([...asked.question.replaced]).toEqual(free.map(({ id }) => id));
  });

  it("ask the same again, more boldly, where they are to be unlike it", () => {
    const { store } = setUp();
    const { audition, settings } = store.state;
    if (audition === null) throw new Error("there are takes");
    const state = { ...store.state, settings: { ...settings, rngSeed: 99 } };
    const { asked, base } = lessLike(state, audition);
    expect(base).toBe(before);
    expect(asked).toMatchObject({
      kind: "ready",
      question: { order: { request: { rngSeed: 99, sampling: { temperature: 1.05 } } } },
    });
  });

  it("form a tree in which one goes to any of them, as they were left", () => {
    const { store, takes } = setUp();
    showTake(store, 1);
    const first = store.state.audition;
    if (first === null) throw new Error("there are takes");
    const parent = { group: first.id, take: 1, how: "more" as const };
    const child = auditionOf(takes.slice(2), { ...ORIGIN, parent }, [first]);
    if (child === null) throw new Error("one take is a choice beside others");
    store.update({ audition: child, history: { ...store.state.history, present: child.draft } });
    const family = familyOf(child);
    expect(family.map((each) => groupName(each, family))).toEqual(["first takes", "· more like 2"]);
    goToTakes(store, first.id);
    expect([store.state.audition?.shown, alto(store.draft)]).toEqual([1, "DDD"]);
    expect([0, 1].map((take) => hasChildren(store.state, take))).toEqual([false, true]);
    goToTakes(store, child.id);
    expect(alto(store.draft)).toBe("EEE");
    expect(store.state.history.past).toHaveLength(1);
    cancelTakes(store);
    expect(alto(store.draft)).toBe("");
  });
});
