import { describe, expect, it } from "vitest";
import { isPercussion, noteName, partFrom, voiceName } from "./part.ts";
import { parseKey } from "./pitch.ts";
import { EMPTY_SCORE, pitchedNotes, scoreFrom } from "./score.ts";
import { pitch, voice } from "./units.ts";

const BAND = {
  parts: [
    { name: "Melody", program: 73, voices: [0] },
    { name: "Piano", program: 0, voices: [1, 2] },
    { name: "Drums", program: 0, isPercussion: true, voices: [4] },
  ].map(partFrom),
};
const CHOIR = { parts: [partFrom({ name: "Choir", program: 52, voices: [0, 1, 2, 3] })] };

describe("a part", () => {
  it("is no drum kit unless it says so", () => {
    expect(isPercussion(BAND, voice(0))).toBe(false);
    expect(isPercussion(BAND, voice(4))).toBe(true);
    expect(isPercussion(BAND, voice(9))).toBe(false);
  });

  it("has a program in range and a few voices", () => {
    expect(partFrom({ name: "", program: 300, voices: [-1, 999] })).toEqual({
      name: "",
      program: 127,
      isPercussion: false,
      voices: [0, 255],
    });
    expect(partFrom({ name: "", program: Number.NaN, voices: [] }).program).toBe(0);
  });
});

describe("names", () => {
  it.each([
    [BAND, 0, "Melody"],
    [BAND, 1, "Piano 1"],
    [BAND, 2, "Piano 2"],
    [BAND, 3, "bass"],
    [BAND, 4, "Drums"],
    [CHOIR, 1, "alto"],
    [EMPTY_SCORE, 0, "soprano"],
    [EMPTY_SCORE, 5, "voice 6"],
  ])("of voices come from the parts, or are those of a choir", (ensemble, number, name) => {
    expect(voiceName(ensemble, voice(number))).toBe(name);
  });

  it("of notes are pitches, or drums", () => {
    const key = parseKey("Db major");
    expect(noteName(BAND, voice(0), pitch(42), key)).toBe("G♭2");
    expect(noteName(BAND, voice(4), pitch(42), key)).toBe("Closed hat");
    expect(noteName(BAND, voice(4), pitch(36), key)).toBe("Kick");
    expect(noteName(BAND, voice(4), pitch(81), key)).toBe("Triangle");
    expect(noteName(BAND, voice(4), pitch(82), key)).toBe("B♭5");
  });
});

it("leaves the drums out of what has a pitch", () => {
  const note = { id: 1, voice: 0, pitch: 60, onset: 0, duration: 480, velocity: 80 };
  const score = scoreFrom({ ...EMPTY_SCORE, ...BAND, notes: [note, { ...note, id: 2, voice: 4 }] });
  expect(pitchedNotes(score).map(({ id }) => id)).toEqual([1]);
  const choir = scoreFrom({ ...EMPTY_SCORE, notes: [note] });
  expect(pitchedNotes(choir)).toBe(choir.notes);
});
