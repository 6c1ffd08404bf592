// A chord lane as it is typed: "G | C D7 | %" are bars, letters or Roman numerals, spread over the beats.

import type { Bar, ChordChange } from "../../score/index.ts";
import { beatTicks, tick } from "../../score/index.ts";

/** A root, what is built on it, and a bass. What may stand between is known to the engine alone. */
const LETTERS = /^[A-G][#b]*(?:[a-z0-9+°ø#()/-]|M|Δ)*(?:\/[A-G][#b]*)?$/;
const ROMAN =
  /^[#b]?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)[°oø+]?(?:maj|M)?\d{0,2}(?:\/[#b]?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i))?$/;
const NOTHING = /^(?:N\.?C\.?|-)$/i;
/** The bar before it again. */
const SAME = "%";

/** Words that are no chords; none where the lane can be read. */
export function unknownChords(text: string): readonly string[] {
  return barsOf(text)
    .flat()
    .filter((word) => word !== SAME && !isChord(word));
}

/** The lane laid over bars, from its beginning again where there are more of them. */
export function chordsOver(text: string, bars: readonly Bar[]): readonly ChordChange[] {
  const typed = barsOf(text);
  if (typed.length === 0) return [];
  const changes: ChordChange[] = [];
  let before: readonly string[] = [];
  for (const [index, bar] of bars.entries()) {
    const words = typed[index % typed.length] ?? [];
    const chords = words.length === 0 || words[0] === SAME ? before : words;
    before = chords;
    for (const [place, word] of chords.entries()) {
      const at = bar.start + offsetOf(bar, place, chords.length);
      if (at < bar.end) changes.push({ tick: tick(at), chord: NOTHING.test(word) ? null : word });
    }
  }
  return changes;
}

/** The words of each bar; without bar lines each word is a bar. */
function barsOf(text: string): readonly (readonly string[])[] {
  const plain = text.replaceAll("♯", "#").replaceAll("♭", "b").trim();
  if (plain === "") return [];
  const words = (bar: string): readonly string[] =>
    bar.split(/[\s,]+/).filter((word) => word !== "");
  if (!plain.includes("|")) return words(plain).map((word) => [word]);
  // Lines at both ends belong to no bar.
  return plain
    .replace(/^\|+|\|+$/g, "")
    .split("|")
    .map(words);
}

/** Chords of a bar share its beats; the later ones get the shorter part where they do not come out even. */
function offsetOf({ start, end, signature }: Bar, place: number, count: number): number {
  const beat = beatTicks(signature);
  const length = end - start;
  const even = (length * place) / count;
  return length / beat >= count ? Math.ceil(even / beat) * beat : Math.round(even);
}

function isChord(word: string): boolean {
  return LETTERS.test(word) || ROMAN.test(word) || NOTHING.test(word);
}
