// How well what somebody types fits a text: words in any order, beginnings before middles, gaps last of all.

/** A fit: the higher the better, and which characters of the text were meant. */
export interface Fit {
  readonly score: number;
  readonly at: ReadonlySet<number>;
}

const START = 100;
const WORD_START = 80;
const INSIDE = 50;
const SCATTERED = 30;

/** The fit of a query to a text; null where a word of it is not there at all. */
export function fitOf(query: string, text: string): Fit | null {
  const characters = plain(text);
  const at = new Set<number>();
  let score = 0;
  for (const word of query.split(/\s+/).filter((each) => each !== "")) {
    const found = wordIn(plain(word), characters);
    if (found === null) return null;
    score += found.score;
    for (const index of found.at) at.add(index);
  }
  // Of two texts that fit alike the shorter one was meant.
  return { score: score - characters.length / 100, at };
}

/** Each character of a text without accents and case, in its place. */
function plain(text: string): readonly string[] {
  return [...text].map((character) => {
    const [base = character] = character.normalize("NFD").toLowerCase();
    return base;
  });
}

interface Found {
  readonly score: number;
  readonly at: readonly number[];
}

function wordIn(word: readonly string[], text: readonly string[]): Found | null {
  const whole = word.map((_, index) => index);
  let inside: Found | null = null;
  for (let start = 0; start + word.length <= text.length; start++) {
    if (!word.every((character, index) => text[start + index] === character)) continue;
    const at = whole.map((index) => start + index);
    if (start === 0) return { score: START, at };
    if (isWordStart(text, start)) return { score: WORD_START, at };
    inside ??= { score: INSIDE, at };
  }
  return inside ?? scattered(word, text);
}

/** The characters in their order with others between; few and small gaps are better. */
function scattered(word: readonly string[], text: readonly string[]): Found | null {
  const at: number[] = [];
  let gaps = 0;
  for (const character of word) {
    const from = (at.at(-1) ?? -1) + 1;
    const rest = text.slice(from);
    const isIt = (other: string): boolean => other === character;
    // The beginning of a word is meant sooner than a letter within one.
    const initial = rest.findIndex(
      (other, index) => isIt(other) && isWordStart(text, from + index),
    );
    const next = rest.findIndex(isIt);
    const step = next > 0 && initial > 0 ? initial : next;
    if (step < 0) return null;
    at.push(from + step);
    if (!isWordStart(text, from + step)) gaps += step;
  }
  // Letters strewn over a whole line are no fit.
  const score = SCATTERED - 3 * gaps;
  return score > 0 ? { score, at } : null;
}

function isWordStart(text: readonly string[], index: number): boolean {
  return index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1] ?? "");
}
