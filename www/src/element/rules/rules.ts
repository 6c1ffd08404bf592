// What answers must obey, as it is set in the panel: each rule with a strictness, and what it is about.

import { inSentence, t } from "../../words/index.ts";
/** A rule that may be asked for. */
export type RuleKind =
  | "voiceLeading"
  | "scale"
  | "chords"
  | "ranges"
  | "largestLeap"
  | "shortestNote"
  | "longestNote"
  | "mostRepeats"
  | "density"
  | "start"
  | "end"
  | "cadence"
  | "cadences";

/** What a rule of one voice names: a note, or the lowest and highest of a range. */
export type PitchNames = readonly string[];

/** All rules; what is off keeps what it is about. */
export interface Rules {
  /** 0 (off) to 1 (a law); what lies between is a wish. */
  readonly strictness: { readonly [kind in RuleKind]: number };
  /** "D dorian"; "" for the scale of the piece's key. */
  readonly scale: string;
  /** "G | C D7 | G": bars from where the answer begins; "" for the symbols that stand there. */
  readonly chords: string;
  /** By voice: "C4", or "" where the voice is free. */
  readonly lowest: PitchNames;
  readonly highest: PitchNames;
  readonly start: PitchNames;
  readonly end: PitchNames;
  /** Semitones. */
  readonly largestLeap: number;
  /** Ticks. */
  readonly shortestNote: number;
  readonly longestNote: number;
  readonly mostRepeats: number;
  /** Notes that begin in a bar, each voice. */
  readonly fewest: number;
  readonly most: number;
  /** "4, 8 half": bars by their numbers. */
  readonly cadences: string;
}

/** How strict a wish is where nobody says more exactly. */
export const WISH = 0.5;
export const LAW = 1;

export const FIRST_RULES: Rules = {
  strictness: {
    voiceLeading: 0,
    scale: 0,
    chords: 0,
    ranges: 0,
    largestLeap: 0,
    shortestNote: 0,
    longestNote: 0,
    mostRepeats: 0,
    density: 0,
    start: 0,
    end: 0,
    cadence: 0,
    cadences: 0,
  },
  scale: "",
  chords: "",
  lowest: [],
  highest: [],
  start: [],
  end: [],
  largestLeap: 12,
  shortestNote: 240,
  longestNote: 1920,
  mostRepeats: 2,
  fewest: 1,
  most: 8,
  cadences: "",
};

/** The rules in the order of the panel, as they are called there. */
export const RULES: readonly {
  readonly kind: RuleKind;
  readonly name: string;
  readonly line: string;
}[] = [
  {
    kind: "voiceLeading",
    name: "Voice leading",
    line: "No parallel fifths and octaves; as a law no crossings in four parts either",
  },
  { kind: "scale", name: "Scale", line: "Notes and chords of one scale" },
  { kind: "chords", name: "Chords", line: "On beats, notes of these chords" },
  { kind: "ranges", name: "Ranges", line: "How low and how high each voice goes" },
  { kind: "largestLeap", name: "Largest leap", line: "From one note of a voice to the next" },
  { kind: "shortestNote", name: "Shortest note", line: "No note is shorter" },
  { kind: "longestNote", name: "Longest note", line: "No note is longer" },
  { kind: "mostRepeats", name: "Repeats", line: "How often a note may be repeated" },
  { kind: "density", name: "Notes a bar", line: "How many begin in a bar, in each voice" },
  { kind: "start", name: "First note", line: "With which note a voice begins" },
  { kind: "end", name: "Last note", line: "With which note a voice ends" },
  { kind: "cadence", name: "Cadence", line: "Dominant and tonic at the end" },
  { kind: "cadences", name: "Cadences at", line: "Bars in which the harmony closes" },
];

/** Lengths that a rule may name, in ticks. */
export const LENGTHS: readonly (readonly [ticks: number, name: string])[] = [
  [60, "a thirty-second"],
  [120, "a sixteenth"],
  [160, "an eighth triplet"],
  [240, "an eighth"],
  [320, "a quarter triplet"],
  [360, "a dotted eighth"],
  [480, "a quarter"],
  [720, "a dotted quarter"],
  [960, "a half note"],
  [1440, "a dotted half"],
  [1920, "a whole note"],
  [3840, "two whole notes"],
];

/** "a quarter": a length as musicians say it. */
export function lengthName(ticks: number): string {
  return t(LENGTHS.find(([length]) => length === ticks)?.[1] ?? "{count} ticks", { count: ticks });
}

/** "law", "wish", "off". */
export function stepOf(strictness: number): "off" | "wish" | "law" {
  if (strictness <= 0) return "off";
  return strictness >= LAW ? "law" : "wish";
}

/** The rules that are on, in words. */
export function ruleWords({ strictness }: Rules): string {
  const on = RULES.filter(({ kind }) => strictness[kind] > 0);
  if (on.length === 0) return t("none");
  if (on.length > 2) return t("{count} rules", { count: on.length });
  return on
    .map(({ kind, name }) => `${inSentence(t(name))} (${t(stepOf(strictness[kind]))})`)
    .join(", ");
}
