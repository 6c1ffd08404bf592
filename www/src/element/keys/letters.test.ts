import { afterEach, expect, it, vi } from "vitest";
import { speak } from "../../words/index.ts";
import { namedLetters, printedLetters, usualLetter } from "./letters.ts";

afterEach(() => {
  speak({});
  vi.unstubAllGlobals();
});

function stubLayout(getLayoutMap: () => Promise<ReadonlyMap<string, string>>): void {
  vi.stubGlobal("navigator", { keyboard: { getLayoutMap } });
}

it("names the letters of the keyboard where the browser tells its layout", async () => {
  stubLayout(
    async () =>
      new Map([
        ["KeyA", "q"],
        ["KeyZ", "w"],
        ["Semicolon", "m"],
      ]),
  );
  const letter = await printedLetters();
  expect(namedLetters(letter)).toMatchObject({ white: "Q S D F", lower: "W", higher: "X" });
  expect(letter("Semicolon")).toBe("M");
});

it.each([
  ["en", "A S D F", "Z", ";"],
  ["de", "A S D F", "Y", "Ö"],
  ["fr", "Q S D F", "W", "M"],
  ["es", "A S D F", "Z", "Ñ"],
])(
  "names those that are usual where %s is spoken and no layout is told",
  async (language, ...named) => {
    speak({}, language);
    vi.stubGlobal("navigator", {});
    for (const letter of [usualLetter, await printedLetters()]) {
      const { white, lower } = namedLetters(letter);
      expect([white, lower, letter("Semicolon")]).toEqual(named);
    }
  },
);

it("goes on where a page may not know the layout", async () => {
  stubLayout(() => Promise.reject(new Error("denied")));
  expect((await printedLetters())("KeyA")).toBe("A");
});
