import { describe, expect, it } from "vitest";
import { tick, voice } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import type { DragPoint } from "../drags/drag.ts";
import { at, contentOf, contextOf, VIEWPORT } from "../test-kit.ts";
import { xOf } from "../viewport.ts";
import { lassoDrag, notesInside } from "./lasso.ts";

const score = scoreOf(line("G4 A4 B4 C5"), line("C4*4", voice(3), 9));

describe("a lasso", () => {
  it("takes what lies inside or is crossed, and nothing else", () => {
    const shape = [
      { at: 400, row: 72 },
      { at: 1500, row: 72 },
      { at: 1500, row: 67.5 },
      { at: 400, row: 67.5 },
    ];
    expect(notesInside(score, shape).map(({ id }) => Number(id))).toEqual([2, 3, 4]);
  });

  it("leaves the hollow of a shape alone", () => {
    const hook = [
      { at: 0, row: 66 },
      { at: 1900, row: 66 },
      { at: 1900, row: 80 },
      { at: 1700, row: 80 },
      { at: 1700, row: 67.2 },
      { at: 0, row: 67.2 },
    ];
    expect(notesInside(score, hook).map(({ id }) => Number(id))).toEqual([1, 4]);
  });

  it("selects and marks its time when it ends, in the voice alone that is in focus", () => {
    const drag = (isFocused: boolean) => {
      const lasso = lassoDrag(
        contextOf(contentOf(score, { isFocused })),
        at(50, 76),
        () => VIEWPORT,
      );
      for (const [x, y] of [
        [900, 76],
        [900, 55],
        [50, 55],
      ] as const)
        lasso.move(at(x, y));
      return lasso.end();
    };
    const all = drag(false);
    expect(all).toMatchObject({ kind: "select", range: { start: 0, end: 960 } });
    expect(all.kind === "select" && [...all.selection]).toEqual([1, 9, 2]);
    const focused = drag(true);
    expect(focused.kind === "select" && [...focused.selection]).toEqual([1, 2]);
  });

  it("clears by a click", () => {
    const click = lassoDrag(contextOf(contentOf(score)), at(50, 76), () => VIEWPORT).end();
    expect(click).toEqual({ kind: "select", selection: new Set(), range: null });
  });

  it("does not keep every twitch of the hand", () => {
    const lasso = lassoDrag(contextOf(contentOf(score)), at(50, 76), () => VIEWPORT);
    const twitch: DragPoint = { ...at(51, 76), tick: tick(51), x: xOf(VIEWPORT, 51) };
    lasso.move(twitch);
    expect(lasso.path).toHaveLength(1);
  });
});
