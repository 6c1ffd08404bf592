// Notes seen from afar: plain dashes, thousands of them in a frame. Nothing is made anew for a note, colours
// change once a voice, and dashes lie on whole pixels, which are filled several times as fast.

import type { Note } from "../../score/index.ts";
import { isPercussion } from "../../score/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import { widthOf, xOf, yOf } from "../viewport.ts";

/** The notes of each voice, used again in every frame. */
const lines = new Map<number, Note[]>();
/** Paints notes voice by voice, in the colour of each; all in one colour where `colour` is given. */
export function paintDashes(
  brush: Brush,
  scene: Scene,
  palette: Palette,
  notes: readonly Note[],
  colour: string | null,
): void {
  for (const line of lines.values()) line.length = 0;
  for (const note of notes) {
    const line = lines.get(note.voice);
    if (line === undefined) lines.set(note.voice, [note]);
    else line.push(note);
  }
  for (const [voice, line] of lines) {
    const [first] = line;
    if (first === undefined) continue;
    brush.fillStyle = colour ?? voiceInk(palette, voice).fill;
    paintLine(brush, scene, line, isPercussion(scene.draft.score, first.voice));
  }
}

function paintLine(
  brush: Brush,
  { viewport }: Scene,
  notes: readonly Note[],
  isDrums: boolean,
): void {
  const gap = viewport.rowHeight > 7 ? 1 : 0;
  const height = Math.max(2, Math.round(viewport.rowHeight - 2 * gap));
  for (const note of notes) {
    const left = Math.round(xOf(viewport, note.onset) + 0.5);
    const length = isDrums ? 3 : Math.round(widthOf(viewport, note.duration) - 1.5);
    brush.fillRect(left, Math.round(yOf(viewport, note.pitch) + gap), Math.max(2, length), height);
  }
}
