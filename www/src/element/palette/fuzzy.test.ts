import { describe, expect, it } from "vitest";
import { fitOf } from "./fuzzy.ts";

/** The texts that fit, best first. */
function ranked(query: string, texts: readonly string[]): readonly string[] {
  return texts
    .map((text) => ({ text, score: fitOf(query, text)?.score ?? null }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ text }) => text);
}

describe("what is typed", () => {
  it("fits beginnings before words, words before middles, middles before single letters", () => {
    const texts = ["Show the staves", "Unlock", "Lock notes", "Loudness of a clock", "Rhythm lock"];
    expect(ranked("lock", texts)).toEqual([
      "Lock notes",
      "Rhythm lock",
      "Unlock",
      "Loudness of a clock",
    ]);
  });

  it("fits words in any order, without their case and accents", () => {
    expect(fitOf("bach choral", "Choral de Bach")).not.toBeNull();
    expect(fitOf("metronom aus", "Metronom an oder aus")).not.toBeNull();
    expect(fitOf("francais", "Français")).not.toBeNull();
    expect(fitOf("retabl", "Rétablir")).not.toBeNull();
  });

  it("fits the initials of words", () => {
    expect([...(fitOf("swp", "Show the whole piece")?.at ?? [])]).toEqual([0, 9, 15]);
  });

  it("fits no letters that are strewn over a line, and none that are not there", () => {
    expect(fitOf("undo", "Number the hundred roses")).toBeNull();
    expect(fitOf("q", "Play or stop")).toBeNull();
    expect(fitOf("play q", "Play or stop")).toBeNull();
  });

  it("says which characters were meant", () => {
    expect([...(fitOf("stop", "Play or stop")?.at ?? [])]).toEqual([8, 9, 10, 11]);
  });

  it("fits everything while nothing is typed", () => {
    expect(fitOf("  ", "Play or stop")?.at.size).toBe(0);
  });

  it("fits what is written without spaces between words", () => {
    expect(fitOf("重做", "撤销或重做")).not.toBeNull();
  });
});
