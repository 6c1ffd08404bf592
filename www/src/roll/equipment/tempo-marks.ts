// Changes of tempo in the ruler: a metronome mark where each begins, which can be pulled to another place.

import type { Score, Tempi, Tick } from "../../score/index.ts";
import { barAt, gridNear, tempoMoved } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Drag, DragContext, DragPoint } from "../drags/drag.ts";
import { NO_PREVIEW } from "../drags/drag.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import type { Viewport } from "../viewport.ts";
import { laneTop, visibleRange, xOf } from "../viewport.ts";

/** A change of tempo as it stands in the ruler, in pixels from the left. */
interface Mark {
  readonly tick: Tick;
  /** Where it begins. */
  readonly x: number;
  /** Where its words begin and end; they are written where there is room. */
  readonly left: number;
  readonly right: number;
  readonly label: string;
}

/** Room for the head and the stem of a note, and about so much for a figure. */
const NOTE_ROOM = 11;
const FIGURE_ROOM = 6.5;
/** What the number of a bar takes from where it begins, beside its figures, and a time signature. */
const NUMBER_ROOM = 14;
const SIGNATURE_ROOM = 34;
/** Fewer pixels than this are a click; so near to its line one takes hold of a mark. */
const SLACK = 4;
const REACH = 6;

/** A change of tempo on its way to another place. */
export interface TempoDrag extends Drag {
  /** All tempi as they would become. */
  readonly tempi: Tempi;
}

/** Paints the marks; `tempi` are those of the piece, or those that a drag would make of them. */
export function paintTempi(brush: Brush, scene: Scene, palette: Palette, tempi: Tempi): void {
  const { viewport, draft } = scene;
  const height = laneTop(viewport) - viewport.ribbons;
  const middle = Math.round(height * 0.46);
  brush.font = `600 11px ${palette.font}`;
  brush.textAlign = "left";
  brush.textBaseline = "middle";
  const marks = marksOf(viewport, draft.score, tempi);
  brush.fillStyle = palette.ink;
  for (const { x } of marks) brush.fillRect(Math.round(x), height * 0.35, 1, height);
  let written = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    if (mark.left < written || isCrowded(scene, mark)) continue;
    written = mark.right;
    // No line or number of what has no room shines through.
    brush.fillStyle = palette.paper;
    brush.fillRect(mark.left - 2, middle - 7, mark.right - mark.left + 2, 14);
    brush.fillStyle = palette.ink;
    paintNote(brush, mark.left, middle);
    brush.fillText(mark.label, mark.left + NOTE_ROOM, middle + 0.5);
  }
}

/** Pulls the mark at a point of the ruler; null where there is none. A click goes to its place. */
export function tempoDrag(
  { content }: DragContext,
  viewport: Viewport,
  from: DragPoint,
): TempoDrag | null {
  const { draft, isReadonly, grid, swing } = content;
  const { score } = draft;
  if (isReadonly || from.y < viewport.ribbons || from.y >= laneTop(viewport)) return null;
  const held = marksOf(viewport, score, score).findLast(({ x, left, right }) => {
    return Math.abs(from.x - x) < REACH || (from.x >= left && from.x <= right);
  });
  if (held === undefined) return null;
  let tempi: Tempi = score;
  return {
    pointer: "ew-resize",
    preview: NO_PREVIEW,
    get tempi() {
      return tempi;
    },
    move(point) {
      if (tempi === score && Math.abs(point.x - from.x) < SLACK) return;
      const to = point.isFree ? point.tick : gridNear(score, point.tick, grid, swing);
      // The beginning has a tempo of its own.
      if (to > 0) tempi = tempoMoved(score, held.tick, to);
    },
    end() {
      if (tempi === score) return { kind: "seek", tick: held.tick };
      const { tempo, tempoChanges } = tempi;
      const next = { ...draft, score: { ...score, tempo, tempoChanges } };
      const edit = { name: t("Move tempo change"), draft: next };
      return { kind: "edit", edit, selection: content.selection };
    },
  };
}

/** What is seen of the changes, in order. */
function marksOf(viewport: Viewport, score: Score, { tempoChanges }: Tempi): readonly Mark[] {
  const { start, end } = visibleRange(viewport);
  return tempoChanges
    .filter(({ tick: at }) => at > start - 960 && at < end)
    .map(({ tick: at, tempo }) => {
      const x = xOf(viewport, at);
      const { start: line, number, signature } = barAt(score, at);
      const isLine = line === at;
      const beside = NUMBER_ROOM + FIGURE_ROOM * String(number).length;
      const metre = isLine && signature.tick === at ? SIGNATURE_ROOM : 0;
      const left = x + (isLine ? beside + metre : 4);
      const label = String(Math.round(tempo * 10) / 10);
      return { tick: at, x, left, right: left + NOTE_ROOM + FIGURE_ROOM * label.length + 4, label };
    });
}

/** Whether the words of a mark at a bar line, which stand behind its number, would run into the next bar. */
function isCrowded({ viewport, draft }: Scene, { left, right, x, tick: at }: Mark): boolean {
  return left - x > SLACK && right > xOf(viewport, barAt(draft.score, at).end);
}

/** A quarter note, as tall as figures. */
function paintNote(brush: Brush, x: number, middle: number): void {
  brush.beginPath();
  brush.ellipse(x + 3, middle + 3, 3.1, 2.3, -0.4, 0, 2 * Math.PI);
  brush.fill();
  brush.fillRect(x + 5, middle - 6, 1.2, 9);
}
