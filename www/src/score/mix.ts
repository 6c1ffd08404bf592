// A piece put together from several takes of the same answer, bar by bar, as tape is spliced.

import type { ChordChange } from "./chord.ts";
import { chordsIn, chordsReplaced } from "./chord.ts";
import type { Account, Draft, Origin } from "./draft.ts";
import { knownOf } from "./draft.ts";
import type { Note } from "./note.ts";
import { noteEnd } from "./note.ts";
import { isPercussion } from "./part.ts";
import type { TickRange } from "./range.ts";
import type { Score } from "./score.ts";
import { nextNoteId, notesIn, scoreEnd, withNotes } from "./score.ts";
import type { NoteId, Tick } from "./units.ts";
import { duration, noteId, tick } from "./units.ts";

/** A stretch of time and the take that it comes from. */
export interface Splice extends TickRange {
  readonly take: number;
}

/** What one take plays inside a splice. */
interface Piece {
  readonly note: Note;
  readonly take: number;
  readonly start: Tick;
  end: Tick;
  /** Whether the note goes on beyond the splice. */
  isOpen: boolean;
}

/**
 * The take `base` with other takes in the splices, which do not overlap. A note that sounds over the edge of
 * a splice is cut there, and struck anew where the other take holds one over it; the same pitch on both
 * sides goes on as one note. Notes that all takes have stay whole. Notes of `base` keep their ids.
 */
export function mixed(takes: readonly Draft[], base: number, splices: readonly Splice[]): Draft {
  const draft = takes[base];
  if (draft === undefined) throw new Error("invariant: the base is one of the takes");
  const foreign = splices.filter(({ take }) => take !== base && takes[take] !== undefined);
  if (foreign.length === 0) return draft;
  const end = tick(Math.max(...takes.map(({ score }) => scoreEnd(score))) + 1);
  const stretches = filledUp(foreign, base, end);
  const common = commonNotes(takes);
  const pieces = joined(stretches.map((stretch) => piecesOf(takes, stretch, common)));
  const names = namesFrom(takes);
  const origins = new Map<NoteId, Exclude<Origin, "given">>();
  const accounts = new Map<NoteId, Account>();
  const notes = pieces.map((piece): Note => {
    const { note, start } = piece;
    const isWhole = piece.take === base && start === note.onset;
    const id = isWhole ? note.id : names();
    const origin = takes[piece.take]?.origins.get(note.id);
    if (origin !== undefined) origins.set(id, origin);
    const account = takes[piece.take]?.accounts.get(note.id);
    if (account !== undefined) accounts.set(id, account);
    return { ...note, id, onset: start, duration: duration(piece.end - start) };
  });
  for (const id of common.keys()) {
    const origin = draft.origins.get(id);
    if (origin !== undefined) origins.set(id, origin);
    const account = draft.accounts.get(id);
    if (account !== undefined) accounts.set(id, account);
  }
  const score = withSigns(takes, withNotes(draft.score, [...common.values(), ...notes]), foreign);
  const ids = new Set(score.notes.map(({ id }) => id));
  return { ...draft, ...knownOf(draft, (id) => ids.has(id)), score, origins, accounts };
}

/** The splices in order, with the base between them; neighbours from one take are one stretch. */
function filledUp(splices: readonly Splice[], base: number, end: Tick): readonly Splice[] {
  const stretches: Splice[] = [];
  const add = (stretch: Splice): void => {
    const before = stretches.at(-1);
    if (stretch.end <= stretch.start) return;
    if (before?.take !== stretch.take) stretches.push(stretch);
    else stretches[stretches.length - 1] = { ...before, end: stretch.end };
  };
  let at = tick(0);
  for (const splice of splices.toSorted((a, b) => a.start - b.start)) {
    add({ take: base, start: at, end: splice.start });
    add(splice);
    at = splice.end;
  }
  add({ take: base, start: at, end });
  return stretches;
}

/** The notes that every take has, just as they are: what was given. */
function commonNotes([first, ...others]: readonly Draft[]): ReadonlyMap<NoteId, Note> {
  if (first === undefined) return new Map();
  const maps = others.map(({ score }) => new Map(score.notes.map((note) => [note.id, note])));
  const isEverywhere = (note: Note): boolean =>
    maps.every((byId) => isSame(note, byId.get(note.id)));
  return new Map(first.score.notes.filter(isEverywhere).map((note) => [note.id, note]));
}

/** What a take plays in a stretch, cut at its edges; drums are where they are struck. */
function piecesOf(
  takes: readonly Draft[],
  stretch: Splice,
  common: ReadonlyMap<NoteId, Note>,
): readonly Piece[] {
  const score = takes[stretch.take]?.score;
  if (score === undefined) return [];
  return notesIn(score, stretch)
    .filter((note) => !isSame(note, common.get(note.id)))
    .filter((note) => note.onset >= stretch.start || !isPercussion(score, note.voice))
    .map((note) => {
      const isCut = noteEnd(note) > stretch.end && !isPercussion(score, note.voice);
      return {
        note,
        take: stretch.take,
        start: tick(Math.max(note.onset, stretch.start)),
        end: isCut ? stretch.end : noteEnd(note),
        isOpen: isCut,
      };
    });
}

/** The pieces of all stretches; one that goes on in the next stretch at the same pitch takes it in. */
function joined(stretches: readonly (readonly Piece[])[]): readonly Piece[] {
  const all: Piece[] = [];
  let open: readonly Piece[] = [];
  for (const pieces of stretches) {
    const stillOpen: Piece[] = [];
    for (const piece of pieces) {
      const isHeld = piece.start > piece.note.onset;
      const left = isHeld ? open.find((other) => goesOn(other, piece)) : undefined;
      const result = left ?? piece;
      if (left === undefined) all.push(piece);
      else {
        left.end = piece.end;
        left.isOpen = piece.isOpen;
      }
      if (result.isOpen) stillOpen.push(result);
    }
    open = stillOpen;
  }
  return all;
}

function goesOn(left: Piece, right: Piece): boolean {
  const isSameTone = left.note.voice === right.note.voice && left.note.pitch === right.note.pitch;
  return isSameTone && left.isOpen && left.end === right.start;
}

/** Names that no take uses, one after the other. */
function namesFrom(takes: readonly Draft[]): () => NoteId {
  let next: number = Math.max(...takes.map(({ score }) => nextNoteId(score)));
  return () => noteId(next++);
}

/** Chord symbols and phrase ends come from where the notes come from. */
function withSigns(takes: readonly Draft[], score: Score, splices: readonly Splice[]): Score {
  let { phraseEnds } = score;
  let chords: readonly ChordChange[] = score.chords;
  const end = scoreEnd(score);
  for (const splice of splices) {
    const source = takes[splice.take]?.score;
    if (source === undefined) continue;
    const isInside = (at: Tick): boolean => at >= splice.start && at < splice.end;
    phraseEnds = [
      ...phraseEnds.filter((at) => !isInside(at)),
      ...source.phraseEnds.filter(isInside),
    ];
    if (chords.length === 0 && source.chords.length === 0) continue;
    chords = chordsReplaced(chords, splice, chordsIn(source.chords, splice), end);
  }
  return { ...score, chords, phraseEnds: phraseEnds.toSorted((a, b) => a - b) };
}

function isSame(a: Note, b: Note | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.voice === b.voice &&
    a.pitch === b.pitch &&
    a.onset === b.onset &&
    a.duration === b.duration &&
    a.velocity === b.velocity
  );
}
