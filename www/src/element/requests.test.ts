import { describe, expect, it } from "vitest";
import type { Draft, Score } from "../score/index.ts";
import {
  ALTO,
  answered,
  BASS,
  chordsFrom,
  draftOf,
  historyOf,
  noteId,
  partFrom,
  SOPRANO,
  TENOR,
  tick,
  voice,
  withNotes,
} from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import type { Asked } from "./requests.ts";
import { continueQuestion, harmonizeQuestion, infillQuestion, seedQuestion } from "./requests.ts";
import { stylePatch } from "./settings.ts";
import type { State } from "./store.ts";
import { Store } from "./store.ts";

const melody = scoreOf(line("G4 A4 B4 C5 D5*4"));

function stateOf(draft: Draft, patch: Partial<State> = {}): State {
  return { ...new Store().state, history: historyOf(draft), ...patch };
}

function given(score: Score, patch: Partial<State> = {}): State {
  return stateOf(draftOf(score), patch);
}

function request(asked: Asked): object {
  if (asked.kind === "needs") throw new Error(asked.text);
  return asked.question.order.request;
}

describe("every question", () => {
  const { settings } = new Store().state;
  const band = { ...settings, ...stylePatch("band") };

  it("brings an instrument for the voices it asks for, drums above all", () => {
    const asked = harmonizeQuestion(given(melody, { settings: band }));
    const names = ["Melody", "Chords", "Second", "Bass", "Drums"];
    expect(asked.kind === "ready" && asked.question.parts.map(({ name }) => name)).toEqual(names);
    expect(request(asked)).toMatchObject({
      voices: [1, 2, 3, 4],
      score: { parts: [{}, {}, {}, {}, { isPercussion: true, voices: [4] }] },
    });
  });

  it("leaves the instruments of a piece as they are", () => {
    const parts = [partFrom({ name: "Organ", program: 19, voices: [0, 1, 2, 3] })];
    const asked = harmonizeQuestion(given({ ...melody, parts }));
    expect(asked.kind === "ready" && asked.question.parts).toBe(parts);
  });

  it("knows drums by their part, whichever voice they have", () => {
    const parts = [partFrom({ name: "Kit", program: 0, isPercussion: true, voices: [9] })];
    const drums = line("C2 D2", voice(9), 20);
    const score = { ...withNotes(melody, [...melody.notes, ...drums]), parts };
    const written = answered(draftOf(melody), score, drums);
    const asked = harmonizeQuestion(stateOf(written, { settings: band }));
    expect(request(asked)).toMatchObject({ voices: [1, 2, 3, 4] });
    expect(asked.kind === "ready" && [...asked.question.replaced].sort()).toEqual([20, 21]);
    expect(asked.kind === "ready" && asked.question.parts.filter((p) => p.isPercussion)).toEqual(
      parts,
    );
    expect(request(continueQuestion(given(score, { settings: band })))).toMatchObject({
      voices: [0, 4],
    });
    // A fifth voice that is no drum is not the composer's.
    const sung = withNotes(melody, [...melody.notes, ...line("C3", voice(4), 20)]);
    const fill = infillQuestion(given(sung, { settings: band, selection: new Set([noteId(20)]) }));
    expect(fill.kind === "ready" && fill.question.replaced.has(noteId(20))).toBe(false);
  });

  it("asks a lead sheet for chords where the melody stands", () => {
    const lead = { ...settings, ...stylePatch("lead-sheet") };
    expect(request(harmonizeQuestion(given(melody, { settings: lead })))).toMatchObject({
      style: "lead-sheet",
      voices: [],
    });
  });

  it("carries chord symbols", () => {
    const chords = chordsFrom([{ tick: 0, chord: "G" }]);
    for (const question of [continueQuestion, harmonizeQuestion]) {
      expect(request(question(given({ ...melody, chords })))).toMatchObject({ score: { chords } });
    }
  });

  it("says that a style of one voice has nothing to harmonize", () => {
    const reel = { ...settings, ...stylePatch("irish-dance") };
    const asked = harmonizeQuestion(given(melody, { settings: reel }));
    expect(asked.kind === "needs" && asked.text).toContain("Irish dance is written for one voice");
  });
});

describe("Continue", () => {
  it("goes on in the voices that there are, after the last bar", () => {
    const asked = continueQuestion(given(melody));
    expect(request(asked)).toMatchObject({ voices: [SOPRANO], bars: 4, locked: [] });
    expect(asked.kind === "ready" && asked.question.start).toBe(3840);
  });

  it("says what it needs when there are no notes", () => {
    expect(continueQuestion(given(scoreOf()))).toMatchObject({ kind: "needs" });
  });
});

describe("Harmonize", () => {
  it("writes the voices in which nothing is given", () => {
    expect(request(harmonizeQuestion(given(melody)))).toMatchObject({
      voices: [ALTO, TENOR, BASS],
    });
  });

  it("writes its own voices again, around the notes that are locked", () => {
    const bass = line("G2*4", BASS, 20);
    const alto = line("D4*4", ALTO, 30);
    const score = withNotes(melody, [...melody.notes, ...bass, ...alto]);
    const draft = answered(draftOf(melody), score, [...bass, ...alto]);
    expect(request(harmonizeQuestion(stateOf(draft)))).toMatchObject({
      voices: [ALTO, TENOR, BASS],
    });
    const locked = { ...draft, locked: new Set([noteId(20)]) };
    expect(request(harmonizeQuestion(stateOf(locked)))).toMatchObject({
      voices: [ALTO, TENOR, BASS],
      locked: [20],
    });
  });

  it("writes around notes of another voice that one has drawn and locked, and keeps the melody", () => {
    const alto = line("D4 r*2 D4", ALTO, 30);
    const score = withNotes(melody, [...melody.notes, ...alto]);
    const ids = new Set(alto.map(({ id }) => id));
    const some = { ...draftOf(score), locked: ids };
    expect(request(harmonizeQuestion(stateOf(some)))).toMatchObject({
      voices: [ALTO, TENOR, BASS],
      locked: [30, 31],
    });
    // Whoever locks the melody too still has it harmonized.
    const all = { ...draftOf(score), locked: new Set(score.notes.map(({ id }) => id)) };
    expect(request(harmonizeQuestion(stateOf(all)))).toMatchObject({ voices: [ALTO, TENOR, BASS] });
    expect(request(harmonizeQuestion(stateOf(draftOf(score))))).toMatchObject({
      voices: [TENOR, BASS],
    });
  });

  it("says what it needs when every voice is taken or none may be written", () => {
    const all = scoreOf(
      ...[0, 1, 2, 3].map((v) => line("G4", [SOPRANO, ALTO, TENOR, BASS][v], v * 10 + 1)),
    );
    expect(harmonizeQuestion(given(all))).toMatchObject({ kind: "needs" });
    const { settings } = new Store().state;
    expect(
      harmonizeQuestion(given(melody, { settings: { ...settings, voices: [] } })),
    ).toMatchObject({
      kind: "needs",
    });
  });
});

describe("Fill", () => {
  it("says what it needs when nothing is marked", () => {
    expect(infillQuestion(given(melody))).toMatchObject({ kind: "needs" });
  });

  it("takes the marked stretch before the selection, and that before the loop", () => {
    const loop = { start: tick(0), end: tick(3840) };
    const selection = new Set([noteId(2)]);
    const region = { start: tick(960), end: tick(1920) };
    const asked = (patch: Partial<State>): object => request(infillQuestion(given(melody, patch)));
    expect(asked({ loop })).toMatchObject({ region: { start: 0, end: 3840 } });
    expect(asked({ loop, selection })).toMatchObject({ region: { start: 480, end: 960 } });
    expect(asked({ loop, selection, region })).toMatchObject({ region: { start: 960, end: 1920 } });
  });

  it("replaces the notes of its voices that sound in the stretch", () => {
    const asked = infillQuestion(given(melody, { region: { start: tick(700), end: tick(1000) } }));
    expect(asked.kind === "ready" && [...asked.question.replaced]).toEqual([2, 3]);
  });
});

describe("Seed", () => {
  const { settings } = new Store().state;
  const score = { ...melody, key: "D minor", tempo: 72 };

  it("asks in the key, metre and tempo that somebody chose", () => {
    const chosen = { ...settings, isHeaderChosen: true };
    expect(request(seedQuestion(given(score, { settings: chosen })))).toMatchObject({
      key: "D minor",
      tempo: 72,
      timeSignature: { beats: 4, beatUnit: 4 },
    });
  });

  it("asks in the metre and tempo of the style where nobody did", () => {
    const reel = { ...settings, ...stylePatch("irish-dance") };
    const asked = seedQuestion(given(score, { settings: reel }));
    expect(request(asked)).toMatchObject({ key: "D minor", tempo: 190, voices: [SOPRANO] });
    expect(asked.kind === "ready" && asked.question.parts).toMatchObject([{ name: "Flute" }]);
  });
});

describe("locks in part", () => {
  const written = answered(draftOf(melody), melody, melody.notes);
  const held = { ...written, holds: new Map([[noteId(2), "rhythm" as const]]) };

  it("go along where something is written afresh", () => {
    const selection = new Set(melody.notes.map(({ id }) => id));
    const fill = infillQuestion(stateOf(held, { selection }));
    expect(request(fill)).toMatchObject({ holds: [{ id: 2, keep: "rhythm" }], locked: [] });
    expect(request(harmonizeQuestion(stateOf(held)))).toMatchObject({ holds: [{ id: 2 }] });
    expect(request(infillQuestion(stateOf(written, { selection })))).not.toHaveProperty("holds");
  });

  it("do not make a voice one's own: Harmonize writes it otherwise", () => {
    const mine = draftOf(melody);
    const holds = new Map(melody.notes.map(({ id }) => [id, "pitch" as const]));
    expect(request(harmonizeQuestion(stateOf(mine)))).toMatchObject({
      voices: [ALTO, TENOR, BASS],
    });
    expect(request(harmonizeQuestion(stateOf({ ...mine, holds })))).toMatchObject({
      voices: [SOPRANO, ALTO, TENOR, BASS],
    });
  });

  it("may hold for a whole region", () => {
    const { settings } = new Store().state;
    const selection = new Set([noteId(1)]);
    const asked = infillQuestion(
      stateOf(written, { selection, settings: { ...settings, keep: "pitches" } }),
    );
    expect(request(asked)).toMatchObject({ region: { keep: "pitches" } });
    expect(request(infillQuestion(stateOf(written, { selection })))).not.toHaveProperty(
      "region.keep",
    );
  });
});

describe("rules", () => {
  const { settings } = new Store().state;
  const strictness = { ...settings.rules.strictness, chords: 1, cadence: 1 };
  const rules = { ...settings.rules, strictness, chords: "V7 | I" };

  it("go along with every question, for the place of its answer", () => {
    const state = given(melody, { settings: { ...settings, bars: 2, rules } });
    const bar = (index: number) => [
      { tick: 1920 * index, chord: "V7" },
      { tick: 1920 * (index + 1), chord: "I" },
    ];
    expect(request(seedQuestion(state))).toMatchObject({
      constraints: { chords: { changes: bar(0), strictness: 1 }, cadence: 1 },
    });
    expect(request(continueQuestion(state))).toMatchObject({
      constraints: { chords: { changes: bar(2) } },
    });
    expect(request(harmonizeQuestion(state))).toMatchObject({
      constraints: { chords: { changes: bar(0) } },
    });
  });
});
