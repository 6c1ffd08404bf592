// Where a piece is broken into lines: by an estimate of the room that bars take, corrected by what has been seen.

import type { PieceBar } from "./bars.ts";

/** The bars of one line, and what it is known by. */
export interface Line {
  /** The first bar and the one after the last. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  /** The same for lines that look the same, unless what stands around them spells them otherwise. */
  readonly key: string;
  /** What spells it: the bars around it. */
  readonly around: string;
}

/** How many bars of a line found room, by its key: learnt where the estimate was too bold. */
export type Capacities = ReadonlyMap<string, number>;

/** Pixels at a zoom of 1: what a column of notes takes, a bar beyond its notes, and the signs in front. */
const COLUMN = 25;
const BAR = 22;
const SIGNS = 130;

/** Notes that have a say in how others are spelled, before and after them; the engine asks as many. */
const SAY = 20;
/** Bars that are looked through for them. */
const FAR = 12;

/** What breaks a piece: its bars, the room of a line, and what holds for all of them. */
export interface Breaking {
  readonly bars: readonly PieceBar[];
  readonly width: number;
  readonly ground: string;
  readonly capacities: Capacities;
}

/** The lines of a piece. */
export function linesOf({ bars, width, ground, capacities }: Breaking): readonly Line[] {
  const lines: Line[] = [];
  for (let first = 0; first < bars.length; ) {
    let line = lineOf(bars, ground, first, lastWithRoom(bars, first, width));
    for (
      let room = capacities.get(line.key);
      room !== undefined && room < line.last - line.first;
      room = capacities.get(line.key)
    ) {
      line = lineOf(bars, ground, first, first + Math.max(1, room));
    }
    lines.push(line);
    first = line.last;
  }
  return lines;
}

/** As many bars as are likely to have room, at least one; the one after the last of them. */
export function lastWithRoom(
  bars: readonly { readonly columns: number }[],
  first: number,
  width: number,
): number {
  let left = width - SIGNS;
  for (let index = first; index < bars.length; index++) {
    left -= BAR + COLUMN * (bars[index]?.columns ?? 1);
    if (left < 0 && index > first) return index;
  }
  return bars.length;
}

/** The bars before and after some that have a say in their spelling, at least one on each side. */
export function saying(
  bars: readonly PieceBar[],
  first: number,
  last: number,
): readonly [first: number, last: number] {
  let [from, to] = [first, last];
  for (let heard = 0; from > 0 && heard < SAY && first - from < FAR; ) {
    heard += bars[--from]?.notes.length ?? 0;
  }
  for (let heard = 0; to < bars.length && heard < SAY && to - last < FAR; to++) {
    heard += bars[to]?.notes.length ?? 0;
  }
  return [from, to];
}

function lineOf(bars: readonly PieceBar[], ground: string, first: number, last: number): Line {
  const [from, to] = saying(bars, first, last);
  const keys = (begin: number, end: number): string =>
    bars
      .slice(begin, end)
      .map(({ key }) => key)
      .join("\n");
  const begin = bars[first]?.bar;
  const key = [
    ground,
    `${begin?.number} ${first === 0} ${last === bars.length}`,
    keys(first, last),
  ].join("\n");
  return {
    first,
    last,
    start: begin?.start ?? 0,
    end: bars[last - 1]?.bar.end ?? 0,
    key,
    around: `${keys(from, first)}\n\n${keys(last, to)}`,
  };
}
