// A piece as bars: what stands in each, so that one sees which of them an edit has changed. No engraving here.

import type { Bar, ChordChange, Note, Score } from "../score/index.ts";
import { barsIn, noteEnd, scoreEnd, tick } from "../score/index.ts";

/** One bar and everything that is written in it. */
export interface PieceBar {
  readonly bar: Bar;
  /** The notes that sound in it, in the order of the score. */
  readonly notes: readonly Note[];
  readonly chords: readonly ChordChange[];
  readonly phraseEnds: readonly number[];
  /** Where it changes its tempo and to which; at the beginning of the piece the tempo of that. */
  readonly tempi: string;
  /** The same for bars in which the same is written, wherever they stand. */
  readonly key: string;
  /** Moments at which something begins or ends: how much room it wants. */
  readonly columns: number;
}

/** The bars of a score up to its last note, at least one; those of `before` in which nothing has changed stay. */
export function barsOf(score: Score, before: readonly PieceBar[] = []): readonly PieceBar[] {
  const bars = barsIn(score, { start: tick(0), end: tick(Math.max(1, scoreEnd(score))) });
  const notes = notesByBar(score, bars);
  const chords = eventsByBar(score.chords, bars, ({ tick }) => tick);
  const first = { tick: tick(0), tempo: score.tempo };
  const tempi = eventsByBar([first, ...score.tempoChanges], bars, ({ tick }) => tick);
  const phraseEnds = eventsByBar(score.phraseEnds, bars, (end) => end);
  return bars.map((bar, index) => {
    const content = {
      bar,
      notes: notes[index] ?? [],
      chords: chords[index] ?? [],
      phraseEnds: phraseEnds[index] ?? [],
      tempi: (tempi[index] ?? []).map((each) => `${each.tick - bar.start} ${each.tempo}`).join(),
    };
    const old = before[index];
    if (old !== undefined && isSame(old, content)) return old;
    return { ...content, key: keyOf(content), columns: columnsOf(content) };
  });
}

type Content = Omit<PieceBar, "key" | "columns">;

function notesByBar({ notes }: Score, bars: readonly Bar[]): readonly (readonly Note[])[] {
  const lists: Note[][] = bars.map(() => []);
  let first = 0;
  for (const note of notes) {
    while (first < bars.length && (bars[first]?.end ?? 0) <= note.onset) first++;
    const end = noteEnd(note);
    for (let at = first; at < bars.length && (bars[at]?.start ?? end) < end; at++) {
      lists[at]?.push(note);
    }
  }
  return lists;
}

function eventsByBar<Event>(
  events: readonly Event[],
  bars: readonly Bar[],
  tickOf: (event: Event) => number,
): readonly (readonly Event[])[] {
  const lists: Event[][] = bars.map(() => []);
  let at = 0;
  for (const event of events) {
    while (at < bars.length && (bars[at]?.end ?? 0) <= tickOf(event)) at++;
    lists[at]?.push(event);
  }
  return lists;
}

function isSame(a: Content, b: Content): boolean {
  return (
    a.bar.start === b.bar.start &&
    a.bar.end === b.bar.end &&
    a.bar.number === b.bar.number &&
    a.bar.signature.beats === b.bar.signature.beats &&
    a.bar.signature.beatUnit === b.bar.signature.beatUnit &&
    a.bar.signature.tick === b.bar.signature.tick &&
    a.tempi === b.tempi &&
    isSameList(a.notes, b.notes) &&
    isSameList(a.chords, b.chords) &&
    isSameList(a.phraseEnds, b.phraseEnds)
  );
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

/** How loud a note is stands nowhere on paper. */
function keyOf({ bar, notes, chords, phraseEnds, tempi }: Content): string {
  const { start, end, signature } = bar;
  const showsTime = signature.tick === start;
  return [
    `${end - start} ${signature.beats}/${signature.beatUnit}${showsTime ? "!" : ""}`,
    notes
      .map(({ id, voice, pitch, onset, duration }) => {
        return `${id} ${voice} ${pitch} ${onset - start} ${duration}`;
      })
      .join(),
    chords.map(({ tick, chord }) => `${tick - start} ${chord}`).join(),
    phraseEnds.map((tick) => tick - start).join(),
    tempi,
  ].join("|");
}

function columnsOf({ bar: { start, end }, notes }: Content): number {
  const moments = new Set<number>([start]);
  for (const note of notes) {
    for (const moment of [note.onset, note.onset + note.duration]) {
      if (moment > start && moment < end) moments.add(moment);
    }
  }
  return moments.size;
}
