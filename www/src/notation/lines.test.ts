import { expect, test } from "vitest";
import { withNotes } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { barsOf } from "./bars.ts";
import { linesOf } from "./lines.ts";

const SCORE = scoreOf(line("C4 D4 E4 F4 ".repeat(40)));
const wish = { width: 600, ground: "", capacities: new Map<string, number>() };

test("an edit changes its bar, and no line but the one it stands in", () => {
  const bars = barsOf(SCORE);
  const notes = SCORE.notes.map((note, index) =>
    index === 82 ? { ...note, pitch: (note.pitch + 12) as typeof note.pitch } : note,
  );
  const after = barsOf(withNotes(SCORE, notes), bars);
  const changed = after.flatMap((bar, index) => (bar === bars[index] ? [] : [index]));
  expect(changed).toEqual([20]);
  const [before, now] = [linesOf({ ...wish, bars }), linesOf({ ...wish, bars: after })];
  const others = now.filter(({ key }, index) => key !== before[index]?.key);
  expect(others).toHaveLength(1);
  expect(others[0]?.first).toBeLessThanOrEqual(20);
  expect(others[0]?.last).toBeGreaterThan(20);
  // Lines beside it are spelled anew, those far from it are not.
  const spelled = now.filter(({ around }, index) => around !== before[index]?.around);
  expect(spelled.length).toBeGreaterThan(0);
  expect(spelled.length).toBeLessThan(now.length / 2);
});

test("how loud a note is changes nothing on paper", () => {
  const bars = barsOf(SCORE);
  const notes = SCORE.notes.map((note) => ({ ...note, velocity: 20 as typeof note.velocity }));
  expect(barsOf(withNotes(SCORE, notes)).map(({ key }) => key)).toEqual(bars.map(({ key }) => key));
});

test("a line for which there was less room than was thought is broken there, and the rest anew", () => {
  const bars = barsOf(SCORE);
  const [first] = linesOf({ ...wish, bars });
  const capacities = new Map([[first?.key ?? "", 2]]);
  const [now, next] = linesOf({ ...wish, bars, capacities });
  expect([now?.first, now?.last, next?.first]).toEqual([0, 2, 2]);
  expect(linesOf({ ...wish, bars, capacities }).at(-1)?.last).toBe(bars.length);
});

test("an empty piece has one bar to begin in", () => {
  expect(barsOf(withNotes(SCORE, []))).toHaveLength(1);
});
