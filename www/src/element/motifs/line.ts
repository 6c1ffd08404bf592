// A motif as the pad moves it: two bars of one voice, counted from their beginning. No DOM, no piece around it.

import type { MotifChanged, MotifRequest, MotifStep } from "../../composer/index.ts";
import type { KeySignature, Pitch, Score, TimeSignature, Velocity } from "../../score/index.ts";
import {
  barTicks,
  DEFAULT_VELOCITY,
  likelyKey,
  parseKey,
  pitch,
  pitchedNotes,
  velocity,
} from "../../score/index.ts";

/** A note of a motif; `onset` counts from the beginning of its first bar. */
export interface LineNote {
  readonly onset: number;
  readonly duration: number;
  readonly pitch: Pitch;
  readonly velocity: Velocity;
}

/** Two bars of one line, its notes in order. */
export interface Line {
  readonly signature: TimeSignature;
  readonly notes: readonly LineNote[];
}

/** The lowest and the highest note of a motif, in semitones above its tonic; as `src/motif/cells.rs` has it. */
const REACH = { lowest: -14, highest: 21 } as const;

const C_MAJOR: KeySignature = { name: "C major", tonic: 0, mode: "major", isFlat: false };

/** The key that motifs of a piece are heard in. */
export function keyOf(score: Score): KeySignature {
  const given = score.key === null ? null : parseKey(score.key);
  return given ?? likelyKey(pitchedNotes(score)) ?? C_MAJOR;
}

/** One bar said twice, so that it is a motif too. */
export function doubled({ signature, notes }: Line): Line {
  const length = barTicks(signature);
  const again = notes.map((note) => ({ ...note, onset: note.onset + length }));
  return { signature, notes: [...notes, ...again] };
}

/** Where a motif begins that is made out of nothing: twice the same note. */
export function blankLine(signature: TimeSignature, middle: Pitch): Line {
  const length = barTicks(signature);
  const note = { onset: 0, duration: length, pitch: middle, velocity: DEFAULT_VELOCITY };
  return doubled({ signature, notes: [note] });
}

/** Whether two lines sound alike. */
export function isSameLine(a: Line, b: Line): boolean {
  if (a.notes.length !== b.notes.length) return false;
  return a.notes.every(({ onset, duration, pitch: at }, index) => {
    const other = b.notes[index];
    return onset === other?.onset && duration === other.duration && at === other.pitch;
  });
}

/** Whether the engine can hear all of a line: three octaves around its tonic. */
export function isWithinReach(line: Line, key: KeySignature): boolean {
  const tonic = tonicOf(line, key);
  return line.notes.every(
    (note) => note.pitch - tonic >= REACH.lowest && note.pitch - tonic <= REACH.highest,
  );
}

/** What is asked of the engine: a score of nothing but the motif, and of the one it goes towards. */
export function motifRequest(
  line: Line,
  step: Exclude<MotifStep, { kind: "morph" }> | { readonly share: number; readonly other: Line },
  { style, key }: { readonly style: string; readonly key: KeySignature },
): MotifRequest {
  const { signature } = line;
  const { beats, beatUnit } = signature;
  const isMorph = "other" in step;
  const later = 2 * barTicks(signature);
  const others = isMorph ? step.other.notes : [];
  const notes = [
    ...line.notes,
    ...others.map((note) => ({ ...note, onset: note.onset + later })),
  ].map((note, index) => ({ ...note, id: index + 1, voice: 0 }));
  const score = {
    title: "",
    key: key.name,
    timeSignatures: [{ tick: 0, beats, beatUnit }],
    pickup: 0,
    tempo: 96,
    parts: [],
    phraseEnds: [],
    chords: [],
    notes,
  };
  const asked: MotifStep = isMorph ? { kind: "morph", voice: 0, bar: 2, share: step.share } : step;
  return { score, style, voice: 0, bar: 0, step: asked };
}

/** The motif of an answer, struck as the one that it comes from. */
export function lineFrom({ added }: MotifChanged, from: Line): Line {
  const notes = added
    .map(({ onset, duration, pitch: at }) => ({
      onset,
      duration,
      pitch: pitch(at),
      velocity: velocityAt(from, onset),
    }))
    .toSorted((a, b) => a.onset - b.onset);
  return { signature: from.signature, notes };
}

/** On the way between motifs of different octaves the register changes half way. */
export function inRegister(
  line: Line,
  from: Line,
  to: Line,
  key: KeySignature,
  share: number,
): Line {
  const octaves = (tonicOf(to, key) - tonicOf(from, key)) / 12;
  const by = 12 * Math.round(share * octaves);
  if (by === 0) return line;
  return { ...line, notes: line.notes.map((note) => ({ ...note, pitch: pitch(note.pitch + by) })) };
}

/** The tonic next below the middle of a line, to which the engine relates it. */
function tonicOf({ notes }: Line, { tonic }: KeySignature): number {
  const pitches = notes.map((note) => note.pitch);
  const middle = Math.floor((Math.min(...pitches) + Math.max(...pitches)) / 2);
  return middle - ((((middle - tonic) % 12) + 12) % 12);
}

/** How hard the last note up to a place is struck. */
function velocityAt({ notes }: Line, at: number): Velocity {
  const before = notes.findLast(({ onset }) => onset <= at) ?? notes[0];
  return velocity(before?.velocity ?? DEFAULT_VELOCITY);
}
