// What the person asks of the composer beside the score: style, length, boldness, voices.

import type { ControlKind, Controls, EngineName, Style } from "../composer/index.ts";
import { STYLES, styleOf, voicesOf } from "../composer/index.ts";
import type { Score, Voice } from "../score/index.ts";
import { EMPTY_SCORE, tick } from "../score/index.ts";
import type { ReworkLevels } from "./rework-kinds.ts";
import { FIRST_LEVELS } from "./rework-kinds.ts";
import type { Rules } from "./rules/rules.ts";
import { FIRST_RULES } from "./rules/rules.ts";

/** How the next answer is to be. */
export interface Settings {
  readonly style: string;
  /** Who writes. */
  readonly engine: EngineName;
  readonly bars: number;
  /** How many answers there are to choose from. */
  readonly takes: number;
  /** 0 (always the most likely) to 2. */
  readonly temperature: number;
  /** The voices that the composer may write. */
  readonly voices: readonly Voice[];
  /** What answers should be like; what is not named is left to the composer. */
  readonly controls: Controls;
  /** What Fill keeps of what it writes afresh. */
  readonly keep: "nothing" | "rhythm" | "pitches";
  /** How much of what stands there Fill lets survive: a share of its notes, 0 to 0.9. */
  readonly closeness: number;
  /** Whether the composer says of each new note why it is what it is, which takes it a tenth longer. */
  readonly isExplained: boolean;
  /** How strongly selected notes are reworked. */
  readonly rework: ReworkLevels;
  /** What answers must obey. */
  readonly rules: Rules;
  /** Whether metre and tempo are somebody's choice; else Seed takes those of the style. */
  readonly isHeaderChosen: boolean;
  readonly rngSeed: number;
  /** Whether the next answer uses the same number again. */
  readonly isRngSeedKept: boolean;
}

const FIRST_STYLE = styleOf("bach-chorale");

export const FIRST_SETTINGS: Settings = {
  style: FIRST_STYLE.id,
  engine: "neural",
  bars: FIRST_STYLE.bars,
  takes: 1,
  temperature: FIRST_STYLE.temperature,
  voices: voicesOf(FIRST_STYLE),
  controls: {},
  keep: "nothing",
  closeness: 0,
  isExplained: false,
  rework: FIRST_LEVELS,
  rules: FIRST_RULES,
  isHeaderChosen: false,
  rngSeed: 1,
  isRngSeedKept: false,
};

/** Offered until the engine says what it knows. */
export const FIRST_STYLES: readonly string[] = STYLES.slice(0, 4).map(({ id }) => id);

/** What may be asked of an answer's character: how each level of a trait is called, from 0 on. */
export const TRAITS: readonly {
  readonly kind: ControlKind;
  readonly name: string;
  readonly levels: readonly string[];
}[] = [
  { kind: "density", name: "Notes", levels: ["very few", "few", "as usual", "many", "very many"] },
  {
    kind: "leaps",
    name: "Melody",
    levels: ["steps only", "mostly steps", "mixed", "leaps", "wide leaps"],
  },
  {
    kind: "range",
    name: "Range",
    levels: ["very narrow", "narrow", "as usual", "wide", "very wide"],
  },
  {
    kind: "repetition",
    name: "Repeated notes",
    levels: ["none", "few", "some", "many", "very many"],
  },
  {
    kind: "syncopation",
    name: "Off the beat",
    levels: ["never", "seldom", "at times", "often", "very often"],
  },
];

/** Who may write, in plain words. */
export const ENGINES: readonly {
  readonly id: EngineName;
  readonly name: string;
  readonly line: string;
}[] = [
  { id: "neural", name: "the network", line: "It has read much music, and hears the whole piece." },
  {
    id: "markov",
    name: "chains",
    line: "Each chord and note follows from the few before it, as they did in real pieces.",
  },
  {
    id: "markov-harmony",
    name: "chains, then network",
    line: "Chains choose the chords, the network writes the notes.",
  },
  {
    id: "markov-melody",
    name: "chains on top",
    line: "Chains write the top voice, the network the others.",
  },
];

/** Lengths on offer, in bars. */
export const BAR_COUNTS: readonly number[] = [2, 4, 8, 16];

/** The most bars that one answer may have. */
export const MAX_BARS = 64;

/** The most takes that one answer may have: more are not told apart by ear. */
export const MAX_TAKES = 6;

/** Time signatures on offer. */
export const TIME_SIGNATURES: readonly string[] = [
  "2/4",
  "3/4",
  "4/4",
  "5/4",
  "6/4",
  "2/2",
  "3/2",
  "4/2",
  "3/8",
  "6/8",
  "9/8",
  "12/8",
];

/** What choosing a style settles: itself, the voices that it writes, and how boldly. */
export function stylePatch(
  style: string,
): Pick<Settings, "style" | "voices" | "temperature"> & Partial<Settings> {
  const chosen = styleOf(style);
  const { controls, temperature } = chosen;
  return { style, voices: voicesOf(chosen), temperature, ...(controls && { controls }) };
}

/** What an empty piece in a style begins with. */
export function styleHeader({
  timeSignature,
  tempo,
  parts,
}: Style): Pick<Score, "timeSignatures" | "pickup" | "tempo" | "parts"> {
  return {
    timeSignatures: [{ ...timeSignature, tick: tick(0) }],
    pickup: EMPTY_SCORE.pickup,
    tempo,
    parts,
  };
}

/** A number for the composer's dice, from the browser's own. */
export function randomRngSeed(): number {
  const [value = 1] = crypto.getRandomValues(new Uint32Array(1));
  return value;
}
