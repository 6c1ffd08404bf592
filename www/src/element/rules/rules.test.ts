import { describe, expect, it } from "vitest";
import { barsIn, tick, voice } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import { chordsOver, unknownChords } from "./chord-text.ts";
import { closesIn, constraintsOf, readPitch, ruleMistake } from "./constraints.ts";
import type { Rules } from "./rules.ts";
import { FIRST_RULES, ruleWords } from "./rules.ts";

const score = scoreOf(line("G4*4 A4*4 B4*4 C5*4"));
const range = { start: tick(0), end: tick(4 * 1920) };
const place = { score, range, voices: [0, 1, 2, 3, 4].map(voice) };

function withRules(strictness: Partial<Rules["strictness"]>, values: Partial<Rules> = {}): Rules {
  return {
    ...FIRST_RULES,
    ...values,
    strictness: { ...FIRST_RULES.strictness, ...strictness },
  };
}

describe("rules", () => {
  it("ask for nothing while they are off, whatever they are about", () => {
    expect(constraintsOf(withRules({}, { chords: "G", lowest: ["C4"] }), place)).toEqual({});
    expect(ruleWords(FIRST_RULES)).toBe("none");
  });

  it("become what the composer is asked", () => {
    const rules = withRules(
      {
        voiceLeading: 1,
        scale: 0.5,
        ranges: 1,
        largestLeap: 1,
        start: 0.5,
        density: 1,
        cadence: 1,
      },
      {
        scale: "D dorian",
        lowest: ["C4", "", "", "E2"],
        highest: ["G5", "", "c5"],
        largestLeap: 7,
        start: ["", "F#4"],
        fewest: 2,
        most: 6,
      },
    );
    expect(constraintsOf(rules, place)).toEqual({
      voiceLeading: 1,
      scale: { scale: "D dorian", strictness: 0.5 },
      ranges: [
        { voice: 0, lowest: 60, highest: 79, strictness: 1 },
        { voice: 2, lowest: 0, highest: 72, strictness: 1 },
        { voice: 3, lowest: 40, highest: 127, strictness: 1 },
      ],
      largestLeap: { value: 7, strictness: 1 },
      start: [{ voice: 1, pitch: 66, strictness: 0.5 }],
      density: { lowest: 2, highest: 6, strictness: 1 },
      cadence: 1,
    });
    expect(ruleWords(rules)).toBe("7 rules");
    expect(ruleWords(withRules({ scale: 0.3, cadence: 1 }))).toBe("scale (wish), cadence (law)");
  });

  it("name only voices that are written, and no drums", () => {
    const rules = withRules({ start: 1, ranges: 1 }, { start: ["C5", "E4"], lowest: ["C4", "C3"] });
    expect(constraintsOf(rules, { ...place, voices: [voice(1), voice(4)] })).toEqual({
      ranges: [{ voice: 1, lowest: 48, highest: 127, strictness: 1 }],
      start: [{ voice: 1, pitch: 64, strictness: 1 }],
    });
    expect(constraintsOf(rules, { ...place, voices: [voice(4)] })).toEqual({});
  });

  it("lay chords over the bars of the answer, from its beginning again", () => {
    const rules = withRules({ chords: 1 }, { chords: "G | Am D7" });
    const changes = [
      { tick: 1920, chord: "G" },
      { tick: 3840, chord: "Am" },
      { tick: 4800, chord: "D7" },
      { tick: 5760, chord: "G" },
    ];
    const later = { ...place, range: { start: tick(1920), end: tick(7680) } };
    expect(constraintsOf(rules, later)).toEqual({ chords: { changes, strictness: 1 } });
    // In the midst of a bar what holds there comes first.
    const within = { ...place, range: { start: tick(2400), end: tick(3840) } };
    expect(constraintsOf(rules, within).chords?.changes).toEqual([{ tick: 2400, chord: "G" }]);
    // Without a lane the symbols of the piece are obeyed.
    expect(constraintsOf(withRules({ chords: 0.5 }), place)).toEqual({
      chords: { strictness: 0.5 },
    });
  });

  it("name bars of cadences as the ruler does, and leave out those beyond the answer", () => {
    const rules = withRules({ cadences: 1 }, { cadences: "2 half, 4, 12" });
    expect(constraintsOf(rules, place).cadences).toEqual([
      { bar: 1, kind: "half", strictness: 1 },
      { bar: 3, kind: "authentic", strictness: 1 },
    ]);
    const withPickup = {
      ...place,
      score: { ...score, pickup: score.pickup + 480 } as typeof score,
    };
    expect(constraintsOf(rules, withPickup).cadences?.map(({ bar }) => bar)).toEqual([2, 4]);
  });

  it("say what is wrong with them, only where they are on", () => {
    expect(ruleMistake(withRules({}, { chords: "H7" }))).toBeNull();
    expect(ruleMistake(withRules({ chords: 1 }, { chords: "G H7" }))).toContain("“H7”");
    expect(ruleMistake(withRules({ cadences: 1 }, { cadences: "four" }))).toContain("numbers");
    expect(ruleMistake(withRules({ density: 1 }, { fewest: 9, most: 3 }))).toContain("9 to 3");
    expect(ruleMistake(withRules({ chords: 1 }, { chords: "V7 | I" }))).toBeNull();
  });
});

describe("a typed lane", () => {
  const bars = barsIn(score, range);
  const typed = (text: string) =>
    chordsOver(text, bars).map(({ tick: at, chord }) => `${at / 480}:${chord ?? "none"}`);

  it("spreads the chords of a bar over its beats", () => {
    expect(typed("C | F G | C D E | A B C D")).toEqual([
      ...["0:C", "4:F", "6:G", "8:C", "10:D", "11:E"],
      ...["12:A", "13:B", "14:C", "15:D"],
    ]);
    expect(typed("| C | % | N.C. | |")).toEqual(["0:C", "4:C", "8:none", "12:none"]);
    expect(typed("C F G C")).toEqual(["0:C", "4:F", "8:G", "12:C"]);
    expect(typed("")).toEqual([]);
  });

  it("knows letters and Roman numerals, and what is neither", () => {
    const good = "C F#m7 Bbmaj7/D Db° G7sus4 C6/9 Am7(b5) I ii6 V7 bVI V/V vii°7 N.C.";
    expect(unknownChords(good)).toEqual([]);
    expect(unknownChords("C H7 | what VIII")).toEqual(["H7", "what", "VIII"]);
  });
});

describe("pitches by name", () => {
  it.each([
    ["C4", 60],
    ["f#3", 54],
    [" Bb2 ", 46],
    ["G♯5", 80],
    ["C-1", 0],
    ["G9", 127],
    ["A9", null],
    ["H4", null],
    ["4", null],
    ["", null],
  ])("%j is %j", (text, pitch) => expect(readPitch(text)).toBe(pitch));

  it("reads bars that close", () => {
    expect(closesIn("4, 8 half; 12 full")).toEqual([
      { number: 4, kind: "authentic" },
      { number: 8, kind: "half" },
      { number: 12, kind: "authentic" },
    ]);
    expect(closesIn("")).toEqual([]);
    expect(closesIn("4 plagal")).toBeNull();
  });
});
