import { describe, expect, it } from "vitest";
import { line } from "./notation.ts";
import {
  isScaleTone,
  KEY_SIGNATURES,
  keyLabel,
  likelyKey,
  parseKey,
  pitchName,
  transposedKey,
} from "./pitch.ts";
import { pitch } from "./units.ts";

describe("keys", () => {
  it.each([
    ["G major", "G major", 7],
    ["f# minor", "F# minor", 6],
    ["Bb", "Bb major", 10],
    ["Cm", "C minor", 0],
    ["G♭ major", "Gb major", 6],
    ["Cb major", "Cb major", 11],
  ])("are read from “%s”", (text, name, tonic) => {
    expect(parseKey(text)).toMatchObject({ name, tonic });
  });

  it.each(["", "H major", "G dorian", "major"])("are not read from “%s”", (text) => {
    expect(parseKey(text)).toBeNull();
  });

  it("are 24, all different", () => {
    expect(new Set(KEY_SIGNATURES.map(({ tonic, mode }) => `${tonic} ${mode}`)).size).toBe(24);
  });

  it("are printed with real accidentals", () => {
    expect(KEY_SIGNATURES.map(keyLabel)).toContain("F♯ minor");
    expect(KEY_SIGNATURES.map(keyLabel)).toContain("B♭ major");
  });

  it("know their scale, the leading tone of minor included", () => {
    const tones = (name: string): readonly number[] => {
      const key = parseKey(name);
      return [...Array(12).keys()].filter((tone) => key !== null && isScaleTone(key, tone));
    };
    expect(tones("G major")).toEqual([0, 2, 4, 6, 7, 9, 11]);
    expect(tones("A minor")).toEqual([0, 2, 4, 5, 7, 8, 9, 11]);
  });

  it.each([
    ["G4 A4 B4 C5 D5 E5 F#5 G5*2 D5 B4 G4*2", "G major"],
    ["A4 B4 C5 D5 E5 F5 G#4 A4*2 E5 C5 A4*2", "A minor"],
    ["Eb4 F4 G4 Ab4 Bb4 C5 D5 Eb5*2 Bb4 G4 Eb4*2", "Eb major"],
  ])("are guessed from the notes of %s", (text, name) => {
    expect(likelyKey(line(text))?.name).toBe(name);
  });

  it.each([
    ["G major", 2, "A major"],
    ["A minor", -1, "G# minor"],
    ["Gb major", 12, "F# major"],
    ["no key", 3, "no key"],
  ])("are transposed: %s by %d", (name, semitones, expected) => {
    expect(transposedKey(name, semitones)).toBe(expected);
  });

  it("are not guessed from nothing", () => {
    expect(likelyKey([])).toBeNull();
  });
});

describe("pitch names", () => {
  it.each([
    [60, null, "C4"],
    [66, "G major", "F♯4"],
    [66, "Db major", "G♭4"],
    [70, "D minor", "B♭4"],
    [0, null, "C-1"],
    [127, null, "G9"],
  ] as const)("spell %d in %s", (midi, key, name) => {
    expect(pitchName(pitch(midi), key === null ? null : parseKey(key))).toBe(name);
  });
});
