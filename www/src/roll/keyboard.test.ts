import { describe, expect, it } from "vitest";
import { ALTO, chordsFrom, duration, partFrom, pitch, tick, voice } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { commandOf, neighbour, noteAt, spokenCursor, spokenNotes, stepped } from "./keyboard.ts";
import { contentOf } from "./test-kit.ts";

const content = contentOf(scoreOf(line("G4 A4 B4 C5 D5*4"), line("D4*8", ALTO, 20)));

describe("the cursor", () => {
  it("says where it is and what is there", () => {
    const cursor = { tick: tick(480), pitch: pitch(69) };
    expect(spokenCursor(content, cursor)).toBe("bar 1 beat 2, A4, soprano note");
    const empty = { tick: tick(2880), pitch: pitch(67) };
    expect(spokenCursor(content, empty)).toBe("bar 2 beat 3, G4, soprano, empty");
  });

  it("steps on grid lines, and not below the start", () => {
    const fine = contentOf(content.draft.score, { grid: duration(240) });
    expect(stepped(fine, { tick: tick(300), pitch: pitch(60) }, 240, 0).tick).toBe(480);
    expect(stepped(fine, { tick: tick(0), pitch: pitch(60) }, -240, 0).tick).toBe(0);
  });

  it("goes over to the next line of a grid that swings, and back", () => {
    const swung = contentOf(content.draft.score, { grid: duration(240), swing: 2 / 3 });
    const step = (from: number, by: number) =>
      stepped(swung, { tick: tick(from), pitch: pitch(60) }, by, 0).tick;
    expect([step(0, 240), step(320, 240), step(480, -240)]).toEqual([320, 480, 320]);
  });

  it("pulls ends with Alt, starts with Shift too", () => {
    const press = (shiftKey: boolean) => {
      // The parts of an event that are read; there is no DOM in these tests.
      const event: Partial<KeyboardEvent> = { key: "ArrowLeft", altKey: true, shiftKey };
      return commandOf(event as KeyboardEvent, content, { tick: tick(0), pitch: pitch(60) });
    };
    expect(press(false)).toEqual({ kind: "stretch", ticks: -480, edge: "end" });
    expect(press(true)).toEqual({ kind: "stretch", ticks: -480, edge: "start" });
  });

  it("meets only the voice in focus", () => {
    const focused = contentOf(content.draft.score, { isFocused: true });
    expect(noteAt(focused, { tick: tick(3000), pitch: pitch(62) })).toBeNull();
  });

  it("goes from note to note of the voice", () => {
    const cursor = { tick: tick(480), pitch: pitch(69) };
    expect(neighbour(content, cursor, 1)).toEqual({ tick: 960, pitch: 71 });
    expect(neighbour(content, cursor, -1)).toEqual({ tick: 0, pitch: 67 });
    expect(neighbour(content, { tick: tick(0), pitch: pitch(67) }, -1)).toBeNull();
  });

  it("finds the note under it", () => {
    expect(noteAt(content, { tick: tick(3000), pitch: pitch(62) })?.id).toBe(20);
    expect(noteAt(content, { tick: tick(3000), pitch: pitch(63) })).toBeNull();
  });
});

describe("spoken notes", () => {
  it("name one note, count many", () => {
    const { score } = content.draft;
    expect(spokenNotes(score, score.notes.slice(0, 1))).toBe("bar 1 beat 1, G4, soprano");
    expect(spokenNotes(score, score.notes)).toBe("6 notes from bar 1 beat 1");
    expect(spokenNotes(score, [])).toBe("nothing selected");
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
    expect(spokenCursor(band, kick)).toBe("bar 1 beat 1, Kick, Drums note");
    const snare = { tick: tick(960), pitch: pitch(38) };
    expect(spokenCursor(band, snare)).toBe("bar 1 beat 3, chord B♭7, Snare, Drums, empty");
    const melody = { tick: tick(0), pitch: pitch(67) };
    expect(spokenCursor(band, melody)).toBe("bar 1 beat 1, G4, soprano note");
    const { score } = band.draft;
    const drums = score.notes.filter((note) => note.voice === 4);
    expect(spokenNotes(score, drums)).toBe("bar 1 beat 1, Kick, Drums");
  });
});
