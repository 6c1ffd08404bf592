// What screen readers hear of the roll: where the cursor is, what is there, what became of an edit.

import type { Draft, Note, Score, Tick } from "../score/index.ts";
import {
  barAt,
  barPosition,
  beatTicks,
  chordLabel,
  isPercussion,
  keepOf,
  noteName,
  originOf,
  parseKey,
  TICKS_PER_QUARTER,
  voiceName,
} from "../score/index.ts";
import { spokenPitch, spokenVoice, t } from "../words/index.ts";
import type { Cursor, RollContent } from "./content.ts";
import { noteAt } from "./keyboard.ts";

/** Lengths that have a name, in quarter notes. */
export const LENGTH_NAMES: readonly (readonly [quarters: number, name: string])[] = [
  [1 / 8, "thirty-second note"],
  [1 / 6, "sixteenth triplet"],
  [1 / 4, "sixteenth note"],
  [1 / 3, "eighth triplet"],
  [3 / 8, "dotted sixteenth note"],
  [1 / 2, "eighth note"],
  [2 / 3, "quarter triplet"],
  [3 / 4, "dotted eighth note"],
  [1, "quarter note"],
  [3 / 2, "dotted quarter note"],
  [2, "half note"],
  [3, "dotted half note"],
  [4, "whole note"],
  [6, "dotted whole note"],
  [8, "double whole note"],
];

/** Parts of a beat that have a name. */
export const FRACTION_NAMES: readonly (readonly [number, string])[] = [
  [1 / 2, "a half"],
  [1 / 4, "one quarter"],
  [3 / 4, "three quarters"],
  [1 / 3, "one third"],
  [2 / 3, "two thirds"],
];

/** How locks and origins are spoken. */
export const NOTE_WORDS = {
  all: "locked",
  rhythm: "rhythm locked",
  pitch: "pitch locked",
  given: "",
  generated: "composed",
  edited: "composed, then edited",
} as const;

/** "bar 2 beat 3", with the rest as a fraction of a beat where there is one. */
export function spokenPlace(score: Score, at: Tick): string {
  const { bar, beat, rest } = barPosition(score, at);
  if (rest === 0) return t("bar {bar} beat {beat}", { bar, beat });
  const share = rest / beatTicks(barAt(score, at).signature);
  const name = FRACTION_NAMES.find(([value]) => Math.abs(value - share) < 1e-6)?.[1];
  const fraction =
    name === undefined ? t("{count} hundredths", { count: Math.round(share * 100) }) : t(name);
  return t("bar {bar} beat {beat} and {fraction}", { bar, beat, fraction });
}

/** "quarter note". */
export function spokenLength({ duration }: Note): string {
  const quarters = duration / TICKS_PER_QUARTER;
  const name = LENGTH_NAMES.find(([value]) => Math.abs(value - quarters) < 1e-6)?.[1];
  return name === undefined
    ? t("{count} quarter notes long", { count: Math.round(quarters * 100) / 100 })
    : t(name);
}

/** "G4, quarter note, bar 3 beat 2, alto, composed": one note with all that is known of it. */
export function spokenNote(draft: Draft, note: Note, key: RollContent["key"]): string {
  const { score } = draft;
  const words = [
    spokenPitch(noteName(score, note.voice, note.pitch, key)),
    // A drum is struck; how long it is written says nothing.
    isPercussion(score, note.voice) ? "" : spokenLength(note),
    spokenPlace(score, note.onset),
    spokenVoice(voiceName(score, note.voice)),
    t(NOTE_WORDS[originOf(draft, note.id)]),
    t(NOTE_WORDS[keepOf(draft, note.id) ?? "given"]),
  ];
  return words.filter((word) => word !== "").join(", ");
}

/** What is under the cursor, and where that is: a note, a chord that begins, or nothing yet. */
export function spokenCursor(content: RollContent, cursor: Cursor): string {
  const { score } = content.draft;
  const note = noteAt(content, cursor);
  const change = score.chords.find(({ tick: at }) => at === cursor.tick);
  const chord =
    change === undefined
      ? []
      : [t("chord {chord}", { chord: chordLabel(change.chord, content.key) })];
  const faster = score.tempoChanges.find(({ tick: at }) => at === cursor.tick);
  if (faster) chord.push(t("{tempo} bpm", { tempo: Math.round(faster.tempo) }));
  if (note === null) {
    const name = spokenPitch(noteName(score, content.voice, cursor.pitch, content.key));
    const voice = spokenVoice(voiceName(score, content.voice));
    return [spokenPlace(score, cursor.tick), ...chord, name, voice, t("empty")].join(", ");
  }
  const chosen = content.selection.has(note.id) ? [t("selected")] : [];
  const inside = cursor.tick === note.onset ? [] : [spokenPlace(score, cursor.tick)];
  const words = spokenNote(content.draft, note, content.key);
  return [...inside, words, ...chord, ...chosen].join(", ");
}

/** "3 notes from bar 2 beat 1", or one note with its pitch. */
export function spokenNotes(draft: Draft, notes: readonly Note[]): string {
  const [first] = notes;
  if (first === undefined) return t("nothing selected");
  const { score } = draft;
  const key = score.key === null ? null : parseKey(score.key);
  if (notes.length === 1) return spokenNote(draft, first, key);
  const place = spokenPlace(score, first.onset);
  return t("{count} notes from {place}", { count: notes.length, place });
}
