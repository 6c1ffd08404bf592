// Some bars of a piece as a score of their own, for the engine to write down: with the bars around them that have
// a say in their spelling, and with witnesses of what holds for the whole piece.

import type { Note, PlainScore, Score, Tempi } from "../score/index.ts";
import {
  barTicks,
  noteEnd,
  TICKS_PER_QUARTER,
  tempiShifted,
  tempoAt,
  tick,
} from "../score/index.ts";
import type { PieceBar } from "./bars.ts";
import type { Ground } from "./ground.ts";
import { classesOf, registersOf } from "./ground.ts";
import { saying } from "./lines.ts";
import type { Witnesses } from "./witness.ts";
import { witnessesOf } from "./witness.ts";

/** A part of a piece. */
export interface Extract {
  readonly score: PlainScore;
  /** How many bars stand before those that were asked for. */
  readonly before: number;
}

/** A piece, and what is known of it. */
export interface Piece {
  readonly score: Score;
  readonly bars: readonly PieceBar[];
  readonly ground: Ground;
}

/** The bars from one to before another. */
export function extractOf(piece: Piece, first: number, last: number): Extract {
  const { score, bars, ground } = piece;
  const [from, to] = withNotesAtTheEnd(bars, saying(bars, first, last));
  const isWhole = from === 0 && to === bars.length;
  const notes = isWhole ? score.notes : notesOf(bars, from, to);
  const witnesses = isWhole
    ? null
    : witnessesOf(ground, registersOf(score, notes), classesOf(score, notes));
  if (witnesses === null) return { score: { ...score, title: "" }, before: first };
  const start = bars[from]?.bar.start ?? 0;
  const end = bars[to - 1]?.bar.end ?? 0;
  const length = Math.max(0, ...[...witnesses.values()].map((pitches) => pitches.length));
  const signature = bars[from]?.bar.signature ?? { beats: 4, beatUnit: 4 };
  const bar = barTicks(signature);
  // Before the first bar of a piece nothing can stand: there they come after the end.
  const ahead = from > 0 ? Math.ceil((length * TICKS_PER_QUARTER) / bar) : 0;
  const shift = ahead * bar - start;
  const called = from > 0 ? 0 : end;
  const within = (tick: number): boolean => tick >= start && tick < end;
  return {
    score: {
      ...score,
      title: "",
      pickup: from > 0 ? 0 : score.pickup,
      timeSignatures: [
        { tick: 0, beats: signature.beats, beatUnit: signature.beatUnit },
        ...score.timeSignatures
          .filter(({ tick }) => tick > start && tick < end)
          .map((change) => ({ ...change, tick: change.tick + shift })),
      ],
      ...tempiShifted(tempiFrom(score, start, end), shift),
      phraseEnds: score.phraseEnds.filter(within).map((tick) => tick + shift),
      chords: chordsFrom(score, start, end).map(({ tick, chord }) => ({
        tick: tick + shift,
        chord,
      })),
      notes: [
        ...notes.map((note) => clipped(note, start, end, shift)),
        ...played(witnesses, called, score),
      ],
    },
    before: ahead + first - from,
  };
}

/** The chord symbols of a range, first of all the one that holds where it begins. */
function chordsFrom({ chords }: Score, start: number, end: number): PlainScore["chords"] & {} {
  const held = chords.findLast(({ tick }) => tick <= start);
  return [
    ...(held === undefined ? [] : [{ tick: start, chord: held.chord }]),
    ...chords.filter(({ tick }) => tick > start && tick < end),
  ];
}

/** The changes of tempo in a range, and what holds before it, so that the first of them is one. */
function tempiFrom(score: Score, start: number, end: number): Tempi {
  const tempoChanges = score.tempoChanges.filter(({ tick }) => tick >= start && tick < end);
  return { tempo: tempoAt(score, tick(start - 1)), tempoChanges };
}

/** The engine writes no bars behind the last note. */
function withNotesAtTheEnd(
  bars: readonly PieceBar[],
  [from, to]: readonly [number, number],
): readonly [number, number] {
  let last = to;
  while (last < bars.length && bars[last - 1]?.notes.length === 0) last++;
  return [from, last];
}

function notesOf(bars: readonly PieceBar[], from: number, to: number): readonly Note[] {
  return [...new Set(bars.slice(from, to).flatMap(({ notes }) => notes))];
}

/** What sounds over the edges sounds there from edge to edge. */
function clipped(
  note: Note,
  start: number,
  end: number,
  shift: number,
): PlainScore["notes"][number] {
  const onset = Math.max(start, note.onset);
  const duration = Math.min(end, noteEnd(note)) - onset;
  return { ...note, onset: onset + shift, duration };
}

/** Quarter notes one after the other, from a tick on. */
function played(witnesses: Witnesses, from: number, { notes }: Score): PlainScore["notes"] {
  let id = notes.reduce((highest, note) => Math.max(highest, note.id), 0);
  return [...witnesses].flatMap(([voice, pitches]) =>
    pitches.map((pitch, index) => ({
      id: ++id,
      voice,
      pitch,
      onset: from + index * TICKS_PER_QUARTER,
      duration: TICKS_PER_QUARTER,
      velocity: 64,
    })),
  );
}
