import { describe, expect, it } from "vitest";
import { chordsFrom } from "./chord.ts";
import type { Draft } from "./draft.ts";
import { draftOf } from "./draft.ts";
import { answered } from "./edit.ts";
import type { Splice } from "./mix.ts";
import { mixed } from "./mix.ts";
import { line } from "./notation.ts";
import type { Note } from "./note.ts";
import { partFrom } from "./part.ts";
import { pitchName } from "./pitch.ts";
import type { Score } from "./score.ts";
import { EMPTY_SCORE, withNotes } from "./score.ts";
import { ALTO, tick, voice } from "./units.ts";

const BAR = 1920;
/** Given: two bars of melody, the last note of the first bar held into the second. */
const melody = line("G4 A4 B4 C5*2 D5 E5*2");
const given = draftOf(withNotes(EMPTY_SCORE, melody));

/** An answer in the alto. */
function take(text: string, firstId = 100): Draft {
  const written = line(text, ALTO, firstId);
  return answered(given, withNotes(given.score, [...melody, ...written]), written);
}

function bars(from: number, to: number, number: number): Splice {
  return { start: tick(from * BAR), end: tick(to * BAR), take: number };
}

/** "0:C4+480": onset, pitch and duration of what was written. */
function alto({ score }: Draft): string {
  return spoken(score.notes.filter((note) => note.voice === ALTO));
}

function spoken(notes: readonly Note[]): string {
  return notes
    .map((note) => `${note.onset}:${pitchName(note.pitch, null)}+${note.duration}`)
    .join(" ");
}

describe("a mix of takes", () => {
  const quarters = take("C4 C4 C4 C4 C4 C4 C4 C4");
  const halves = take("E4*2 E4*2 F4*2 F4*2");

  it("is the base itself where nothing comes from another take", () => {
    expect(mixed([quarters, halves], 1, [])).toBe(halves);
    expect(mixed([quarters, halves], 1, [bars(0, 1, 1)])).toBe(halves);
  });

  it("has each bar from its take, with ids of its own, and keeps what was given", () => {
    const mix = mixed([quarters, halves], 0, [bars(1, 2, 1)]);
    expect(alto(mix)).toBe("0:C4+480 480:C4+480 960:C4+480 1440:C4+480 1920:F4+960 2880:F4+960");
    expect(new Set(mix.score.notes.map(({ id }) => id)).size).toBe(mix.score.notes.length);
    expect(mix.score.notes.filter(({ voice }) => voice !== ALTO)).toEqual(melody);
    const written = mix.score.notes.filter(({ voice }) => voice === ALTO);
    expect(written.slice(0, 4).map(({ id }) => id)).toEqual([100, 101, 102, 103]);
    expect(written.every(({ id }) => mix.origins.get(id) === "generated")).toBe(true);
    expect([...mix.origins.keys()].length).toBe(written.length);
  });

  it("is the other take where all bars come from it", () => {
    const mix = mixed([quarters, halves], 0, [bars(0, 2, 1)]);
    expect(alto(mix)).toBe(alto(halves));
  });

  it("cuts a note at the seam and strikes the other take's held one anew", () => {
    const held = take("C4*3 D4*2 E4*3");
    const other = take("F4*2 G4*4 A4*2");
    expect(alto(mixed([held, other], 0, [bars(1, 2, 1)]))).toBe(
      "0:C4+1440 1440:D4+480 1920:G4+960 2880:A4+960",
    );
    expect(alto(mixed([held, other], 1, [bars(1, 2, 0)]))).toBe(
      "0:F4+960 960:G4+960 1920:D4+480 2400:E4+1440",
    );
  });

  it("lets the same pitch on both sides of the seam go on as one note", () => {
    const one = take("C4*3 D4*2 E4*3");
    const other = take("F4*2 D4*4 A4*2");
    const mix = mixed([one, other], 0, [bars(1, 2, 1)]);
    expect(alto(mix)).toBe("0:C4+1440 1440:D4+1440 2880:A4+960");
    // A note struck on the bar line is another one.
    const struck = mixed([one, take("F4*4 D4*4")], 0, [bars(1, 2, 1)]);
    expect(alto(struck)).toBe("0:C4+1440 1440:D4+480 1920:D4+1920");
  });

  it("takes bars from several takes, in any order", () => {
    const third = take("A4*8");
    const splices = [bars(2, 3, 2), bars(0, 1, 1)];
    const long = [take("C4*4 D4*4 E4*4"), take("E4*2 E4*2 F4*8"), take("A4*8 B4*4")];
    expect(alto(mixed(long, 0, splices))).toBe("0:E4+960 960:E4+960 1920:D4+1920 3840:B4+1920");
    expect(alto(mixed([quarters, halves, third], 2, [bars(1, 2, 1), bars(0, 1, 1)]))).toBe(
      alto(halves),
    );
  });

  it("joins one held note over three takes", () => {
    const takes = [take("C4*12"), take("C4*12", 200), take("C4*12", 300)];
    const mix = mixed(takes, 0, [bars(1, 2, 1), bars(2, 3, 2)]);
    expect(alto(mix)).toBe("0:C4+5760");
  });

  it("strikes no drum anew and cuts none", () => {
    const kit = voice(4);
    const parts = [partFrom({ name: "Drums", program: 0, isPercussion: true, voices: [4] })];
    const drums = (text: string): Draft => {
      const score = { ...given.score, parts };
      const written = line(text, kit, 100);
      return answered(given, withNotes(score, [...melody, ...written]), written);
    };
    const mix = mixed([drums("r*3 C2*2"), drums("r*3 D2*2 D2")], 0, [bars(1, 2, 1)]);
    expect(spoken(mix.score.notes.filter((note) => note.voice === kit))).toBe(
      "1440:C2+960 2400:D2+480",
    );
  });

  it("has chord symbols and phrase ends from where its notes come from", () => {
    const signed = (chord: string, end: number): Draft => {
      const draft = take("C4*4 C4*4 C4*4");
      const chords = chordsFrom([{ tick: 0, chord }]);
      return { ...draft, score: { ...draft.score, chords, phraseEnds: [tick(end)] } };
    };
    const { score }: { score: Score } = mixed([signed("G", 480), signed("C", 2400)], 0, [
      bars(1, 2, 1),
    ]);
    expect(score.chords.map(({ tick: at, chord }) => `${at}:${chord}`)).toEqual([
      "0:G",
      "1920:C",
      "3840:G",
    ]);
    expect(score.phraseEnds).toEqual([480, 2400]);
  });
});
