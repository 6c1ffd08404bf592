// From the rules of the panel to what is asked of the composer, for the place where an answer will stand.

import type { Constraints, NamedNote } from "../../composer/index.ts";
import type { Score, TickRange, Voice } from "../../score/index.ts";
import { barsIn, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { chordsOver, unknownChords } from "./chord-text.ts";
import type { RuleKind, Rules } from "./rules.ts";

/** Where an answer will stand. */
export interface Place {
  /** Its metre; the bars go on after its last note. */
  readonly score: Score;
  readonly range: TickRange;
  readonly voices: readonly Voice[];
}

/** A bar in which the harmony closes. */
type Close = NonNullable<Constraints["cadences"]>[number];

/** What is wrong with the rules, in a sentence; null where nothing is. */
export function ruleMistake({ strictness, chords, cadences, fewest, most }: Rules): string | null {
  const [unknown] = strictness.chords > 0 ? unknownChords(chords) : [];
  if (unknown !== undefined) {
    return t(
      "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.",
      { word: unknown },
    );
  }
  if (strictness.cadences > 0 && closesIn(cadences) === null) {
    return t("The bars of cadences under Rules are numbers, such as “4, 8 half”.");
  }
  if (strictness.density > 0 && fewest > most) {
    return t(
      "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.",
      { fewest, most },
    );
  }
  return null;
}

/** What an answer must obey; an empty object for nothing. */
export function constraintsOf(rules: Rules, place: Place): Constraints {
  const voices = place.voices.filter((voice) => voice < 4);
  const limit = (kind: RuleKind, value: number) =>
    isOn(rules, kind) ? { [kind]: { value, strictness: rules.strictness[kind] } } : {};
  const named = (kind: "start" | "end") => {
    const notes = isOn(rules, kind) ? namedNotes(rules[kind], voices, rules.strictness[kind]) : [];
    return notes.length === 0 ? {} : { [kind]: notes };
  };
  return {
    ...(isOn(rules, "voiceLeading") && { voiceLeading: rules.strictness.voiceLeading }),
    ...(isOn(rules, "scale") && {
      scale: { scale: rules.scale === "" ? null : rules.scale, strictness: rules.strictness.scale },
    }),
    ...rangesOf(rules, voices),
    ...chordsOf(rules, place),
    ...limit("largestLeap", rules.largestLeap),
    ...limit("shortestNote", rules.shortestNote),
    ...limit("longestNote", rules.longestNote),
    ...limit("mostRepeats", rules.mostRepeats),
    ...(isOn(rules, "density") && {
      density: {
        lowest: rules.fewest,
        highest: rules.most,
        strictness: rules.strictness.density,
      },
    }),
    ...named("start"),
    ...named("end"),
    ...(isOn(rules, "cadence") && { cadence: rules.strictness.cadence }),
    ...cadencesOf(rules, place),
  };
}

/** The MIDI number of "C4" or "f#3"; null for anything else. */
export function readPitch(text: string): number | null {
  const [, letter, signs = "", octave] = /^\s*([A-Ga-g])([#b♯♭]*)(-?\d)\s*$/.exec(text) ?? [];
  if (letter === undefined || octave === undefined) return null;
  const raised = [...signs].reduce((sum, sign) => sum + (sign === "#" || sign === "♯" ? 1 : -1), 0);
  const pitch = 12 * (Number(octave) + 1) + "C D EF G A B".indexOf(letter.toUpperCase()) + raised;
  return pitch >= 0 && pitch <= 127 ? pitch : null;
}

/** Bars by their numbers, each with how it closes; null where the text has other words. */
export function closesIn(text: string): readonly { number: number; kind: Close["kind"] }[] | null {
  const closes: { number: number; kind: Close["kind"] }[] = [];
  for (const word of text.split(/[,;]/).map((part) => part.trim())) {
    if (word === "") continue;
    const [, number, kind = "authentic"] =
      /^(\d{1,3})(?:\s+(half|full|authentic))?$/.exec(word) ?? [];
    if (number === undefined) return null;
    closes.push({ number: Number(number), kind: kind === "half" ? "half" : "authentic" });
  }
  return closes;
}

function isOn({ strictness }: Rules, kind: RuleKind): boolean {
  return strictness[kind] > 0;
}

function namedNotes(
  names: readonly string[],
  voices: readonly Voice[],
  strictness: number,
): readonly NamedNote[] {
  return voices.flatMap((voice) => {
    const pitch = readPitch(names[voice] ?? "");
    return pitch === null ? [] : [{ voice, pitch, strictness }];
  });
}

/** What is left open at one end goes as far as notes go. */
function rangesOf(rules: Rules, voices: readonly Voice[]): Pick<Constraints, "ranges"> {
  if (!isOn(rules, "ranges")) return {};
  const strictness = rules.strictness.ranges;
  const ranges = voices.flatMap((voice) => {
    const lowest = readPitch(rules.lowest[voice] ?? "");
    const highest = readPitch(rules.highest[voice] ?? "");
    if (lowest === null && highest === null) return [];
    return [{ voice, lowest: lowest ?? 0, highest: highest ?? 127, strictness }];
  });
  return ranges.length === 0 ? {} : { ranges };
}

function chordsOf(rules: Rules, { score, range }: Place): Pick<Constraints, "chords"> {
  if (!isOn(rules, "chords")) return {};
  const { strictness } = rules;
  const changes = chordsOver(rules.chords, barsIn(score, range)).filter(
    ({ tick: at }) => at < range.end,
  );
  if (changes.length === 0) return { chords: { strictness: strictness.chords } };
  // A lane that begins before the answer holds where the answer begins.
  const start = changes.map((change) => ({
    ...change,
    tick: tick(Math.max(range.start, change.tick)),
  }));
  const lane = start.filter(({ tick: at }, index) => start[index + 1]?.tick !== at);
  return { chords: { changes: lane, strictness: strictness.chords } };
}

function cadencesOf(rules: Rules, { score, range }: Place): Pick<Constraints, "cadences"> {
  const closes = isOn(rules, "cadences") ? (closesIn(rules.cadences) ?? []) : [];
  const strictness = rules.strictness.cadences;
  const bars = barsIn(score, range);
  const cadences = closes.flatMap(({ number, kind }) => {
    const bar = bars.find((each) => each.number === number);
    return bar === undefined ? [] : [{ bar: bar.index, kind, strictness }];
  });
  return cadences.length === 0 ? {} : { cadences };
}
