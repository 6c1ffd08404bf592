// Two fingers: their middle pans, the distance between them zooms each direction by itself.

import type { Point, Viewport } from "./viewport.ts";
import { pixels, scrolled, zoomedInPitch, zoomedInTime } from "./viewport.ts";

/** Where two fingers are. */
export interface Pinch {
  readonly middle: Point;
  readonly across: number;
  readonly upright: number;
}

/** Fingers nearer than this in one direction do not zoom it. */
const LEAST_SPREAD = 48;

/** The pinch of the first two fingers. */
export function pinchOf(fingers: readonly Point[]): Pinch {
  const [a, b] = fingers;
  if (a === undefined || b === undefined) throw new Error("invariant: a pinch has two fingers");
  return {
    middle: { x: pixels((a.x + b.x) / 2), y: pixels((a.y + b.y) / 2) },
    across: Math.abs(a.x - b.x),
    upright: Math.abs(a.y - b.y),
  };
}

/** The view after the fingers have gone from one pinch to the next. */
export function pinched(viewport: Viewport, before: Pinch, after: Pinch): Viewport {
  let next = scrolled(viewport, before.middle.x - after.middle.x, before.middle.y - after.middle.y);
  if (before.across > LEAST_SPREAD && after.across > LEAST_SPREAD) {
    next = zoomedInTime(next, after.across / before.across, after.middle.x);
  }
  if (before.upright > LEAST_SPREAD && after.upright > LEAST_SPREAD) {
    next = zoomedInPitch(next, after.upright / before.upright, after.middle.y);
  }
  return next;
}
