import { describe, expect, it } from "vitest";
import { chordsFrom } from "./chord.ts";
import type { Draft } from "./draft.ts";
import { draftOf } from "./draft.ts";
import { moved, removed } from "./edit.ts";
import { line, scoreOf } from "./notation.ts";
import { partFrom } from "./part.ts";
import { inserted, passageOf } from "./passage.ts";
import type { Score } from "./score.ts";
import { selectionOf } from "./selection.ts";
import { BASS, noteId, tick, voice } from "./units.ts";

const DRUMS = voice(4);

/** Two bars of a lead sheet: four quarters over C and G7, a whole note over F. */
const lead: Score = {
  ...scoreOf(line("G4 A4 B4 C5 A4*4")),
  key: "C major",
  chords: chordsFrom([
    { tick: 0, chord: "C" },
    { tick: 960, chord: "G7/B" },
    { tick: 1920, chord: "F" },
  ]),
};

function drawn({ score }: Pick<Draft, "score">): string {
  return score.chords.map(({ tick: at, chord }) => `${at}:${chord ?? "-"}`).join(" ");
}

function ids(...numbers: readonly number[]): ReadonlySet<ReturnType<typeof noteId>> {
  return new Set(numbers.map(noteId));
}

describe("a passage", () => {
  it("of whole bars takes its chords along", () => {
    const passage = passageOf(lead, ids(1, 2, 3, 4));
    expect(drawn({ score: { ...lead, chords: passage.chords } })).toBe("0:C 960:G7/B");
    const { draft } = inserted(draftOf(lead), passage, tick(3840));
    expect(drawn(draft)).toBe("0:C 960:G7/B 1920:F 3840:C 4800:G7/B");
    expect(draft.score.notes).toHaveLength(9);
  });

  it("gives the music behind it its chord back", () => {
    const passage = passageOf(lead, ids(5));
    expect(drawn(inserted(draftOf(lead), passage, tick(0)).draft)).toBe("0:F 1920:F");
  });

  it("of some notes of a bar has none", () => {
    const passage = passageOf(lead, ids(1, 2, 3));
    expect(passage.chords).toEqual([]);
    expect(drawn(inserted(draftOf(lead), passage, tick(3840)).draft)).toBe(drawn({ score: lead }));
  });

  it("of one line of several has none, but drums do not count", () => {
    const bass = line("C3*8", BASS, 20);
    const duet = { ...lead, notes: [...lead.notes, ...bass] };
    expect(passageOf(duet, ids(1, 2, 3, 4)).bars).toBeNull();
    const drums = line("C2*8", DRUMS, 20);
    const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
    const beaten = { ...lead, parts, notes: [...lead.notes, ...drums] };
    expect(passageOf(beaten, ids(1, 2, 3, 4)).bars).toEqual({ start: 0, end: 1920 });
  });
});

describe("chords above moving notes", () => {
  const all = selectionOf(lead.notes);

  it("are transposed with the whole piece, and its key with them", () => {
    const next = moved(draftOf(lead), all, { ticks: 0, semitones: 2 });
    expect(drawn(next)).toBe("0:D 960:A7/Db 1920:G");
    expect(next.score.key).toBe("D major");
  });

  it("stay where single notes move", () => {
    const next = moved(draftOf(lead), ids(1, 5), { ticks: 0, semitones: 2 });
    expect(drawn(next)).toBe(drawn({ score: lead }));
    expect(next.score.key).toBe("C major");
  });

  it("move in time with the whole piece, as its phrase ends do", () => {
    const sung = { ...lead, phraseEnds: [tick(1920)] };
    const next = moved(draftOf(sung), all, { ticks: 480, semitones: 0 });
    expect(drawn(next)).toBe("480:C 1440:G7/B 2400:F");
    expect(next.score.phraseEnds).toEqual([2400]);
  });

  it("are transposed when the drums are left behind, and drums never are", () => {
    const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
    const beaten = { ...lead, parts, notes: [...lead.notes, ...line("C2", DRUMS, 20)] };
    const some = moved(draftOf(beaten), all, { ticks: 0, semitones: -1 });
    const whole = moved(draftOf(beaten), selectionOf(beaten.notes), { ticks: 0, semitones: -1 });
    for (const next of [some, whole]) {
      expect(drawn(next)).toBe("0:B 960:F#7/Bb 1920:E");
      expect(next.score.notes.find(({ id }) => id === 20)?.pitch).toBe(36);
      expect(next.score.notes.find(({ id }) => id === 1)?.pitch).toBe(66);
    }
  });

  it("go with the last note", () => {
    const sung = { ...lead, phraseEnds: [tick(1920)] };
    expect(drawn(removed(draftOf(sung), ids(1, 2, 3, 4)))).toBe(drawn({ score: lead }));
    const empty = removed(draftOf(sung), all);
    expect(empty.score.chords).toEqual([]);
    expect(empty.score.phraseEnds).toEqual([]);
  });
});

describe("drums that move", () => {
  const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
  const score = { ...scoreOf(line("G4"), line("C2", DRUMS, 20)), parts };

  it("become another drum when only drums are moved", () => {
    const next = moved(draftOf(score), ids(20), { ticks: 0, semitones: 2 });
    expect(next.score.notes.map(({ pitch }) => pitch)).toEqual([67, 38]);
  });

  it("do not hold back the notes that they are moved with", () => {
    const next = moved(draftOf(score), ids(1, 20), { ticks: 480, semitones: -50 });
    expect(next.score.notes.map(({ pitch, onset }) => [pitch, onset])).toEqual([
      [17, 480],
      [36, 480],
    ]);
  });
});
