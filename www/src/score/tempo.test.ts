import { describe, expect, it } from "vitest";
import type { Draft } from "./draft.ts";
import { draftOf } from "./draft.ts";
import { answered, headed, moved, removed, reworked } from "./edit.ts";
import { line, scoreOf } from "./notation.ts";
import { inserted, passageOf } from "./passage.ts";
import { type Score, scoreFrom } from "./score.ts";
import { EMPTY_SELECTION, selectionOf } from "./selection.ts";
import { paced, tempiFrom, tempoAt } from "./tempo.ts";
import { noteId, tick } from "./units.ts";

/** Two bars of quarters and a whole note in the third; the second slows down, the third is in tempo again. */
const slowing: Score = {
  ...scoreOf(line("G4 A4 B4 C5 A4 G4 F4 E4 D4*4")),
  ...tempiFrom({
    tempo: 96,
    tempoChanges: [
      { tick: 2880, tempo: 84 },
      { tick: 3360, tempo: 72.5 },
      { tick: 3840, tempo: 96 },
    ],
  }),
};

function drawn({ score }: Pick<Draft, "score">): string {
  return [score.tempo, ...score.tempoChanges.map(({ tick, tempo }) => `${tick}:${tempo}`)].join(
    " ",
  );
}

function ids(...numbers: readonly number[]): ReadonlySet<ReturnType<typeof noteId>> {
  return new Set(numbers.map(noteId));
}

describe("tempi", () => {
  it("are put in order and into range as the engine does", () => {
    const tempi = tempiFrom({
      tempo: 96,
      tempoChanges: [
        { tick: 960, tempo: 1000 },
        { tick: 480, tempo: 96 },
        { tick: 1920, tempo: 1 },
        { tick: 1920, tempo: 50 },
        { tick: 2400, tempo: 50 },
      ],
    });
    expect(drawn({ score: { ...slowing, ...tempi } })).toBe("96 960:400 1920:50");
  });

  it("at the beginning are that of the piece", () => {
    const tempi = tempiFrom({ tempo: 96, tempoChanges: [{ tick: 0, tempo: 60 }] });
    expect(tempi).toEqual({ tempo: 60, tempoChanges: [] });
  });

  it("may be left out, and are none in a score of the wire that leaves them out", () => {
    const { tempoChanges: _, ...old } = slowing;
    expect(scoreFrom(old).tempoChanges).toEqual([]);
    expect(scoreFrom(slowing)).toEqual(slowing);
  });

  it("hold until the next", () => {
    expect([0, 2879, 2880, 3359, 3840, 99_999].map((at) => tempoAt(slowing, tick(at)))).toEqual([
      96, 96, 84, 84, 96, 96,
    ]);
  });

  it("change together: a rubato stays one", () => {
    expect(drawn({ score: paced(slowing, 0.5) })).toBe("48 2880:42 3360:36.25 3840:48");
    expect(drawn(headed(draftOf(slowing), { tempo: 48 }))).toBe("48 2880:42 3360:36.25 3840:48");
    expect(drawn(headed(draftOf(slowing), { title: "Largo" }))).toBe(drawn({ score: slowing }));
  });

  it("stay within what can be played when they change together", () => {
    const quick = headed(draftOf(slowing), { tempo: 400 });
    expect(drawn(quick)).toMatch(/^400 2880:350 3360:302.08\d+ 3840:400$/);
    const { tempoChanges } = slowing;
    const slow = headed(draftOf({ ...slowing, tempo: 200, tempoChanges }), { tempo: 10 });
    expect(drawn(slow)).toBe("10");
  });

  it("set at once are taken as they are", () => {
    const tempi = tempiFrom({ tempo: 60, tempoChanges: [{ tick: 480, tempo: 61 }] });
    expect(drawn(headed(draftOf(slowing), tempi))).toBe("60 480:61");
  });
});

describe("edits", () => {
  const all = selectionOf(slowing.notes);

  it("move tempi with a piece that is moved as a whole, and with no part of it", () => {
    const later = moved(draftOf(slowing), all, { ticks: 1920, semitones: 0 });
    expect(drawn(later)).toBe("96 4800:84 5280:72.5 5760:96");
    expect(drawn(moved(later, all, { ticks: -1920, semitones: 0 }))).toBe(
      drawn({ score: slowing }),
    );
    const some = moved(draftOf(slowing), ids(9), { ticks: 1920, semitones: 0 });
    expect(drawn(some)).toBe(drawn({ score: slowing }));
  });

  it("let a piece that is moved before a change begin in its tempo", () => {
    const late = moved(draftOf({ ...slowing, ...tempiFrom({ tempo: 96 }) }), all, {
      ticks: 1920,
      semitones: 0,
    });
    const tempoChanges = [{ tick: tick(960), tempo: 60 }];
    const draft = { ...late, score: { ...late.score, tempoChanges } };
    expect(drawn(moved(draft, all, { ticks: -1920, semitones: 0 }))).toBe("60");
  });

  it("copy tempi with whole bars, and give what follows its own back", () => {
    const passage = passageOf(slowing, ids(5, 6, 7, 8));
    const { draft } = inserted(draftOf(slowing), passage, tick(0));
    expect(drawn(draft)).toBe("96 960:84 1440:72.5 1920:96 2880:84 3360:72.5 3840:96");
    expect(draft.score.chords).toEqual([]);
    const atEnd = inserted(draftOf(slowing), passage, tick(5760)).draft;
    expect(drawn(atEnd)).toBe("96 2880:84 3360:72.5 3840:96 6720:84 7200:72.5");
  });

  it("copy no tempi with a part of a bar, nor with bars of one tempo", () => {
    for (const some of [ids(5, 6), ids(1, 2, 3, 4)]) {
      const passage = passageOf(slowing, some);
      expect(passage.tempi).toEqual([]);
      expect(drawn(inserted(draftOf(slowing), passage, tick(2880)).draft)).toBe(
        drawn({ score: slowing }),
      );
    }
  });

  it("of an empty piece leave none", () => {
    expect(drawn(removed(draftOf(slowing), all))).toBe("96");
    expect(drawn(removed(draftOf(slowing), ids(1)))).toBe(drawn({ score: slowing }));
  });

  it("of the composer leave them as they were, whatever its engine knows of them", () => {
    const { tempoChanges: _, ...plain } = slowing;
    const score = scoreFrom(plain);
    expect(drawn(answered(draftOf(slowing), score, []))).toBe(drawn({ score: slowing }));
    expect(drawn(reworked(draftOf(slowing), score, EMPTY_SELECTION))).toBe(
      drawn({ score: slowing }),
    );
  });
});
