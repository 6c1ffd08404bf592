// Names of notes as they are typed where another language is spoken.

import { spokenLanguage, spokenPitch } from "../../words/index.ts";

let known: { readonly language: string; readonly names: ReadonlyMap<string, string> } | null = null;

/**
 * The English name of a pitch that is typed as the language that is spoken has it: "Fis4" in German, "fa#3" in
 * French and "ファ♯4" in Japanese are "F♯4". What is no such name stays as it is.
 */
export function englishPitch(typed: string): string {
  const language = spokenLanguage();
  if (known?.language !== language) known = { language, names: names() };
  const text = typed.trim().toLowerCase().replace("#", "♯");
  // A flat that is typed as a letter, behind a name: "solb4".
  const flat = text.replace(/(?<=.)b(?=-?\d+$)/, "♭");
  return known.names.get(text) ?? known.names.get(flat) ?? typed;
}

/** The English name by the one that is spoken, in small letters. */
function names(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let octave = -1; octave <= 9; octave++) {
    for (const letter of "CDEFGAB") {
      for (const sign of ["", "♯", "♭"]) {
        const name = `${letter}${sign}${octave}`;
        found.set(spokenPitch(name).toLowerCase(), name);
      }
    }
  }
  return found;
}
