// What a person does to the tempi of a piece: plain functions from tempi to tempi.

import type { TickRange } from "./range.ts";
import type { Score } from "./score.ts";
import { beatTicks } from "./score.ts";
import type { Tempi, TempoChange } from "./tempo.ts";
import { tempiFrom, tempoAt } from "./tempo.ts";
import { barAt } from "./time.ts";
import type { Tick } from "./units.ts";
import { tick } from "./units.ts";

/** Another tempo from a tick on, until the next change. */
export function tempoSet(tempi: Tempi, at: Tick, tempo: number): Tempi {
  // What holds later goes on to hold, also where it is no longer another tempo than before.
  return tempiFrom({ ...tempi, tempoChanges: [...tempi.tempoChanges, { tick: at, tempo }] });
}

/** Without the change at a tick: what held before it goes on. */
export function tempoRemoved({ tempo, tempoChanges }: Tempi, at: Tick): Tempi {
  return tempiFrom({ tempo, tempoChanges: tempoChanges.filter((change) => change.tick !== at) });
}

/** With the change of one tick at another one; it stays behind the beginning, and replaces what it lands on. */
export function tempoMoved(tempi: Tempi, from: Tick, to: Tick): Tempi {
  const { tempo, tempoChanges } = tempi;
  const moved = tempoChanges.find((change) => change.tick === from);
  if (moved === undefined || to === from || to < 1) return tempi;
  const others = tempoChanges.filter((change) => change.tick !== from);
  return tempiFrom({ tempo, tempoChanges: [...others, { tick: to, tempo: moved.tempo }] });
}

/**
 * A ritardando, or an accelerando: steps on each beat of a range, of equal ratio as hands make them, the last of
 * them reaching the tempo. What comes after the range goes on as it did, unless it is the end.
 */
export function tempoLed(
  score: Score,
  { start, end }: TickRange,
  tempo: number,
  pieceEnd: Tick,
): Tempi {
  // The beginning keeps the tempo of the piece.
  const beats = beatsIn(score, { start, end }).filter((at) => at > 0);
  const first = tempoAt(score, tick(Math.max(0, start - 1)));
  const steps = beats.map((at, index): TempoChange => {
    const share = (index + 1) / beats.length;
    return { tick: at, tempo: rounded(first * (tempo / first) ** share) };
  });
  const others = score.tempoChanges.filter((each) => each.tick < start || each.tick >= end);
  const after = end < pieceEnd ? [{ tick: end, tempo: tempoAt(score, end) }] : [];
  return tempiFrom({ tempo: score.tempo, tempoChanges: [...others, ...steps, ...after] });
}

/** The written beats of a range. */
function beatsIn(score: Score, { start, end }: TickRange): readonly Tick[] {
  const beats: Tick[] = [];
  let at = start;
  while (at < end) {
    beats.push(at);
    const bar = barAt(score, at);
    at = tick(Math.min(bar.end, at + beatTicks(bar.signature)));
  }
  return beats;
}

/** Hundredths are finer than a metronome shows. */
function rounded(tempo: number): number {
  return Math.round(tempo * 100) / 100;
}
