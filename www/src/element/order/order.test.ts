import { afterEach, describe, expect, it, vi } from "vitest";
import type { PieceOptions, PieceOutcome, PiecePlan } from "../../composer/index.ts";
import { ComposerError } from "../../composer/index.ts";
import { undoName, undone } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import { Dialogue } from "../dialogue.ts";
import type { Rater } from "../ratings.ts";
import { Store } from "../store.ts";
import type { PieceWriter } from "./commission.ts";
import { mistakeIn, orderOf, readLength } from "./order-request.ts";
import type { Wish } from "./wish.ts";
import { FIRST_WISH } from "./wish.ts";

const AROUND = { style: "carol", influence: [], rngSeed: 7 } as const;

function ordered(wish: Partial<Wish>) {
  return orderOf({ ...FIRST_WISH, ...wish }, AROUND);
}

describe("an order", () => {
  it.each([
    ["90", 90],
    ["1:30", 90],
    [" 0:45 ", 45],
    ["2 min", 120],
    ["1.5 min", 90],
    ["75 s", 75],
    ["1:75", null],
    ["long", null],
    ["", null],
  ])("reads the length %j as %j seconds", (text, seconds) => {
    expect(readLength(text)).toBe(seconds);
  });

  it("leaves open what nobody has chosen", () => {
    expect(ordered({})).toEqual({
      kind: "ready",
      request: {
        style: "carol",
        moods: [],
        key: null,
        seconds: 60,
        tempo: null,
        timeSignature: null,
        form: null,
        energy: [],
        instruments: [],
        influence: [],
        drafts: 4,
        rngSeed: 7,
      },
    });
  });

  it("says what was chosen, with the usual instrument for parts of which nothing was said", () => {
    const wish = {
      style: "band",
      tempo: "96.5",
      metre: "6/8",
      form: " intro A A' outro ",
      instruments: ["flute", "", "none"],
    };
    expect(ordered(wish)).toMatchObject({
      kind: "ready",
      request: {
        style: "band",
        tempo: 96.5,
        timeSignature: { beats: 6, beatUnit: 8 },
        form: "intro A A' outro",
        instruments: ["flute", "overdriven-guitar", "none", "electric-bass"],
      },
    });
  });

  it.each([
    [{ length: "5" }, "length"],
    [{ length: "7:00" }, "length"],
    [{ tempo: "fast" }, "tempo"],
    [{ tempo: "500" }, "tempo"],
    [{ form: "A X" }, "form"],
    [{ instruments: ["none", "none", "none", "none"] }, "instruments"],
  ] as const)("is refused for %j", (wish, name) => {
    expect(ordered(wish)).toMatchObject({ kind: "wrong", field: name });
  });

  it("knows forms", () => {
    for (const form of ["A", "a b a'", "intro verse chorus' bridge climax outro"]) {
      expect(mistakeIn(form)).toBeNull();
    }
    expect(mistakeIn("A intro")).toContain("first");
    expect(mistakeIn("outro A")).toContain("last");
    expect(mistakeIn("A I")).toContain("“I”");
    expect(mistakeIn("A ".repeat(41).trim())).toContain("40");
  });
});

const PLAN: PiecePlan = {
  seconds: 8,
  tempo: 90,
  timeSignature: { beats: 3, beatUnit: 4 },
  key: "D minor",
  sections: [section("A", 0, 2), section("A'", 2, 1)],
};

function section(name: string, firstBar: number, bars: number): PiecePlan["sections"][number] {
  const rest = { energy: 0.5, key: "D minor", origin: "new", source: null } as const;
  return { name, firstBar, bars, voices: [0], close: "half", ...rest };
}

const NOTES = line("D4*3 E4*3 F4*3");

/** A composer that plans and writes when a test says so. */
function setUp() {
  const store = new Store();
  const heard: { options: PieceOptions; end(error?: Error): void }[] = [];
  const writer: PieceWriter & Rater = {
    rate: () => Promise.reject(new Error("there is no judge")),
    piece: (_, options = {}) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) =>
          error === undefined ? resolve(outcome(true)) : reject(error);
        options.signal?.addEventListener("abort", () => resolve(outcome(false)));
        heard.push({ options, end });
      }),
  };
  const answerer = { takes: () => Promise.reject(new Error("no take was asked for")) };
  const failures: string[] = [];
  const dialogue = new Dialogue(store, answerer, writer, {
    noteStarted: () => {},
    failed: ({ code }) => failures.push(code),
  });
  return { store, dialogue, heard, failures };
}

function outcome(isComplete: boolean): PieceOutcome {
  const { kind, ...rest } = ordered({});
  if (kind !== "ready" || !("request" in rest)) throw new Error("the order is whole");
  const added = isComplete ? NOTES : NOTES.slice(0, 1);
  const score = { ...scoreOf(added), title: "Calm carol", key: "D minor", tempo: 90 };
  const receipt = { act: "piece", rngSeed: 7, style: "carol", key: "D minor", device: "cpu" };
  return {
    score: { ...score, timeSignatures: [{ tick: 0, beats: 3, beatUnit: 4 }] },
    added,
    removed: [],
    isComplete,
    plan: PLAN,
    ending: null,
    receipt: { ...receipt, engine: "network", modelVersion: "test", tokens: 9 },
  };
}

async function commissioned(stage: ReturnType<typeof setUp>) {
  const order = ordered({});
  if (order.kind !== "ready") throw new Error("the order is whole");
  const done = stage.dialogue.piece(order.request);
  await vi.waitFor(() => {
    if (stage.heard.length === 0) throw new Error("not asked yet");
  });
  const [asked] = stage.heard;
  if (asked === undefined) throw new Error("it was asked");
  return { done, ...asked };
}

afterEach(() => void vi.useRealTimers());

describe("a piece that is written", () => {
  it("shows its plan at once and its notes as they come, on a page of its own", async () => {
    const stage = setUp();
    const { store } = stage;
    const before = store.draft;
    const { options, end, done } = await commissioned(stage);
    expect(store.shown.score.notes).toEqual([]);
    options.onPlan?.(PLAN);
    expect(store.shown.sections).toEqual([
      { name: "A", start: 0, end: 2880 },
      { name: "A'", start: 2880, end: 4320 },
    ]);
    expect(store.shown.score).toMatchObject({ tempo: 90, key: "D minor" });
    for (const note of NOTES) options.onNote?.(note);
    await vi.waitFor(() => expect(store.state.answering?.notes).toHaveLength(3));
    expect(store.state.answering?.pen).toBe(2880);
    expect(store.draft).toBe(before);
    end();
    await done;
    expect(store.state.answering).toBeNull();
  });

  it("is one undo step, with its sections, and answers go on in its style", async () => {
    const stage = setUp();
    const { store } = stage;
    const before = store.draft;
    const { end, done } = await commissioned(stage);
    end();
    await done;
    expect(undoName(store.state.history)).toBe("Whole piece");
    expect(undone(store.state.history).present).toBe(before);
    expect(store.draft.sections.map(({ name }) => name)).toEqual(["A", "A'"]);
    expect([...store.draft.origins.values()]).toEqual(["generated", "generated", "generated"]);
    expect(store.draft.score.title).toBe("Calm carol");
    expect(store.state.settings.style).toBe("carol");
    expect(store.state.message).toBeNull();
  });

  it("keeps what was written when it is stopped", async () => {
    const stage = setUp();
    const { done } = await commissioned(stage);
    stage.dialogue.stop();
    await done;
    expect(stage.store.draft.score.notes).toHaveLength(1);
    expect(stage.store.state.message?.text).toContain("Stopped");
  });

  it("begins again where its worker fell", async () => {
    const stage = setUp();
    const { options, end, done } = await commissioned(stage);
    const [note] = NOTES;
    if (note !== undefined) options.onNote?.(note);
    await vi.waitFor(() => expect(stage.store.state.answering?.notes).toHaveLength(1));
    options.onRestart?.();
    expect(stage.store.state.answering).toMatchObject({ notes: [], pen: 0 });
    end();
    await done;
  });

  it("loses nothing when it cannot be had", async () => {
    const stage = setUp();
    const before = stage.store.state.history;
    const { end, done } = await commissioned(stage);
    end(new ComposerError("module-missing", "404"));
    await done;
    expect(stage.store.state.history).toBe(before);
    expect(stage.store.state.answering).toBeNull();
    expect(stage.store.state.message?.kind).toBe("error");
    expect(stage.failures).toEqual(["module-missing"]);
  });
});
