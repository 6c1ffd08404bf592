import { describe, expect, it } from "vitest";
import type { ChordChange } from "./chord.ts";
import {
  chordAt,
  chordLabel,
  chordsFrom,
  chordsIn,
  chordsReplaced,
  transposedChord,
} from "./chord.ts";
import { parseKey } from "./pitch.ts";
import { tick } from "./units.ts";

/** "0:C 960:G7 1920:-": where each symbol stands; a dash for none. */
function chords(text: string): readonly ChordChange[] {
  return text.split(" ").map((word) => {
    const [at = "", chord = ""] = word.split(":");
    return { tick: tick(Number(at)), chord: chord === "-" ? null : chord };
  });
}

function drawn(changes: readonly ChordChange[]): string {
  return changes.map(({ tick: at, chord }) => `${at}:${chord ?? "-"}`).join(" ");
}

describe("chord symbols", () => {
  it("are put in order, one a tick", () => {
    expect(drawn(chordsFrom(chords("960:G7 0:C 960:D -5:F")))).toBe("0:C 960:G7");
  });

  it("are left out where they name no chord", () => {
    expect(drawn(chordsFrom(chords("0:H7 480:C 960:- 1440:x")))).toBe("480:C 960:-");
  });

  it.each([
    ["C", "C"],
    ["F#m7", "F♯m7"],
    ["Bbmaj7/Db", "B♭maj7/D♭"],
    ["Bm7b5", "Bm7♭5"],
    ["C7#9", "C7♯9"],
    ["Ebb", "E♭♭"],
    [null, "N.C."],
  ])("are printed as musicians write them: %s", (chord, label) => {
    expect(chordLabel(chord, null)).toBe(label);
  });

  it.each([
    ["Dbm", "E major", "C♯m"],
    ["B7/Eb", "E major", "B7/D♯"],
    ["Bb", "C major", "B♭"],
    ["F#m7", "Db major", "G♭m7"],
    ["Dbdim7", "D minor", "C♯dim7"],
    ["F#dim", "G minor", "F♯dim"],
  ])("are spelled in their key: %s in %s", (chord, key, label) => {
    expect(chordLabel(chord, parseKey(key))).toBe(label);
  });

  it.each([
    ["C", 2, "D"],
    ["Bb7", 1, "B7"],
    ["F#m7b5/E", -3, "Ebm7b5/Db"],
    ["A♭maj7", 14, "Bbmaj7"],
    ["C6/9", -12, "C6/9"],
    ["Ebb", 0, "D"],
  ])("are transposed: %s by %d", (chord, semitones, expected) => {
    expect(transposedChord(chord, semitones)).toBe(expected);
  });
});

describe("questions to chord symbols", () => {
  const piece = chords("480:C 1920:G7 3840:-");

  it("know what holds at a tick", () => {
    expect(chordAt(piece, tick(0))).toBeUndefined();
    expect(chordAt(piece, tick(1919))).toBe("C");
    expect(chordAt(piece, tick(1920))).toBe("G7");
    expect(chordAt(piece, tick(9999))).toBeNull();
  });

  it("know what holds in a stretch", () => {
    const inside = chordsIn(piece, { start: tick(960), end: tick(3840) });
    expect(drawn(inside)).toBe("960:C 1920:G7");
    expect(drawn(chordsIn(piece, { start: tick(0), end: tick(960) }))).toBe("480:C");
  });

  it.each([
    [960, 1440, "960:F", "480:C 960:F 1440:C 1920:G7 3840:-"],
    [960, 1920, "960:F", "480:C 960:F 1920:G7 3840:-"],
    [0, 480, "0:F", "0:F 480:C 1920:G7 3840:-"],
    [5760, 7680, "5760:F", "480:C 1920:G7 3840:- 5760:F"],
  ])("are replaced from %d to %d and hold again behind it", (start, end, inside, expected) => {
    const range = { start: tick(start), end: tick(end) };
    expect(drawn(chordsReplaced(piece, range, chords(inside), tick(7680)))).toBe(expected);
  });
});
