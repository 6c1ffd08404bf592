// What lies under a pointer: a closed union, found without touching the DOM.

import type { Note, Tick } from "../score/index.ts";
import { isPercussion, noteEnd, notesIn, tick } from "../score/index.ts";
import type { RollContent } from "./content.ts";
import { boxOf } from "./note-box.ts";
import type { Point, Viewport } from "./viewport.ts";
import { pitchAt, planeAt, tickAt, ticksOf, widthOf, xOf } from "./viewport.ts";

/** What a pointer is over. */
export type Hit =
  | { readonly kind: "note"; readonly note: Note }
  | { readonly kind: "note-start"; readonly note: Note }
  | { readonly kind: "note-end"; readonly note: Note }
  | { readonly kind: "paper" }
  | { readonly kind: "loop-start" | "loop-end" }
  | { readonly kind: "ruler" }
  | { readonly kind: "piano-keys" }
  | { readonly kind: "corner" };

/** At least so far from a loop's end a pointer still takes hold of it, in pixels. */
const LOOP_REACH = 6;
/** A drum is as wide to either side of its onset, at most. */
const DRUM_REACH = 7;

/** What lies at a point; `reach` is how many pixels from a note's end still pull it. */
export function hitAt(viewport: Viewport, content: RollContent, point: Point, reach: number): Hit {
  const plane = planeAt(viewport, point);
  switch (plane) {
    case "piano-keys":
    case "corner":
      return { kind: plane };
    case "ruler":
      return rulerHit(viewport, content, point, Math.max(LOOP_REACH, reach));
    case "notes":
      return noteHit(viewport, content, point, reach);
    default:
      return plane satisfies never;
  }
}

function noteHit(viewport: Viewport, content: RollContent, point: Point, reach: number): Hit {
  const at = tickAt(viewport, point.x);
  const pitch = pitchAt(viewport, point.y);
  const { score } = content.draft;
  const slack = Math.ceil(ticksOf(viewport, Math.max(DRUM_REACH, reach / 2)));
  const near = notesIn(score, {
    start: before(at, slack),
    end: tick(at + slack + 1),
  });
  let best: Note | null = null;
  for (const note of near) {
    if (content.isFocused && note.voice !== content.voice) continue;
    if (note.pitch !== pitch || !isNear(viewport, content, note, point, reach / 2)) continue;
    if (best === null || rank(note, content, at) > rank(best, content, at)) best = note;
  }
  if (best === null) return { kind: "paper" };
  if (isPercussion(score, best.voice)) return { kind: "note", note: best };
  const width = widthOf(viewport, best.duration);
  // A third of a short note stays for moving, so that every note can be moved.
  const inside = Math.min(reach, width / 3);
  const fromStart = point.x - xOf(viewport, best.onset);
  const fromEnd = xOf(viewport, noteEnd(best)) - point.x;
  if (fromEnd < inside) return { kind: "note-end", note: best };
  if (fromStart < inside) return { kind: "note-start", note: best };
  return { kind: "note", note: best };
}

/** Whether a point lies on what is seen of a note, or no further from it than `slack` pixels. */
function isNear(
  viewport: Viewport,
  content: RollContent,
  note: Note,
  point: Point,
  slack: number,
): boolean {
  const { x, width } = boxOf(viewport, content.draft.score, note);
  return point.x >= x - slack && point.x <= x + width + slack;
}

function rulerHit(viewport: Viewport, content: RollContent, point: Point, reach: number): Hit {
  const { loop } = content;
  if (loop !== null) {
    if (Math.abs(point.x - xOf(viewport, loop.start)) < reach) return { kind: "loop-start" };
    if (Math.abs(point.x - xOf(viewport, loop.end)) < reach) return { kind: "loop-end" };
  }
  return { kind: "ruler" };
}

/** Notes under the point itself come first, then selected ones, then the current voice. */
function rank(note: Note, content: RollContent, at: Tick): number {
  const isUnder = note.onset <= at && at < noteEnd(note);
  const isSelected = content.selection.has(note.id);
  const isCurrent = note.voice === content.voice;
  return (isUnder ? 4 : 0) + (isSelected ? 2 : 0) + (isCurrent ? 1 : 0);
}

function before(at: Tick, ticks: number): Tick {
  return tick(at - ticks);
}
