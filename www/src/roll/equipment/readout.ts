// What a drag has got hold of, said beside it: its pitch and place, or how long it has become.

import type { NewNote, NoteId } from "../../score/index.ts";
import { barPosition, noteName, tick } from "../../score/index.ts";
import { boxOf } from "../note-box.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";

const HEIGHT = 22;
const PADDING = 8;
/** Between the note and what is said of it. */
const GAP = 8;

/** The note that a drag holds, as it would become; null where it holds none. */
export function heldNote({ drag }: Pick<Scene, "drag">, held: NoteId | null): NewNote | null {
  const preview = drag?.preview;
  if (preview === undefined) return null;
  const copy = preview.fresh.find((note) => "id" in note && note.id === held);
  const changed = held === null ? undefined : preview.changed.get(held);
  return changed ?? copy ?? preview.fresh[0] ?? null;
}

/** "F♯4  2.3  1½": pitch, bar and beat, and the length in beats. */
export function readoutOf({ draft: { score }, key }: Scene, note: NewNote): string {
  const { bar, beat, rest } = barPosition(score, note.onset);
  const [signature] = score.timeSignatures;
  const unit = 1920 / (signature?.beatUnit ?? 4);
  const place = `${bar}.${beat}${rest === 0 ? "" : `+${decimal(rest / unit)}`}`;
  const name = noteName(score, note.voice, note.pitch, key);
  return `${name}   ${place}   ${decimal(note.duration / unit)} ♩`;
}

export function paintReadout(brush: Brush, scene: Scene, palette: Palette, note: NewNote): void {
  const { viewport, draft } = scene;
  const box = boxOf(viewport, draft.score, { ...note, onset: tick(note.onset) });
  const text = readoutOf(scene, note);
  brush.font = `600 12px ${palette.font}`;
  brush.textBaseline = "middle";
  brush.textAlign = "left";
  const width = brush.measureText(text).width + 2 * PADDING;
  const left = Math.min(Math.max(box.x, viewport.gutter + 4), viewport.width - width - 4);
  const isHigh = box.y - GAP - HEIGHT > viewport.ruler;
  const top = isHigh ? box.y - GAP - HEIGHT : box.y + box.height + GAP;
  brush.fillStyle = palette.ink;
  brush.beginPath();
  brush.roundRect(left, top, width, HEIGHT, 5);
  brush.fill();
  brush.fillStyle = palette.paper;
  brush.fillText(text, left + PADDING, top + HEIGHT / 2 + 0.5);
}

function decimal(value: number): string {
  return String(Math.round(100 * value) / 100);
}
