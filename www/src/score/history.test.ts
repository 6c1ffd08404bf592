import { describe, expect, it } from "vitest";
import { draftOf } from "./draft.ts";
import {
  amended,
  historyOf,
  MAX_STEPS,
  recorded,
  redoName,
  redone,
  undoName,
  undone,
} from "./history.ts";
import { line, scoreOf } from "./notation.ts";

const first = draftOf(scoreOf(line("C4")));
const second = draftOf(scoreOf(line("C4 D4")));
const third = draftOf(scoreOf(line("C4 D4 E4")));

describe("history", () => {
  const history = recorded(recorded(historyOf(first), { name: "Draw", draft: second }), {
    name: "Move",
    draft: third,
  });

  it("goes back and forward through named steps", () => {
    expect(undoName(history)).toBe("Move");
    const back = undone(history);
    expect(back.present).toBe(second);
    expect([undoName(back), redoName(back)]).toEqual(["Draw", "Move"]);
    expect(redone(back)).toEqual(history);
  });

  it("lets its last change come out otherwise without another step", () => {
    const other = amended(history, first);
    expect(other.past).toEqual(history.past);
    expect(undone(other).present).toBe(second);
    expect(redone(undone(other)).present).toBe(first);
    expect(amended(history, third)).toBe(history);
  });

  it("stays where it is at both ends", () => {
    const start = historyOf(first);
    expect(undone(start)).toBe(start);
    expect(redone(start)).toBe(start);
    expect(undoName(start)).toBeNull();
  });

  it("forgets what was undone when something new is done", () => {
    const next = recorded(undone(history), { name: "Delete", draft: first });
    expect(next.future).toEqual([]);
    expect(undone(next).present).toBe(second);
  });

  it("does not record a change that changes nothing", () => {
    expect(recorded(history, { name: "Nothing", draft: third })).toBe(history);
  });

  it("forgets the oldest steps in the end", () => {
    let long = historyOf(first);
    for (let i = 0; i < MAX_STEPS + 5; i++) {
      long = recorded(long, { name: String(i), draft: i % 2 === 0 ? second : first });
    }
    expect(long.past.length).toBe(MAX_STEPS);
    expect(long.past[0]?.name).toBe("5");
  });
});
