import { describe, expect, it } from "vitest";
import type { Draft } from "../../score/index.ts";
import {
  draftOf,
  noteId,
  parseKey,
  partFrom,
  pitchName,
  selectionOf,
  voice,
} from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import {
  inverted,
  invertedInKey,
  isSameMusic,
  reversed,
  shortened,
  steppedInKey,
  stretched,
  tied,
} from "./passage.ts";

const tune = draftOf(scoreOf(line("G4 A4 B4*2 D5")));
const all = selectionOf(tune.score.notes);
const gMajor = parseKey("G major");
if (gMajor === null) throw new Error("no key");

function written(draft: Draft | null): string | null {
  if (draft === null) return null;
  return draft.score.notes
    .map((note) => `${pitchName(note.pitch, null)}@${note.onset}+${note.duration}`)
    .join(" ");
}

function names(draft: Draft | null): string | null {
  return draft?.score.notes.map((note) => pitchName(note.pitch, null)).join(" ") ?? null;
}

describe("pitches of a passage", () => {
  it("go by steps of the key", () => {
    expect(names(steppedInKey(tune, all, gMajor, 1))).toBe("A4 B4 C5 E5");
    expect(names(steppedInKey(tune, all, gMajor, -2))).toBe("E4 F♯4 G4 B4");
    expect(names(steppedInKey(tune, all, gMajor, 7))).toBe("G5 A5 B5 D6");
  });

  it("keep what is foreign to the key as far from its neighbour", () => {
    const foreign = draftOf(scoreOf(line("G#4 C#5")));
    expect(names(steppedInKey(foreign, selectionOf(foreign.score.notes), gMajor, 1))).toBe(
      "A♯4 D♯5",
    );
  });

  it("are turned over around the first, and twice is as before", () => {
    const over = inverted(tune, all);
    expect(names(over)).toBe("G4 F4 D♯4 C4");
    expect(names(over && inverted(over, all))).toBe(names(tune));
    const inKey = invertedInKey(tune, all, gMajor);
    expect(names(inKey)).toBe("G4 F♯4 E4 C4");
    expect(names(inKey && invertedInKey(inKey, all, gMajor))).toBe(names(tune));
  });

  it("are left alone where one would leave the keyboard", () => {
    const wide = draftOf(scoreOf(line("C1 G9")));
    expect(inverted(wide, selectionOf(wide.score.notes))).toBeNull();
    expect(steppedInKey(wide, selectionOf(wide.score.notes), gMajor, 1)).toBeNull();
  });

  it("leave drums what they are", () => {
    const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
    const band = draftOf({ ...scoreOf(line("D2", voice(4), 9), line("G4 A4")), parts });
    expect(names(inverted(band, selectionOf(band.score.notes)))).toBe("G4 D2 F4");
  });
});

describe("time of a passage", () => {
  it("runs backwards, and twice forwards", () => {
    const back = reversed(tune, all);
    expect(written(back)).toBe("D5@0+480 B4@480+960 A4@1440+480 G4@1920+480");
    expect(written(reversed(back, all))).toBe(written(tune));
  });

  it("is doubled and halved from its first note on", () => {
    const some = new Set([noteId(2), noteId(3)]);
    expect(written(stretched(tune, some, 2))).toBe("G4@0+480 A4@480+960 B4@1440+1920 D5@1920+480");
    expect(written(stretched(tune, all, 0.5))).toBe("G4@0+240 A4@240+240 B4@480+480 D5@960+240");
  });

  it("is not halved into nothing", () => {
    const short = draftOf(scoreOf(line("G4/32")));
    expect(stretched(short, selectionOf(short.score.notes), 0.5)).toBeNull();
  });

  it("is closed up by legato and opened by staccato", () => {
    const loose = draftOf(scoreOf(line("G4/2 r/2 A4/4 r/4 r B4"), line("C3*4", voice(3), 9)));
    const ids = selectionOf(loose.score.notes);
    expect(written(tied(loose, ids))).toBe("G4@0+480 C3@0+1920 A4@480+720 B4@1200+480");
    expect(written(shortened(tune, all))).toBe("G4@0+240 A4@480+240 B4@960+480 D5@1920+240");
  });

  it("lets the notes of a chord last equally long", () => {
    const chord = [...line("G4/2"), ...line("B4/4", undefined, 5), ...line("r A4", undefined, 8)];
    const draft = draftOf(scoreOf(chord));
    expect(written(tied(draft, selectionOf(chord)))).toBe("B4@0+480 G4@0+480 A4@480+480");
  });
});

it("tells what changes nothing", () => {
  expect(isSameMusic(tune, tied(tune, all))).toBe(true);
  expect(isSameMusic(tune, shortened(tune, all))).toBe(false);
});
