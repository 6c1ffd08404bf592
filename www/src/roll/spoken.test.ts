import { afterEach, describe, expect, it } from "vitest";
import { ALTO, chordsFrom, noteId, partFrom, pitch, tick, voice } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { speak } from "../words/index.ts";
import { spokenCursor, spokenNotes, spokenPlace } from "./spoken.ts";
import { contentOf } from "./test-kit.ts";

const score = scoreOf(line("G4 A4 B4 C5 D5*4"), line("D4*8", ALTO, 20));
const content = contentOf(score);

afterEach(() => speak({}));

describe("places", () => {
  it.each([
    [0, "bar 1 beat 1"],
    [2880, "bar 2 beat 3"],
    [240, "bar 1 beat 1 and a half"],
    [160, "bar 1 beat 1 and one third"],
    [48, "bar 1 beat 1 and 10 hundredths"],
  ])("say where tick %d is", (at, words) => {
    expect(spokenPlace(score, tick(at))).toBe(words);
  });
});

describe("the cursor", () => {
  it("says what is there and where it is", () => {
    const cursor = { tick: tick(480), pitch: pitch(69) };
    expect(spokenCursor(content, cursor)).toBe("A4, quarter note, bar 1 beat 2, soprano");
    const empty = { tick: tick(2880), pitch: pitch(67) };
    expect(spokenCursor(content, empty)).toBe("bar 2 beat 3, G4, soprano, empty");
  });

  it("says where it stands inside a long note", () => {
    const inside = { tick: tick(960), pitch: pitch(62) };
    const words = "bar 1 beat 3, D4, double whole note, bar 1 beat 1, alto";
    expect(spokenCursor(content, inside)).toBe(words);
  });

  it("says who wrote a note, and whether it is locked", () => {
    const { draft } = content;
    const origins = new Map(draft.origins).set(noteId(1), "generated");
    const locked = new Set([noteId(1)]);
    const composed = { ...content, draft: { ...draft, origins, locked } };
    const cursor = { tick: tick(0), pitch: pitch(67) };
    const words = "G4, quarter note, bar 1 beat 1, soprano, composed, locked";
    expect(spokenCursor(composed, cursor)).toBe(words);
  });

  it("speaks as musicians do in other languages", () => {
    speak({}, "de");
    const cursor = { tick: tick(960), pitch: pitch(71) };
    expect(spokenCursor(content, cursor)).toMatch(/^H4, /);
  });
});

describe("spoken notes", () => {
  it("name one note, count many", () => {
    const { draft } = content;
    const one = "G4, quarter note, bar 1 beat 1, soprano";
    expect(spokenNotes(draft, score.notes.slice(0, 1))).toBe(one);
    expect(spokenNotes(draft, score.notes)).toBe("6 notes from bar 1 beat 1");
    expect(spokenNotes(draft, [])).toBe("nothing selected");
  });
});

describe("chords and drums", () => {
  const parts = [partFrom({ name: "Drums", program: 0, isPercussion: true, voices: [4] })];
  const chords = chordsFrom([{ tick: 960, chord: "Bb7" }]);
  const band = contentOf(
    { ...scoreOf(line("G4*4"), line("C2", voice(4), 20)), parts, chords },
    { voice: voice(4) },
  );

  it("are said by their names", () => {
    const kick = { tick: tick(0), pitch: pitch(36) };
    expect(spokenCursor(band, kick)).toBe("Kick, bar 1 beat 1, Drums");
    const snare = { tick: tick(960), pitch: pitch(38) };
    expect(spokenCursor(band, snare)).toBe("bar 1 beat 3, chord B♭7, Snare, Drums, empty");
    const melody = { tick: tick(0), pitch: pitch(67) };
    expect(spokenCursor(band, melody)).toBe("G4, whole note, bar 1 beat 1, soprano");
    const drums = band.draft.score.notes.filter((note) => note.voice === 4);
    expect(spokenNotes(band.draft, drums)).toBe("Kick, bar 1 beat 1, Drums");
  });
});
