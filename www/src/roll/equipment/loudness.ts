// Loudness as it is drawn: a stem a note, and what a stroke of the pen makes of the stems that it passes.

import type { Draft, Note, NoteId, Velocity } from "../../score/index.ts";
import { changed, notesIn, velocity } from "../../score/index.ts";
import type { RollContent } from "../content.ts";
import type { Viewport } from "../viewport.ts";
import { visibleRange, xOf } from "../viewport.ts";

/** One note of the lane. */
export interface Stem {
  readonly note: Note;
  /** Its middle, in pixels. */
  readonly x: number;
}

/** A place of the pen: in pixels from the left, and how loud it points. */
export interface Touch {
  readonly x: number;
  readonly level: number;
}

/** Voices that begin together stand side by side, so far apart in pixels. */
const ASIDE = 5;
/** The stem nearer than this to the pen is meant. */
const REACH = 9;

/** The stems in the window, those on top last. */
export function stemsIn(viewport: Viewport, content: RollContent): readonly Stem[] {
  const { score } = content.draft;
  const stems: Stem[] = [];
  const { start, end } = visibleRange(viewport);
  for (const note of notesIn(score, { start, end })) {
    if (note.onset < start || (content.isFocused && note.voice !== content.voice)) continue;
    stems.push({ note, x: stemX(viewport, note) });
  }
  const rank = ({ note }: Stem) =>
    (content.selection.has(note.id) ? 2 : 0) + (note.voice === content.voice ? 1 : 0);
  return stems.sort((a, b) => rank(a) - rank(b));
}

/** Whether the pen may change a note: where some are selected, only those. */
export function isEditable({ selection, isReadonly }: RollContent, { id }: Note): boolean {
  return !isReadonly && (selection.size === 0 || selection.has(id));
}

/** The stem that a press means; null for none. */
export function stemAt(stems: readonly Stem[], x: number, reach = REACH): Stem | null {
  let best: Stem | null = null;
  for (const stem of stems) {
    const distance = Math.abs(stem.x - x);
    if (distance > reach) continue;
    if (best === null || distance <= Math.abs(best.x - x)) best = stem;
  }
  return best;
}

/** The velocities that a straight stroke from one place to another gives to the stems between. */
export function strokeOver(
  stems: readonly Stem[],
  a: Touch,
  b: Touch,
): ReadonlyMap<NoteId, Velocity> {
  const [from, to] = a.x <= b.x ? [a, b] : [b, a];
  const isUpright = from.x === to.x;
  const found = new Map<NoteId, Velocity>();
  for (const { note, x } of stems) {
    if (x < from.x - 2 || x > to.x + 2) continue;
    const share = isUpright ? 1 : Math.min(1, Math.max(0, (x - from.x) / (to.x - from.x)));
    const level = isUpright ? b.level : from.level + share * (to.level - from.level);
    found.set(note.id, velocity(level));
  }
  return found;
}

/** Velocities of a group that goes louder or softer together; it stops where one note has no room. */
export function raised(notes: readonly Note[], by: number): ReadonlyMap<NoteId, Velocity> {
  let most = by;
  for (const note of notes) {
    most = by > 0 ? Math.min(most, 127 - note.velocity) : Math.max(most, 1 - note.velocity);
  }
  return new Map(notes.map((note) => [note.id, velocity(note.velocity + most)]));
}

/** Gives each of these notes its velocity. */
export function struck(draft: Draft, velocities: ReadonlyMap<NoteId, Velocity>): Draft {
  return changed(draft, new Set(velocities.keys()), (note) => ({
    ...note,
    velocity: velocities.get(note.id) ?? note.velocity,
  }));
}

function stemX(viewport: Viewport, note: Note): number {
  return xOf(viewport, note.onset) + 3 + Math.min(4, note.voice) * ASIDE * fineness(viewport);
}

/** Seen from afar all stems of a moment are one. */
function fineness({ quarterWidth }: Viewport): number {
  return quarterWidth >= 60 ? 1 : quarterWidth >= 24 ? 0.6 : 0;
}
