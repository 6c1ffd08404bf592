import { describe, expect, it } from "vitest";
import { line, scoreOf } from "./notation.ts";
import type { PlainScore } from "./score.ts";
import { EMPTY_SCORE, nextNoteId, notesIn, scoreEnd, scoreFrom } from "./score.ts";
import { pruned, rangeOf, selectionIn, selectionOf, toggled } from "./selection.ts";
import { BASS, noteId, pitch, tick } from "./units.ts";

const plainNote = { id: 1, voice: 0, pitch: 60, onset: 0, duration: 480, velocity: 80 };

function plain(patch: Partial<PlainScore>): PlainScore {
  return { ...EMPTY_SCORE, ...patch };
}

describe("a score from plain fields", () => {
  it("puts notes in order", () => {
    const notes = [
      { ...plainNote, id: 1, onset: 480 },
      { ...plainNote, id: 2, voice: 1 },
      { ...plainNote, id: 3, pitch: 64 },
    ];
    expect(scoreFrom(plain({ notes })).notes.map((note) => note.id)).toEqual([3, 2, 1]);
  });

  it("gives a name used twice to one note only", () => {
    const notes = [plainNote, { ...plainNote, onset: 480 }];
    expect(new Set(scoreFrom(plain({ notes })).notes.map((note) => note.id)).size).toBe(2);
  });

  it("moves numbers into their range", () => {
    const notes = [{ ...plainNote, pitch: 200, onset: -5, duration: 0, velocity: 300 }];
    expect(scoreFrom(plain({ notes })).notes[0]).toMatchObject({
      pitch: 127,
      onset: 0,
      duration: 1,
      velocity: 127,
    });
    expect(scoreFrom(plain({ tempo: 1 })).tempo).toBe(10);
  });

  it("always has a time signature at the start", () => {
    const later = [{ tick: 1920, beats: 3, beatUnit: 4 }];
    expect(scoreFrom(plain({ timeSignatures: later })).timeSignatures).toMatchObject([
      { tick: 0, beats: 4 },
      { tick: 1920, beats: 3 },
    ]);
    const odd = [{ tick: 0, beats: 3, beatUnit: 5 }];
    expect(scoreFrom(plain({ timeSignatures: odd })).timeSignatures).toHaveLength(1);
  });
});

describe("questions to a score", () => {
  const score = scoreOf(line("C4*8 D4"), line("r C3 D3", BASS, 10));

  it("finds long notes that began before the range", () => {
    const found = notesIn(score, { start: tick(3000), end: tick(3001) });
    expect(found.map((note) => note.id)).toEqual([1]);
  });

  it("leaves out notes that end where the range begins", () => {
    const found = notesIn(score, { start: tick(960), end: tick(1440) });
    expect(found.map((note) => note.id)).toEqual([1, 11]);
  });

  it("knows its end and a free name", () => {
    expect(scoreEnd(score)).toBe(4320);
    expect(nextNoteId(score)).toBe(12);
    expect(nextNoteId(EMPTY_SCORE)).toBe(1);
  });

  it("selects a drum where it is struck, not where its note ends", () => {
    const parts = [{ name: "", program: 0, isPercussion: true, voices: [1] }];
    const note = { id: 1, voice: 1, pitch: 38, onset: 0, duration: 960, velocity: 80 };
    const drums = scoreFrom(plain({ parts, notes: [note] }));
    const later = { start: tick(480), end: tick(960) };
    expect(selectionIn(drums, later, pitch(30), pitch(50)).size).toBe(0);
    const whole = { start: tick(0), end: tick(960) };
    expect(selectionIn(drums, whole, pitch(30), pitch(50)).size).toBe(1);
  });

  it("selects by a rectangle of time and pitch", () => {
    const range = { start: tick(500), end: tick(600) };
    expect([...selectionIn(score, range, pitch(40), pitch(50))]).toEqual([10]);
  });
});

describe("a selection", () => {
  it("takes a note in and out", () => {
    const one = toggled(new Set(), noteId(1));
    expect([...one]).toEqual([1]);
    expect(toggled(one, noteId(1)).size).toBe(0);
  });

  it("loses notes that the score no longer has", () => {
    const score = scoreOf(line("C4"));
    const both = new Set([noteId(1), noteId(2)]);
    expect([...pruned(both, score)]).toEqual([1]);
    const only = selectionOf(score.notes);
    expect(pruned(only, score)).toBe(only);
  });

  it("covers the time from its first onset to its last end", () => {
    expect(rangeOf(line("r C4*2 D4"))).toEqual({ start: 480, end: 1920 });
    expect(rangeOf([])).toBeNull();
  });
});
