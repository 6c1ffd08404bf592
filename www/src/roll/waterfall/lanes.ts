// Where each key of the keyboard under falling notes lies, and above it the lane in which its notes fall. Drums
// have pads beside the keys.

import type { Ensemble, NewNote } from "../../score/index.ts";
import { isBlackKey, isPercussion } from "../../score/index.ts";

/** A key or pad, from left to right in CSS pixels. */
export interface Lane {
  readonly x: number;
  readonly width: number;
  readonly isBlack: boolean;
}

/** All of them by their pitches. */
export interface Lanes {
  readonly keys: ReadonlyMap<number, Lane>;
  readonly pads: ReadonlyMap<number, Lane>;
}

/** The piano's own ends, A0 and C8; pieces may go further. */
const PIANO = { lowest: 21, highest: 108 } as const;
const MIDDLE = { lowest: 60, highest: 71 } as const;
/** A white key is no wider than this where more keys can be shown instead, in pixels. */
const WIDEST = 54;
/** A keyboard of fewer white keys has too little to go by. */
const FEWEST = 14;
const BLACK_SHARE = 0.6;
const PAD = { widest: 46, share: 0.34, gap: 8 } as const;

/** The keys that notes need, on a width. */
export function lanesOf(ensemble: Ensemble, notes: readonly NewNote[], width: number): Lanes {
  const drums = new Set<number>();
  let lowest = 127;
  let highest = 0;
  for (const { voice, pitch } of notes) {
    if (isPercussion(ensemble, voice)) drums.add(pitch);
    else {
      lowest = Math.min(lowest, pitch);
      highest = Math.max(highest, pitch);
    }
  }
  if (lowest > highest) ({ lowest, highest } = MIDDLE);
  const padWidth = drums.size === 0 ? 0 : Math.min(PAD.widest, (width * PAD.share) / drums.size);
  const room = width - padWidth * drums.size - (drums.size === 0 ? 0 : PAD.gap);
  const pads = [...drums]
    .sort((a, b) => a - b)
    .map((pitch, index) => {
      const x = room + PAD.gap + index * padWidth;
      return [pitch, { x, width: padWidth, isBlack: false }] as const;
    });
  return { keys: keysFor(lowest, highest, room), pads: new Map(pads) };
}

/** The lane in which a note falls; undefined where nobody has laid one. */
export function laneOf({ keys, pads }: Lanes, isDrum: boolean, pitch: number): Lane | undefined {
  return (isDrum ? pads : keys).get(pitch);
}

function keysFor(lowest: number, highest: number, width: number): ReadonlyMap<number, Lane> {
  const whites = whitesFor(lowest, highest, width);
  const size = width / whites.length;
  const keys = new Map<number, Lane>();
  for (const [index, pitch] of whites.entries()) {
    keys.set(pitch, { x: index * size, width: size, isBlack: false });
    const next = pitch + 1;
    if (index === whites.length - 1 || !isBlackKey(next)) continue;
    const black = size * BLACK_SHARE;
    keys.set(next, { x: (index + 1) * size - black / 2, width: black, isBlack: true });
  }
  return keys;
}

/** White keys from below the lowest note to above the highest, and more on both sides where there is room. */
function whitesFor(lowest: number, highest: number, width: number): readonly number[] {
  const isWhite = (pitch: number): boolean => !isBlackKey(pitch);
  let first = isWhite(lowest) ? lowest : lowest - 1;
  let last = isWhite(highest) ? highest : highest + 1;
  const whites: number[] = [];
  for (let pitch = first; pitch <= last; pitch++) if (isWhite(pitch)) whites.push(pitch);
  const isFew = (): boolean => whites.length < FEWEST || width / whites.length > WIDEST;
  while (isFew() && (first > PIANO.lowest || last < PIANO.highest)) {
    // The side that is nearer to the middle of the piano grows.
    const isBelow = last >= PIANO.highest || (first > PIANO.lowest && first + last > 128);
    if (isBelow) {
      first -= isWhite(first - 1) ? 1 : 2;
      whites.unshift(first);
    } else {
      last += isWhite(last + 1) ? 1 : 2;
      whites.push(last);
    }
  }
  return whites;
}
