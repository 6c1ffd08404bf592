import { expect, it } from "vitest";
import { draftOf, tick } from "../../score/index.ts";
import { line, scoreOf } from "../../score/notation.ts";
import { at, contentOf, contextOf } from "../test-kit.ts";
import { sectionDrag } from "./section.ts";

const score = scoreOf(line("G4 A4 B4 C5 D5 E5"));
const sections = [
  { name: "A", start: tick(0), end: tick(960) },
  { name: "B", start: tick(960), end: tick(1920) },
];
const context = contextOf(contentOf(score, { draft: draftOf(score, sections) }));

it("a click on a section's name marks it with the notes that begin in it", () => {
  const result = sectionDrag(context, at(1000, 60)).end();
  expect(result).toEqual({
    kind: "select",
    selection: new Set([3, 4]),
    range: { start: 960, end: 1920 },
  });
});

it("a click beside all sections sets the playhead, a drag marks a loop", () => {
  expect(sectionDrag(context, at(2000, 60)).end()).toEqual({ kind: "seek", tick: 1920 });
  const drag = sectionDrag(context, at(100, 60));
  drag.move(at(2000, 60));
  expect(drag.end()).toEqual({ kind: "loop", loop: { start: 0, end: 3840 } });
});
