// The styles that the composer may know: their names, and what a new piece in them begins with.

import type { Part, PlainPart, Voice } from "../score/index.ts";
import { DRUMS, partFrom } from "../score/index.ts";
import type { Controls } from "./protocol.ts";

/** A kind of music as a musician sees it; the engine knows it by `id`. */
export interface Style {
  readonly id: string;
  readonly name: string;
  /** One line on what it is. */
  readonly line: string;
  readonly timeSignature: { readonly beats: number; readonly beatUnit: number };
  /** Quarter notes a minute. */
  readonly tempo: number;
  /** The length of an answer. */
  readonly bars: number;
  /** How boldly it is drawn: what lies far from the likeliest is dull in some styles and wrong in others. */
  readonly temperature: number;
  /** What plays it; the composer writes the voices of these parts. */
  readonly parts: readonly Part[];
  /** Whether the composer writes chord symbols too, also where it writes no voice. */
  readonly hasChords: boolean;
  /** The style that answers, where it is a page's own one. */
  readonly from?: string;
  /** What plays it, by the names of instruments, where it is not what plays the style that it is made from. */
  readonly instruments?: readonly string[];
  /** What answers in it are like from the beginning. */
  readonly controls?: Controls;
}

const CHOIR = 52;
const PIANO = 0;

const FOUR_PARTS: readonly PlainPart[] = ["Soprano", "Alto", "Tenor", "Bass"].map((name, voice) =>
  plays(name, CHOIR, voice),
);

/**
 * Every style, in the order of the vocabulary; what the engine does not list is not on offer.
 * Parts, tempi and temperatures are those of `src/compose/ensemble.rs`.
 */
export const STYLES: readonly Style[] = [
  style("bach-chorale", "Bach chorale", "Four voices, led as Bach led them", 88, 4, FOUR_PARTS),
  style("hymn", "Hymn", "Four voices that a whole church can sing", 88, 4, FOUR_PARTS),
  style("carol", "Carol", "Four voices, plain and bright", 88, 4, FOUR_PARTS),
  style("renaissance", "Renaissance", "Four voices that answer one another", 88, 4, FOUR_PARTS),
  {
    ...style("irish-dance", "Irish dance", "One tune to dance to, as fast as a reel", 190, 8, [
      plays("Flute", 73, 0),
    ]),
    temperature: 0.85,
  },
  {
    ...style("keyboard", "Keyboard", "Two hands at the piano", 108, 4, [
      plays("Right hand", PIANO, 0, 1),
      plays("Left hand", PIANO, 2, 3),
    ]),
    temperature: 0.9,
  },
  {
    ...style("lead-sheet", "Lead sheet", "A melody under chord symbols", 120, 8, [
      plays("Melody", PIANO, 0),
    ]),
    hasChords: true,
    temperature: 0.85,
  },
  {
    ...style("band", "Band", "Melody, chords, a second line, bass and drums", 130, 4, [
      plays("Melody", 81, 0),
      plays("Chords", 29, 1),
      plays("Second", 89, 2),
      plays("Bass", 33, 3),
      { ...plays("Drums", 0, DRUMS), isPercussion: true },
    ]),
    temperature: 0.95,
  },
];

/** Styles that a page has brought; all its composers know them. */
export const OWN_STYLES = new Map<string, Style>();

/** A request in the words of the engine, which has never heard of a page's own styles. */
export function forEngine<Request extends { readonly style: string }>(request: Request): Request {
  const from = OWN_STYLES.get(request.style)?.from;
  return from === undefined ? request : { ...request, style: from };
}

/** The style of an id; one that this page has never heard of is called by its id, and is a choir's. */
export function styleOf(id: string): Style {
  const own = OWN_STYLES.get(id);
  if (own !== undefined) return own;
  const words = id.replaceAll("-", " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return STYLES.find((style) => style.id === id) ?? style(id, name, "", 96, 4, FOUR_PARTS);
}

/** The voices that a style writes. */
export function voicesOf({ parts }: Style): readonly Voice[] {
  return parts.flatMap((part) => part.voices);
}

/** Parts with those of a style that play some of these voices, as far as no part plays them yet. */
export function partsWith(
  parts: readonly Part[],
  style: Style,
  voices: readonly Voice[],
): readonly Part[] {
  const named = new Set(parts.flatMap((part) => part.voices));
  // One kit is enough, whichever voice it has.
  const hasKit = parts.some((part) => part.isPercussion);
  const missing = style.parts
    .filter((part) => !(hasKit && part.isPercussion))
    .map((part) => ({ ...part, voices: part.voices.filter((voice) => !named.has(voice)) }))
    .filter((part) => part.voices.some((voice) => voices.includes(voice)));
  return missing.length === 0 ? parts : [...parts, ...missing];
}

function style(
  id: string,
  name: string,
  line: string,
  tempo: number,
  bars: number,
  parts: readonly PlainPart[],
): Style {
  const timeSignature = { beats: 4, beatUnit: 4 };
  return {
    id,
    name,
    line,
    timeSignature,
    tempo,
    bars,
    temperature: 0.82,
    parts: parts.map(partFrom),
    hasChords: false,
  };
}

function plays(name: string, program: number, ...voices: readonly number[]): PlainPart {
  return { name, program, voices };
}
