// Where things are on engraved staves: times and pixels, heads under a pointer, the next note by a key.

import type { Score } from "../score/index.ts";
import type { Anchor, Engraving, Head } from "./engraver.ts";

/** A note of the piece where it begins. */
export interface Place {
  readonly id: number;
  readonly tick: number;
  /** Its part and voice. */
  readonly line: string;
  readonly part: number;
  readonly height: number;
}

/** How far beside a head it can still be hit, in the units of a picture: ten are a staff space. */
const REACH = 11;

/** Where a moment stands; between two anchors in proportion. Null where there are none. */
export function xAt(anchors: readonly Anchor[], tick: number): number | null {
  const next = anchors.findIndex((anchor) => anchor.tick > tick);
  if (next === -1) return anchors.at(-1)?.x ?? null;
  const [before, after] = [anchors[next - 1], anchors[next]];
  if (after === undefined) return null;
  if (before === undefined) return after.x;
  const share = (tick - before.tick) / (after.tick - before.tick);
  return before.x + share * (after.x - before.x);
}

/** The moment whose column is nearest; the end of the last bar is none. */
export function tickAt(anchors: readonly Anchor[], x: number): number | null {
  let best: Anchor | null = null;
  for (const anchor of anchors.slice(0, -1)) {
    if (best === null || Math.abs(anchor.x - x) < Math.abs(best.x - x)) best = anchor;
  }
  return best?.tick ?? null;
}

/** The head nearest to a point, if one is near. */
export function headAt({ heads }: Pick<Engraving, "heads">, x: number, y: number): Head | null {
  let best: Head | null = null;
  let nearest = REACH;
  for (const head of heads) {
    const { box } = head;
    const distance = Math.hypot(
      Math.max(box.x - x, 0, x - box.x - box.width),
      Math.max(box.y - y, 0, y - box.y - box.height),
    );
    if (distance < nearest) {
      nearest = distance;
      best = head;
    }
  }
  return best;
}

/** The notes of a piece as arrow keys go through them: from the voice that stands highest. */
export function placesOf({ notes, parts }: Score): readonly Place[] {
  const order = parts.flatMap(({ voices }) => voices);
  return notes.map(({ id, onset, voice, pitch }) => {
    const at = order.indexOf(voice);
    const part = at === -1 ? order.length + voice : at;
    return { id, tick: onset, line: String(voice), part, height: pitch };
  });
}

/** The note that an arrow key leads to; the first one where none is chosen. */
export function neighbour(places: readonly Place[], id: number | null, key: string): number | null {
  const here = places.find((place) => place.id === id);
  if (here === undefined) return inOrder(places)[0]?.id ?? null;
  const isInTime = key === "ArrowLeft" || key === "ArrowRight";
  const isNext = key === "ArrowRight" || key === "ArrowDown";
  const row = inOrder(
    places.filter((place) => (isInTime ? place.line === here.line : place.tick === here.tick)),
  );
  const at = row.findIndex((place) => place.id === id);
  return row[at + (isNext ? 1 : -1)]?.id ?? null;
}

/** By time, from the top. */
function inOrder(places: readonly Place[]): readonly Place[] {
  return [...places].sort((a, b) => a.tick - b.tick || a.part - b.part || b.height - a.height);
}
