// What is printed on the keys that play: by the layout where the browser tells it, else as is usual where the
// language is spoken.

import { spokenLanguage } from "../../words/index.ts";

/** The letter on a key, by its place (`KeyboardEvent.code`). */
export type Letters = (code: string) => string;

/** Keys whose letters are not those of their places' names. */
const USUAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: { KeyY: "Z", KeyZ: "Y", Semicolon: "Ö", Quote: "Ä" },
  es: { Semicolon: "Ñ", Quote: "´" },
  fr: { KeyA: "Q", KeyW: "Z", KeyZ: "W", Semicolon: "M", Quote: "Ù" },
};
const SIGNS: Readonly<Record<string, string>> = { Semicolon: ";", Quote: "'" };

/** What browsers based on Chromium tell (https://wicg.github.io/keyboard-map/). */
interface WithKeyboard extends Navigator {
  readonly keyboard?: { getLayoutMap(): Promise<ReadonlyMap<string, string>> };
}

/** As is usual where the language is spoken. */
export const usualLetter: Letters = (code) =>
  USUAL[spokenLanguage()]?.[code] ?? SIGNS[code] ?? code.replace("Key", "");

/** As this keyboard has them. */
export async function printedLetters(): Promise<Letters> {
  const { keyboard }: WithKeyboard = navigator;
  try {
    const layout = await keyboard?.getLayoutMap();
    return (code) => layout?.get(code)?.toUpperCase() ?? usualLetter(code);
  } catch {
    // A page may be forbidden to know.
    return usualLetter;
  }
}

/** The letters that a text about playing by keys names. */
export function namedLetters(letter: Letters): Readonly<Record<string, string>> {
  const row = (...codes: readonly string[]) => codes.map(letter).join(" ");
  return {
    white: row("KeyA", "KeyS", "KeyD", "KeyF"),
    black: row("KeyW", "KeyE", "KeyT"),
    lower: letter("KeyZ"),
    higher: letter("KeyX"),
  };
}
