// What the tests of the roll share: contents and places without a browser.

import type { Score } from "../score/index.ts";
import {
  draftOf,
  duration,
  EMPTY_SELECTION,
  pitch,
  SOPRANO,
  STRAIGHT,
  tick,
} from "../score/index.ts";
import type { RollContent } from "./content.ts";
import type { DragContext, DragPoint } from "./drags/drag.ts";
import type { Viewport } from "./viewport.ts";
import { FIRST_VIEWPORT, pixels, xOf, yOf } from "./viewport.ts";

export const VIEWPORT: Viewport = {
  ...FIRST_VIEWPORT,
  width: pixels(1000),
  height: pixels(500),
  gutter: pixels(50),
  ruler: pixels(28),
};

export function contentOf(score: Score, patch: Partial<RollContent> = {}): RollContent {
  return {
    draft: draftOf(score),
    selection: EMPTY_SELECTION,
    voice: SOPRANO,
    grid: duration(480),
    swing: STRAIGHT,
    isFocused: false,
    tool: "draw",
    key: null,
    loop: null,
    isLooping: false,
    region: null,
    isReadonly: false,
    isHeatShown: false,
    answer: null,
    ...patch,
  };
}

/** A drag's context that remembers what was heard. */
export function contextOf(content: RollContent): DragContext & { readonly heard: number[] } {
  const heard: number[] = [];
  return { content, heard, hear: (pitch) => heard.push(pitch) };
}

/** The place of a tick and a pitch, in the middle of the row. */
export function at(onset: number, midi: number, isFree = false): DragPoint {
  return {
    x: xOf(VIEWPORT, onset),
    y: pixels(yOf(VIEWPORT, midi) + VIEWPORT.rowHeight / 2),
    tick: tick(onset),
    pitch: pitch(midi),
    isFree,
  };
}
