import { describe, expect, it } from "vitest";
import type { Note } from "../../score/index.ts";
import { duration, noteId, partFrom, selectionOf, voice } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import type { RollContent } from "../content.ts";
import { at, contentOf, contextOf } from "../test-kit.ts";
import type { Drag, DragResult } from "./drag.ts";
import { drawDrag } from "./draw.ts";
import { rulerDrag } from "./loop.ts";
import { moveDrag } from "./move.ts";
import { resizeDrag } from "./resize.ts";
import { selectDrag } from "./select.ts";

const content = contentOf(scoreOf(line("G4 A4 B4 C5")));

function noteOf({ draft }: RollContent, id: number): Note {
  const note = draft.score.notes.find((each) => each.id === id);
  if (note === undefined) throw new Error(`no note ${id}`);
  return note;
}

function outcome(result: DragResult): readonly string[] {
  if (result.kind !== "edit") return [result.kind];
  const ids = result.selection;
  return result.edit.draft.score.notes
    .filter((note) => ids.has(note.id))
    .map((note) => `${note.pitch}@${note.onset}+${note.duration}`);
}

function dragged(drag: Drag, ...points: readonly ReturnType<typeof at>[]): readonly string[] {
  for (const point of points) drag.move(point);
  return outcome(drag.end());
}

describe("drawing", () => {
  it("makes a note of the grid's length by a click, heard at once", () => {
    const context = contextOf(content);
    expect(dragged(drawDrag(context, at(2000, 60)))).toEqual(["60@1920+480"]);
    expect(context.heard).toEqual([60]);
  });

  it("sets length and pitch by a drag", () => {
    const drag = drawDrag(contextOf(content), at(1930, 60));
    expect(dragged(drag, at(2500, 60), at(3100, 62))).toEqual(["62@1920+1440"]);
  });

  it("changes nothing before it ends", () => {
    const drag = drawDrag(contextOf(content), at(1930, 60));
    drag.move(at(3000, 60));
    expect(content.draft.score.notes).toHaveLength(4);
    expect(drag.preview.fresh).toHaveLength(1);
  });
});

describe("moving", () => {
  const all = selectionOf(content.draft.score.notes);
  const one = new Set([noteId(2)]);

  it("snaps to the grid and takes the selection along", () => {
    const drag = moveDrag(contextOf(content), at(500, 69), noteOf(content, 2), all);
    const points = [at(1100, 71)];
    expect(dragged(drag, ...points)).toEqual([
      "69@480+480",
      "71@960+480",
      "73@1440+480",
      "74@1920+480",
    ]);
  });

  it("is nothing when the note comes back to its place", () => {
    const drag = moveDrag(contextOf(content), at(500, 69), noteOf(content, 2), one);
    expect(dragged(drag, at(1100, 71), at(510, 69))).toEqual(["nothing"]);
  });

  it("copies when it began with Alt", () => {
    const drag = moveDrag(contextOf(content), at(500, 69, true), noteOf(content, 2), one);
    drag.move(at(2500, 69));
    const result = drag.end();
    expect(outcome(result)).toEqual(["69@2400+480"]);
    expect(result.kind === "edit" && result.edit.draft.score.notes).toHaveLength(5);
  });

  it("leaves drums on their rows when notes are moved with them", () => {
    const parts = [partFrom({ name: "", program: 0, isPercussion: true, voices: [4] })];
    const band = contentOf({ ...scoreOf(line("G4"), line("D2", voice(4), 9)), parts });
    const both = selectionOf(band.draft.score.notes);
    const context = contextOf(band);
    const drag = moveDrag(context, at(240, 67), noteOf(band, 1), both);
    drag.move(at(240, 60));
    expect([...drag.preview.changed.values()].map(({ pitch }) => pitch)).toEqual([60, 38]);
    expect(outcome(drag.end())).toEqual(["60@0+480", "38@0+480"]);
    const alone = moveDrag(context, at(240, 38), noteOf(band, 9), new Set([noteId(9)]));
    expect(dragged(alone, at(240, 42))).toEqual(["42@0+480"]);
  });

  it("is heard on every new pitch, not on every move", () => {
    const context = contextOf(content);
    const drag = moveDrag(context, at(500, 69), noteOf(content, 2), one);
    for (const midi of [69, 70, 70, 71]) drag.move(at(500, midi));
    expect(context.heard).toEqual([69, 70, 71]);
  });
});

describe("resizing", () => {
  const one = new Set([noteId(2)]);
  it.each([
    ["end", 960, 1500, "69@480+960"],
    ["end", 960, 100, "69@480+480"],
    ["start", 480, 50, "69@0+960"],
  ] as const)("pulls the %s from %d to %d", (edge, from, to, expected) => {
    const context = contextOf(content);
    const drag = resizeDrag(context, at(from, 69), noteOf(content, 2), edge, one);
    const result = dragged(drag, at(to, 69));
    if (expected === "69@480+480") expect(result).toEqual(["nothing"]);
    else expect(result).toEqual([expected]);
  });

  it("goes below the grid with Alt", () => {
    const drag = resizeDrag(contextOf(content), at(960, 69), noteOf(content, 2), "end", one);
    expect(dragged(drag, at(600, 69, true))).toEqual(["69@480+120"]);
  });
});

describe("selecting", () => {
  it("takes what the rectangle touches and marks its time", () => {
    const drag = selectDrag(contextOf(content), at(500, 60), new Set());
    drag.move(at(1500, 71));
    const result = drag.end();
    expect(result).toMatchObject({ kind: "select", range: { start: 480, end: 1440 } });
    expect(result.kind === "select" && [...result.selection]).toEqual([2, 3]);
  });

  it("leaves notes alone that it only grazes beside the time that it marks", () => {
    const drag = selectDrag(contextOf(content), at(400, 60), new Set());
    drag.move(at(1500, 72));
    const result = drag.end();
    expect(result).toMatchObject({ kind: "select", range: { start: 480, end: 1440 } });
    expect(result.kind === "select" && [...result.selection]).toEqual([2, 3]);
  });

  it("keeps what was selected when it extends", () => {
    const drag = selectDrag(contextOf(content), at(500, 60), new Set([noteId(4)]));
    drag.move(at(900, 70));
    const result = drag.end();
    expect(result.kind === "select" && [...result.selection].sort()).toEqual([2, 4]);
  });

  it("clears by a click on paper", () => {
    const result = selectDrag(contextOf(content), at(5000, 60), new Set()).end();
    expect(result).toMatchObject({ kind: "select", range: null });
  });
});

describe("the ruler", () => {
  it("sets the playhead by a click, on the grid", () => {
    expect(rulerDrag(contextOf(content), at(1000, 60)).end()).toEqual({ kind: "seek", tick: 960 });
  });

  it("marks whole bars by a drag, in either direction", () => {
    const drag = rulerDrag(contextOf({ ...content, grid: duration(240) }), at(4000, 60));
    drag.move(at(2000, 60));
    expect(drag.end()).toEqual({ kind: "loop", loop: { start: 1920, end: 5760 } });
  });
});
