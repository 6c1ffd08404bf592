import { afterEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "../composer/index.ts";
import { ComposerError } from "../composer/index.ts";
import { noteId, undoName, undone } from "../score/index.ts";
import { line } from "../score/notation.ts";
import type { Answerer } from "./dialogue.ts";
import { Dialogue } from "./dialogue.ts";
import { errorLine } from "./error-line.ts";
import type { PieceWriter } from "./order/commission.ts";
import type { Rater } from "./ratings.ts";
import { Store } from "./store.ts";

const RECEIPT = {
  act: "continue",
  rngSeed: 7,
  style: "hymn",
  key: null,
  device: "cpu",
  engine: "test",
  modelVersion: "1",
  tokens: 4,
};

/** Nobody orders a piece in these tests, and nobody judges. */
const NOBODY: PieceWriter & Rater = {
  piece: () => Promise.reject(new Error("no piece was ordered")),
  rate: () => Promise.reject(new Error("there is no judge")),
};

/** A composer that writes two notes, or fails, once `release` is called. */
function composer(error: ComposerError | null = null) {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answerer: Answerer = {
    async takes(_act, request, _count, { signal, onNote } = {}): Promise<readonly Outcome[]> {
      if (!("score" in request)) throw new Error("these tests ask with a score");
      const added = line("r*16 E4 F4", undefined, 100);
      const [first] = added;
      if (first !== undefined) onNote?.(first, 0);
      const stopped = new Promise<void>((resolve) => {
        signal?.addEventListener("abort", () => resolve());
      });
      await Promise.race([released, stopped]);
      if (error !== null) throw error;
      const isComplete = signal?.aborted !== true;
      const kept = isComplete ? added : added.slice(0, 1);
      const score = { ...request.score, notes: [...request.score.notes, ...kept] };
      return [{ score, added: kept, removed: [], isComplete, receipt: RECEIPT }];
    },
  };
  return { answerer, release: () => release() };
}

function talk(error: ComposerError | null = null) {
  const store = new Store();
  const failures: string[] = [];
  const { answerer, release } = composer(error);
  const dialogue = new Dialogue(store, answerer, NOBODY, {
    noteStarted: () => {},
    failed: ({ code }) => failures.push(code),
  });
  return { store, dialogue, release, failures };
}

const RATING = { likelihood: 1, theory: 0, critic: null, total: 0, findings: [] };

/** A composer whose takes are these lines, each after the four bars that lie in the roll. */
function takes(first: string | (PieceWriter & Rater), ...texts: readonly string[]) {
  const lines = typeof first === "string" ? [first, ...texts] : [...texts];
  const studio = typeof first === "string" ? NOBODY : first;
  const store = new Store();
  const asked: number[] = [];
  const answerer: Answerer = {
    async takes(_act, request, count, { signal, onNote } = {}) {
      if (!("score" in request)) throw new Error("these tests ask with a score");
      asked.push(count);
      const written = lines.map((text) =>
        text === "" ? [] : line(`r*16 ${text}`, undefined, 100),
      );
      for (const [take, [first]] of written.entries()) if (first) onNote?.(first, take);
      await Promise.resolve();
      return written.map((added, take): Outcome => {
        const score = { ...request.score, notes: [...request.score.notes, ...added] };
        const isComplete = signal?.aborted !== true;
        const receipt = { ...RECEIPT, rngSeed: RECEIPT.rngSeed + take };
        return { score, added, removed: [], isComplete, receipt };
      });
    },
  };
  const dialogue = new Dialogue(store, answerer, studio, {
    noteStarted: () => {},
    failed: () => {},
  });
  return { store, dialogue, asked, lines, before: store.draft.score.notes.length };
}

afterEach(() => void vi.useRealTimers());

describe("a dialogue", () => {
  it("shows notes as they come and leaves the score alone until the end", async () => {
    const { store, dialogue, release } = talk();
    const before = store.draft.score;
    const asking = dialogue.ask("continue");
    expect(store.state.answering?.notes.map((note) => note.id)).toEqual([100]);
    expect(store.draft.score).toBe(before);
    release();
    await asking;
    expect(store.state.answering).toBeNull();
    expect(store.draft.score.notes).toHaveLength(before.notes.length + 2);
  });

  it("makes one undo step of an answer and selects it", async () => {
    const { store, dialogue, release } = talk();
    const before = store.state.history;
    release();
    await dialogue.ask("continue");
    expect(undoName(store.state.history)).toBe("Continue");
    expect([...store.state.selection]).toEqual([100, 101]);
    expect(undone(store.state.history).present).toBe(before.present);
    expect(store.draft.origins.get(noteId(100))).toBe("generated");
  });

  it("takes chords where no note was asked for, and undo takes them out", async () => {
    const chords = [{ tick: 0, chord: "G" }];
    const store = new Store();
    const answerer: Answerer = {
      async takes(_act, request): Promise<readonly Outcome[]> {
        if (!("score" in request)) throw new Error("these tests ask with a score");
        const score = { ...request.score, chords };
        return [{ score, added: [], removed: [], isComplete: true, receipt: RECEIPT }];
      },
    };
    const dialogue = new Dialogue(store, answerer, NOBODY, {
      noteStarted: () => {},
      failed: () => {},
    });
    const before = store.draft;
    await dialogue.ask("harmonize");
    expect(store.draft.score.chords).toEqual(chords);
    expect(store.state.message).toBeNull();
    expect(undone(store.state.history).present).toBe(before);
    // The same answer again changes nothing, and says so.
    await dialogue.ask("harmonize");
    expect(store.state.message?.text).toContain("nothing to add");
  });

  it("knows what plays the answer while it is written", async () => {
    const { store, dialogue, release } = talk();
    const asking = dialogue.ask("continue");
    expect(store.state.answering?.parts).toMatchObject([{ name: "Soprano", program: 52 }]);
    expect(store.draft.score.parts).toEqual([]);
    release();
    await asking;
    expect(store.draft.score.parts).toHaveLength(1);
    expect(store.state.answering).toBeNull();
  });

  it("keeps what was written when it is stopped", async () => {
    const { store, dialogue } = talk();
    const asking = dialogue.ask("continue");
    dialogue.stop();
    await asking;
    expect([...store.state.selection]).toEqual([100]);
    expect(store.state.message?.text).toContain("Stopped");
  });

  it("says an error in words and loses nothing", async () => {
    const { store, dialogue, release, failures } = talk(new ComposerError("device-lost", "gone"));
    const before = store.state.history;
    release();
    await dialogue.ask("continue");
    expect(store.state.message).toMatchObject({ kind: "error" });
    expect(store.state.history).toBe(before);
    expect(failures).toEqual(["device-lost"]);
  });

  it("repeats in words which rules contradict each other", async () => {
    const message =
      "these laws contradict each other: the range C4 to C5 of voice 0; no note shorter than 480 ticks; voice 1 ends on F#4";
    const { store, dialogue, release } = talk(new ComposerError("constraints-contradict", message));
    release();
    await dialogue.ask("continue");
    expect(store.state.message?.text).toBe(
      "These rules cannot be kept together: the range C4 to C5 of voice 1, no note shorter than a quarter and voice 2 ends on F#4. Ease one of them under Rules in the panel.",
    );
    const alone = new ComposerError(
      "constraints-contradict",
      "this law cannot be kept here, beside what is given: the scale of D dorian",
    );
    expect(errorLine(alone)).toContain(
      "This rule cannot be kept beside what stands here: the scale of D dorian.",
    );
  });

  it("says which rule cannot be read before it asks", async () => {
    const { store, dialogue } = talk();
    const { settings } = store.state;
    const strictness = { ...settings.rules.strictness, chords: 1 };
    const rules = { ...settings.rules, strictness, chords: "G | H7" };
    store.update({ settings: { ...settings, rules } });
    await dialogue.ask("continue");
    expect(store.state.message?.text).toContain("“H7”");
    expect(store.state.answering).toBeNull();
  });

  it("makes one undo step of several takes, and shows the first while it is written", async () => {
    const { store, dialogue, asked } = takes("E4 F4", "C4 D4", "B3 A3");
    const before = store.state.history;
    const asking = dialogue.ask("continue", 3);
    expect(asked).toEqual([3]);
    expect(store.state.answering).toMatchObject({ takes: 3, notes: [{ pitch: 64 }] });
    await asking;
    expect(store.state.audition).toMatchObject({ shown: 0, draft: store.draft });
    expect(store.state.audition?.takes.map(({ receipt }) => receipt.rngSeed)).toEqual([7, 8, 9]);
    expect(store.state.settings.rngSeed).toBe(7);
    expect(undoName(store.state.history)).toBe("Continue");
    expect(undone(store.state.history).present).toBe(before.present);
    expect(store.state.message).toBeNull();
  });

  it("asks for as many takes as are set, where nobody says how many", async () => {
    const { store, dialogue, asked } = takes("E4", "F4");
    store.update({ settings: { ...store.state.settings, takes: 2 } });
    await dialogue.ask("continue");
    expect(asked).toEqual([2]);
  });

  it("offers each music once, and no take in which nothing was written", async () => {
    const alike = takes("E4 F4", "E4 F4", "E4 F4");
    await alike.dialogue.ask("continue", 3);
    expect(alike.store.state.audition).toBeNull();
    expect(alike.store.state.message?.text).toContain("alike");
    expect(alike.store.draft.score.notes).toHaveLength(alike.before + 2);
    const two = takes("E4 F4", "", "E4 F4", "G4");
    await two.dialogue.ask("continue", 4);
    expect(two.store.state.audition?.takes.map(({ receipt }) => receipt.rngSeed)).toEqual([7, 10]);
    const none = takes("", "");
    await none.dialogue.ask("continue", 2);
    expect(none.store.state.message?.text).toContain("nothing to add");
    expect(none.store.draft.score.notes).toHaveLength(none.before);
  });

  it("lets one choose among the parts of takes that were stopped", async () => {
    const { store, dialogue } = takes("E4 F4", "C4");
    const asking = dialogue.ask("continue", 2);
    dialogue.stop();
    await asking;
    expect(store.state.audition?.takes).toHaveLength(2);
    expect(store.state.message?.text).toContain("Stopped");
  });

  it("puts takes that come from a take in its place: still one undo step", async () => {
    const { store, dialogue, asked, before } = takes("E4 F4 G4 A4", "C4 D4");
    const whole = store.draft;
    await dialogue.ask("continue", 2);
    const first = store.state.audition;
    await dialogue.like("less");
    expect(asked).toEqual([2, 2]);
    expect(store.state.history.past).toHaveLength(1);
    expect(store.state.audition?.origin.parent).toEqual({ group: 0, take: 0, how: "less" });
    expect(store.state.audition?.others.map(({ takes }) => takes)).toEqual([first?.takes]);
    expect(store.draft.score.notes).toHaveLength(before + 4);
    expect(undone(store.state.history).present).toBe(whole);
  });

  it("leaves the takes that were there where no others came", async () => {
    const silent = takes("E4 F4", "C4");
    await silent.dialogue.ask("continue", 2);
    const { audition } = silent.store.state;
    silent.lines.splice(0, 2, "", "");
    await silent.dialogue.like("less");
    expect(silent.store.state.audition).toBe(audition);
    expect(silent.store.state.message?.text).toContain("nothing to add");
  });

  it("offers the take that is judged best first", async () => {
    const totals = [1, 3, 2];
    const rate: Rater["rate"] = async ({ candidates }) =>
      candidates.map((_, at) => ({ ...RATING, total: totals[at] ?? 0 }));
    const { store, dialogue } = takes({ ...NOBODY, rate }, "E4 F4", "C4 D4", "B3 A3");
    await dialogue.ask("continue", 3);
    expect(store.state.audition?.takes.map(({ receipt }) => receipt.rngSeed)).toEqual([8, 9, 7]);
    expect(store.draft).toBe(store.state.audition?.draft);
    expect(store.state.history.past).toHaveLength(1);
  });

  it("does not wait for a judge for ever, and hears it later", async () => {
    vi.useFakeTimers();
    let judge = (): void => {};
    const rate: Rater["rate"] = ({ candidates }) =>
      new Promise((resolve) => {
        judge = () => resolve(candidates.map((_, at) => ({ ...RATING, total: at })));
      });
    const { store, dialogue } = takes({ ...NOBODY, rate }, "E4 F4", "C4 D4");
    const asking = dialogue.ask("continue", 2);
    await vi.advanceTimersByTimeAsync(1_000);
    await asking;
    const shown = store.draft;
    expect(store.state.audition?.takes.map(({ rating }) => rating)).toEqual([null, null]);
    judge();
    await vi.advanceTimersByTimeAsync(1);
    expect(store.state.audition?.takes.map(({ rating }) => rating?.total)).toEqual([1, 0]);
    // What is heard stays.
    expect([store.draft, store.state.audition?.shown]).toEqual([shown, 1]);
  });

  it("takes one question at a time", async () => {
    const { store, dialogue, release } = talk();
    const first = dialogue.ask("continue");
    await dialogue.ask("harmonize");
    expect(store.state.answering?.act).toBe("continue");
    release();
    await first;
  });

  it("ends without a word when the element leaves the page", async () => {
    const { store, dialogue } = talk();
    const before = store.state.history;
    const asking = dialogue.ask("continue");
    dialogue.dispose();
    await asking;
    expect(store.state.history).toBe(before);
    expect(store.state.answering).toBeNull();
  });
});
