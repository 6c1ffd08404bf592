// A whole piece as one immutable value: its header and its notes in order. No edits, no DOM.

import type { ChordChange, PlainChordChange } from "./chord.ts";
import { chordsFrom } from "./chord.ts";
import type { Note, PlainNote } from "./note.ts";
import { compareNotes, noteEnd, noteFrom } from "./note.ts";
import type { Part, PlainPart } from "./part.ts";
import { isPercussion, partFrom } from "./part.ts";
import type { TickRange } from "./range.ts";
import type { PlainTempoChange, TempoChange } from "./tempo.ts";
import { tempiFrom } from "./tempo.ts";
import type { Duration, NoteId, Tick } from "./units.ts";
import { noteId, span, TICKS_PER_QUARTER, tick } from "./units.ts";

/** A time signature and the tick from which it holds. */
export interface TimeSignature {
  readonly tick: Tick;
  readonly beats: number;
  readonly beatUnit: number;
}

/** A whole piece. Its notes are always in the order of `compareNotes`. */
export interface Score {
  readonly title: string;
  /** "G major", "F# minor", or null for "from the notes". */
  readonly key: string | null;
  /** At least one; the first at tick 0. */
  readonly timeSignatures: readonly TimeSignature[];
  /** Length of the first bar where it is shorter than the others; 0 for none. */
  readonly pickup: Duration;
  /** Quarter notes a minute at the beginning. */
  readonly tempo: number;
  /** Where they change later: in order, one a tick, each other than the one before. */
  readonly tempoChanges: readonly TempoChange[];
  readonly parts: readonly Part[];
  /** Onsets of the notes under a fermata or at another phrase end. */
  readonly phraseEnds: readonly Tick[];
  /** In order, one a tick; none where nobody wrote any. */
  readonly chords: readonly ChordChange[];
  readonly notes: readonly Note[];
}

/**
 * A score as it crosses the wire or comes from a page: the same fields without units.
 * Who has no chord symbols or no changes of tempo may leave them out.
 */
export interface PlainScore {
  readonly title: string;
  readonly key: string | null;
  readonly timeSignatures: readonly { tick: number; beats: number; beatUnit: number }[];
  readonly pickup: number;
  readonly tempo: number;
  readonly tempoChanges?: readonly PlainTempoChange[];
  readonly parts: readonly PlainPart[];
  readonly phraseEnds: readonly number[];
  readonly chords?: readonly PlainChordChange[];
  readonly notes: readonly PlainNote[];
}

/** At most this many notes cross the wire. */
export const MAX_NOTES = 20_000;

/** A piece without notes: 4/4, 96 quarters a minute, key from the notes. */
export const EMPTY_SCORE: Score = {
  title: "",
  key: null,
  timeSignatures: [{ tick: tick(0), beats: 4, beatUnit: 4 }],
  pickup: span(tick(0), tick(0)),
  tempo: 96,
  tempoChanges: [],
  parts: [],
  phraseEnds: [],
  chords: [],
  notes: [],
};

/** A score from plain fields: ids made unique, notes put in order, numbers moved into range. */
export function scoreFrom(plain: PlainScore): Score {
  const seen = new Set<number>();
  let free = plain.notes.reduce((highest, note) => Math.max(highest, note.id), 0) + 1;
  const notes = plain.notes.map((note) => {
    const id = seen.has(note.id) ? free++ : note.id;
    seen.add(id);
    return noteFrom({ ...note, id });
  });
  return {
    title: plain.title,
    key: plain.key,
    timeSignatures: signaturesFrom(plain.timeSignatures),
    pickup: span(tick(0), tick(plain.pickup)),
    ...tempiFrom(plain),
    parts: plain.parts.map(partFrom),
    phraseEnds: plain.phraseEnds.map(tick),
    chords: chordsFrom(plain.chords ?? []),
    notes: notes.sort(compareNotes),
  };
}

/** The same score with other notes, put in order. */
export function withNotes(score: Score, notes: readonly Note[]): Score {
  return { ...score, notes: [...notes].sort(compareNotes) };
}

/** First tick after the last note; 0 for an empty score. Fast enough to be asked in every frame. */
export function scoreEnd({ notes }: Score): Tick {
  let end = endByNotes.get(notes);
  if (end === undefined) {
    end = tick(notes.reduce((latest, note) => Math.max(latest, noteEnd(note)), 0));
    endByNotes.set(notes, end);
  }
  return end;
}

const endByNotes = new WeakMap<readonly Note[], Tick>();

/** A name that no note of this score has. */
export function nextNoteId(score: Score): NoteId {
  return noteId(score.notes.reduce((highest, note) => Math.max(highest, note.id), 0) + 1);
}

/** The notes with these ids, in the order of the score. */
export function notesWith(score: Score, ids: ReadonlySet<NoteId>): readonly Note[] {
  return score.notes.filter((note) => ids.has(note.id));
}

/** The notes that have a pitch: all but the drums. */
export function pitchedNotes(score: Score): readonly Note[] {
  if (!score.parts.some((part) => part.isPercussion)) return score.notes;
  const known =
    pitchedByScore.get(score) ?? score.notes.filter((note) => !isPercussion(score, note.voice));
  pitchedByScore.set(score, known);
  return known;
}

const pitchedByScore = new WeakMap<Score, readonly Note[]>();

const longestByNotes = new WeakMap<readonly Note[], number>();

/** The notes that sound anywhere inside a range. Fast enough to be asked in every frame. */
export function notesIn(score: Score, range: TickRange): readonly Note[] {
  const { notes } = score;
  let longest = longestByNotes.get(notes);
  if (longest === undefined) {
    longest = notes.reduce((length, note) => Math.max(length, note.duration), 0);
    longestByNotes.set(notes, longest);
  }
  const first = indexFrom(notes, range.start - longest);
  const last = indexFrom(notes, range.end);
  return notes.slice(first, last).filter((note) => note.onset + note.duration > range.start);
}

/** Index of the first note that begins at a tick or later. */
function indexFrom(notes: readonly Note[], from: number): number {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((notes[middle]?.onset ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function signaturesFrom(plain: PlainScore["timeSignatures"]): readonly TimeSignature[] {
  const signatures = plain
    .filter(({ beats, beatUnit }) => beats >= 1 && beats <= 64 && isBeatUnit(beatUnit))
    .map((signature) => ({ ...signature, tick: tick(signature.tick) }))
    .sort((a, b) => a.tick - b.tick);
  if (signatures[0]?.tick === 0) return signatures;
  return [...EMPTY_SCORE.timeSignatures, ...signatures];
}

function isBeatUnit(value: number): boolean {
  return [1, 2, 4, 8, 16, 32].includes(value);
}

/** The length of a written beat in ticks: a quarter in 3/4, an eighth in 6/8. */
export function beatTicks(signature: Pick<TimeSignature, "beatUnit">): number {
  return (4 * TICKS_PER_QUARTER) / signature.beatUnit;
}

/** The length of a whole bar in ticks. */
export function barTicks(signature: Pick<TimeSignature, "beats" | "beatUnit">): number {
  return beatTicks(signature) * signature.beats;
}
