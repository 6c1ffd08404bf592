// How fast a piece goes: a tempo at its beginning, and steps from there on. No seconds; they live in audio.

import type { Score } from "./score.ts";
import type { Tick } from "./units.ts";
import { tick } from "./units.ts";

/** A tempo, in quarter notes a minute, and the tick from which it holds. */
export interface TempoChange {
  readonly tick: Tick;
  readonly tempo: number;
}

/** A change of tempo as it crosses the wire. */
export interface PlainTempoChange {
  readonly tick: number;
  readonly tempo: number;
}

/** All tempi of a piece: that of its beginning, and where it changes. */
export type Tempi = Pick<Score, "tempo" | "tempoChanges">;

/** Tempi as they cross the wire. */
interface PlainTempi {
  readonly tempo: number;
  readonly tempoChanges?: readonly PlainTempoChange[];
}

/** Slowest and fastest, in quarter notes a minute. */
export const TEMPI = { least: 10, most: 400 } as const;

/**
 * Tempi in order, moved into range: of several at one tick the last holds, one at the beginning is the tempo of
 * the piece, and one that changes nothing is left out. As `settle_tempo` of `src/music/score.rs`.
 */
export function tempiFrom({ tempo, tempoChanges = [] }: PlainTempi): Tempi {
  const all: TempoChange[] = [];
  const sorted = tempoChanges.toSorted((a, b) => a.tick - b.tick);
  for (const change of [{ tick: 0, tempo }, ...sorted]) {
    const at = tick(change.tick);
    if (all.at(-1)?.tick === at) all.pop();
    const next = Math.min(TEMPI.most, Math.max(TEMPI.least, change.tempo));
    if (all.at(-1)?.tempo !== next) all.push({ tick: at, tempo: next });
  }
  return { tempo: all[0]?.tempo ?? tempo, tempoChanges: all.slice(1) };
}

/** The tempo that holds at a tick. */
export function tempoAt({ tempo, tempoChanges }: Tempi, at: Tick): number {
  return tempoChanges.findLast((change) => change.tick <= at)?.tempo ?? tempo;
}

/** A piece so many times as fast, as a whole: a rubato stays one. */
export function paced<Piece extends Tempi>(piece: Piece, ratio: number): Piece {
  return {
    ...piece,
    tempo: piece.tempo * ratio,
    tempoChanges: piece.tempoChanges.map((change) => ({ ...change, tempo: change.tempo * ratio })),
  };
}

/** Tempi so many ticks later, or earlier: what then lies before the beginning is heard from there on. */
export function tempiShifted({ tempo, tempoChanges }: Tempi, ticks: number): Tempi {
  const later = tempoChanges.map((change) => ({ ...change, tick: change.tick + ticks }));
  return tempiFrom({ tempo, tempoChanges: later });
}
