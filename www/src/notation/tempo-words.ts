// Metronome marks in the middle of bars: the engraver has one for each bar, at its beginning, so the others are words.

/** How many quarter notes a sign of the file stands for is said by the sign itself. */
const SIGNS: Readonly<Record<string, string>> = { half: "𝅗𝅥", quarter: "♩", eighth: "♪" };

/** Writes all metronome marks of a measure as words but the one that stands before its first note. */
export function wordTempi(measure: Element): void {
  let isInside = false;
  for (const element of measure.children) {
    const { tagName } = element;
    if (tagName === "note" || tagName === "forward") isInside = true;
    if (tagName !== "direction") continue;
    const mark = element.querySelector("metronome");
    if (mark === null) continue;
    if (isInside || element.querySelector(":scope > offset") !== null) {
      const words = measure.ownerDocument.createElement("words");
      words.textContent = wordsOf(mark);
      mark.replaceWith(words);
      // What sounds has been said, and would bring the mark back.
      element.querySelector("sound")?.remove();
    }
    // A second one before the first note would stand on the first.
    isInside = true;
  }
}

/** "♩ = 80.5". */
function wordsOf(mark: Element): string {
  const said = (name: string): string => mark.querySelector(name)?.textContent ?? "";
  const dot = mark.querySelector("beat-unit-dot") === null ? "" : ".";
  return `${SIGNS[said("beat-unit")] ?? "♩"}${dot} = ${said("per-minute")}`;
}
