import { afterEach, expect, it } from "vitest";
import { LANGUAGES, speak, spokenPitch } from "../../words/index.ts";
import { englishPitch } from "./typed-pitch.ts";

afterEach(() => speak({}));

it.each([
  ["de", "H4", "B4"],
  ["de", "b4", "B♭4"],
  ["de", "Fis4", "F♯4"],
  ["de", "es3", "E♭3"],
  ["de", "F#3", "F#3"],
  ["fr", "do3", "C4"],
  ["fr", "Fa#2", "F♯3"],
  ["fr", "solb3", "G♭4"],
  ["fr", "sib-1", "B♭0"],
  ["es", "re4", "D4"],
  ["ja", "ファ♯4", "F♯4"],
  ["zh", "g4", "G4"],
  ["en", " Bb3", "B♭3"],
  ["en", "b3", "B3"],
  ["de", "x", "x"],
])("in %s %j is %j", (language, typed, name) => {
  speak({}, language);
  expect(englishPitch(typed)).toBe(name);
});

it("reads every name that it writes", () => {
  for (const { tag } of LANGUAGES) {
    speak({}, tag);
    for (const name of ["C4", "B3", "B♭3", "E♭5", "A♭2", "F♯4", "C-1"]) {
      expect(englishPitch(spokenPitch(name))).toBe(name);
    }
  }
});
