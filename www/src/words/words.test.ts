import { afterEach, expect, test } from "vitest";
import { speak, t } from "./words.ts";

afterEach(() => speak({}));

test("English is what stands in the code", () => {
  expect(t("Play")).toBe("Play");
});

test("a catalog says it otherwise, and what it lacks stays English", () => {
  speak({ Play: "Spielen" });
  expect(t("Play")).toBe("Spielen");
  expect(t("Stop")).toBe("Stop");
});

test("values stand where their names are, in any order", () => {
  speak({ "bar {bar} of {bars}": "{bars} Takte, Takt {bar}" });
  expect(t("bar {bar} of {bars}", { bar: 2, bars: 8 })).toBe("8 Takte, Takt 2");
  expect(t("{unknown} stays", { bar: 1 })).toBe("{unknown} stays");
});
