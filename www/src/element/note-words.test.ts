import { describe, expect, it } from "vitest";
import { answered, draftOf, historyOf, noteId } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { cardOf } from "./note-words.ts";
import { Store } from "./store.ts";

const score = { ...scoreOf(line("G4 A4 B4")), key: "G major" };
const accounts = new Map([
  [
    noteId(2),
    {
      probability: 0.624,
      alternatives: [
        { pitch: 66, probability: 0.2 },
        { pitch: null, probability: 0.004 },
      ],
      role: "passing",
      movedBy: ["voice leading", "range"],
    },
  ],
]);
const draft = answered(draftOf(score), score, score.notes, accounts);

function card(selected: readonly number[], isHeatShown = false) {
  const { state } = new Store();
  const selection = new Set(selected.map(noteId));
  return cardOf({ ...state, history: historyOf(draft), selection, isHeatShown });
}

describe("the card of a note", () => {
  it("says how likely it was, what it beat, its role and what moved it", () => {
    expect(card([2])).toEqual([
      "A4, soprano",
      "62 % likely, passing",
      "Beat F♯4 20 %, silence under 1 %",
      "Moved by voice leading and the range of the voice",
    ]);
  });

  it("is silent about notes of which nothing is known, and about several", () => {
    expect(card([1])).toBeNull();
    expect(card([])).toBeNull();
    expect(card([1, 2])).toBeNull();
  });

  it("says how to have notes explained, of the composer's only, and until one has", () => {
    const { state } = new Store();
    const plain = {
      ...state,
      history: historyOf(answered(draftOf(score), score, score.notes.slice(1))),
    };
    const say = (id: number, isExplained = false) =>
      cardOf({
        ...plain,
        selection: new Set([noteId(id)]),
        settings: { ...state.settings, isExplained },
      });
    expect(say(2)?.join(" ")).toMatch(/A4, soprano Written by the composer .*Explain new notes/);
    expect(say(1)).toBeNull();
    expect(say(2, true)).toBeNull();
  });

  it("says how to read the heat", () => {
    expect(card([], true)?.[1]).toContain("Full notes were certain");
    expect(card([2], true)?.[0]).toBe("A4, soprano");
  });
});
