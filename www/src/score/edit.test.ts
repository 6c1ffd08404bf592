import { describe, expect, it } from "vitest";
import type { Draft } from "./draft.ts";
import { draftOf, originOf } from "./draft.ts";
import {
  added,
  answered,
  keepOf,
  lockToggled,
  moved,
  removed,
  resized,
  revoiced,
  shiftedTo,
} from "./edit.ts";
import { line, scoreOf } from "./notation.ts";
import { withNotes } from "./score.ts";
import type { NoteId } from "./units.ts";
import { BASS, duration, noteId, tick } from "./units.ts";

const draft = draftOf(scoreOf(line("G4 A4 B4 C5")));

function ids(...numbers: readonly number[]): ReadonlySet<NoteId> {
  return new Set(numbers.map(noteId));
}

function drawn({ score }: Draft): string {
  return score.notes.map((n) => `${n.id}:${n.pitch}@${n.onset}+${n.duration}`).join(" ");
}

describe("adding", () => {
  it("names notes freshly and keeps the order of onset", () => {
    const [first] = line("E4", BASS);
    if (first === undefined) throw new Error("a note");
    const { draft: next, ids: names } = added(draft, [first]);
    expect(names).toEqual([5]);
    expect(next.score.notes.map((note) => note.id)).toEqual([1, 5, 2, 3, 4]);
  });

  it("leaves the draft it began with alone", () => {
    const before = drawn(draft);
    added(draft, line("E4"));
    expect(drawn(draft)).toBe(before);
  });
});

describe("moving", () => {
  it("moves only what is selected", () => {
    expect(drawn(moved(draft, ids(2, 3), { ticks: 480, semitones: -12 }))).toBe(
      "1:67@0+480 2:57@960+480 4:72@1440+480 3:59@1440+480",
    );
  });

  it("stops the whole group at the start of the score", () => {
    const next = moved(draft, ids(2, 3), { ticks: -960, semitones: 0 });
    expect(next.score.notes.map((note) => note.onset)).toEqual([0, 0, 480, 1440]);
  });

  it("stops the whole group at the highest pitch", () => {
    const next = moved(draft, ids(3, 4), { ticks: 0, semitones: 100 });
    const pitches = next.score.notes.map((note) => note.pitch);
    expect(Math.max(...pitches)).toBe(127);
    expect(pitches).toContain(126);
  });
});

describe("resizing", () => {
  it.each([
    ["end", 240, "1:67@0+720"],
    ["end", -960, "1:67@0+120"],
    ["start", 240, "1:67@240+240"],
    ["start", 960, "1:67@360+120"],
    ["start", -240, "1:67@0+480"],
  ] as const)("pulls the %s by %d", (edge, ticks, expected) => {
    expect(drawn(resized(draft, ids(1), edge, ticks, 120)).split(" ")).toContain(expected);
  });
});

describe("origins and locks", () => {
  const answer = line("E4 F4", BASS, 11);
  const written = answered(
    draft,
    withNotes(draft.score, [...draft.score.notes, ...answer]),
    answer,
  );

  it("tell given notes from generated ones", () => {
    expect(originOf(written, noteId(1))).toBe("given");
    expect(originOf(written, noteId(11))).toBe("generated");
  });

  it("count a generated note as edited once it is changed", () => {
    const next = moved(written, ids(1, 11), { ticks: 0, semitones: 1 });
    expect(originOf(next, noteId(11))).toBe("edited");
    expect(originOf(next, noteId(12))).toBe("generated");
    expect(originOf(next, noteId(1))).toBe("given");
    expect(originOf(revoiced(written, ids(12), BASS), noteId(12))).toBe("edited");
  });

  it("forget notes that are taken out", () => {
    const next = removed(lockToggled(written, ids(11)), ids(11));
    expect(next.origins.has(noteId(11))).toBe(false);
    expect(next.locked.has(noteId(11))).toBe(false);
  });

  it("lock what is mixed, unlock what is all locked", () => {
    const once = lockToggled(written, ids(1));
    const both = lockToggled(once, ids(1, 2));
    expect([...both.locked]).toEqual([1, 2]);
    expect(lockToggled(both, ids(1, 2)).locked.size).toBe(0);
  });

  it("lock a note as a whole, or its rhythm, or its pitch, and never two of them", () => {
    const rhythm = lockToggled(written, ids(1, 2), "rhythm");
    expect([keepOf(rhythm, noteId(1)), keepOf(rhythm, noteId(11))]).toEqual(["rhythm", null]);
    const pitch = lockToggled(rhythm, ids(1), "pitch");
    expect([...pitch.holds]).toEqual([
      [2, "rhythm"],
      [1, "pitch"],
    ]);
    const whole = lockToggled(pitch, ids(1, 2));
    expect([whole.holds.size, [...whole.locked]]).toEqual([0, [1, 2]]);
    expect(lockToggled(rhythm, ids(1, 2), "rhythm").holds.size).toBe(0);
    expect(removed(rhythm, ids(1)).holds.has(noteId(1))).toBe(false);
  });

  it("forget what was said of a note that is changed", () => {
    const account = { probability: 0.5, alternatives: [], role: null, movedBy: [] };
    const told = {
      ...written,
      accounts: new Map([
        [noteId(11), account],
        [noteId(12), account],
      ]),
    };
    const next = moved(told, ids(11), { ticks: 0, semitones: 1 });
    expect([...next.accounts.keys()]).toEqual([12]);
  });
});

describe("pasting", () => {
  it("keeps the distances inside the group", () => {
    const notes = shiftedTo(line("r C4 r/2 D4"), tick(1920));
    expect(notes.map((note) => note.onset)).toEqual([1920, 2640]);
    expect(notes.map((note) => note.duration)).toEqual([duration(480), duration(480)]);
  });
});
