import { describe, expect, it } from "vitest";
import type { Draft, Score } from "../score/index.ts";
import {
  ALTO,
  answered,
  BASS,
  draftOf,
  historyOf,
  noteId,
  SOPRANO,
  TENOR,
  tick,
  withNotes,
} from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import type { Asked } from "./requests.ts";
import { continueQuestion, harmonizeQuestion, infillQuestion, seedQuestion } from "./requests.ts";
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

  it("writes its own voices again, but not a voice with a locked note", () => {
    const bass = line("G2*4", BASS, 20);
    const alto = line("D4*4", ALTO, 30);
    const score = withNotes(melody, [...melody.notes, ...bass, ...alto]);
    const draft = answered(draftOf(melody), score, [...bass, ...alto]);
    expect(request(harmonizeQuestion(stateOf(draft)))).toMatchObject({
      voices: [ALTO, TENOR, BASS],
    });
    const locked = { ...draft, locked: new Set([noteId(20)]) };
    expect(request(harmonizeQuestion(stateOf(locked)))).toMatchObject({
      voices: [ALTO, TENOR],
      locked: [20],
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
  it("asks in the key, metre and tempo of the piece", () => {
    const score = { ...melody, key: "D minor", tempo: 72 };
    expect(request(seedQuestion(given(score)))).toMatchObject({
      key: "D minor",
      tempo: 72,
      timeSignature: { beats: 4, beatUnit: 4 },
    });
  });
});
