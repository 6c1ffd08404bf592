// What the person asks of the composer beside the score: style, length, boldness, voices.

import type { Voice } from "../score/index.ts";
import { SATB } from "../score/index.ts";

/** How the next answer is to be. */
export interface Settings {
  readonly style: string;
  readonly bars: number;
  /** 0 (always the most likely) to 2. */
  readonly temperature: number;
  /** The voices that the composer may write. */
  readonly voices: readonly Voice[];
  readonly rngSeed: number;
  /** Whether the next answer uses the same number again. */
  readonly isRngSeedKept: boolean;
}

export const FIRST_SETTINGS: Settings = {
  style: "bach-chorale",
  bars: 4,
  temperature: 0.7,
  voices: SATB,
  rngSeed: 1,
  isRngSeedKept: false,
};

/** Offered until the engine says what it knows. */
export const FIRST_STYLES: readonly string[] = ["bach-chorale", "hymn", "carol", "renaissance"];

/** Lengths on offer, in bars. */
export const BAR_COUNTS: readonly number[] = [2, 4, 8, 16];

/** The most bars that one answer may have. */
export const MAX_BARS = 64;

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

/** Slowest and fastest, in quarter notes a minute. */
export const TEMPI = { least: 10, most: 400 } as const;

const STYLE_LABELS: Readonly<Record<string, string>> = {
  "bach-chorale": "Bach chorale",
  hymn: "Hymn",
  carol: "Carol",
  renaissance: "Renaissance",
  "irish-dance": "Irish dance",
  keyboard: "Keyboard",
  "lead-sheet": "Lead sheet",
  band: "Band",
};

/** A style's name as musicians say it. */
export function styleLabel(style: string): string {
  const known = STYLE_LABELS[style];
  if (known !== undefined) return known;
  const words = style.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A number for the composer's dice, from the browser's own. */
export function randomRngSeed(): number {
  const [value = 1] = crypto.getRandomValues(new Uint32Array(1));
  return value;
}
