// The notes of a whole piece in small. They are set as points of a picture, which is one act of painting for
// any number of notes: an edit of a long piece shows in the same frame.

import type { Note } from "../../score/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import { ColourWords } from "./colour-words.ts";

/** Where the picture lies, and what it shows. */
export interface MiniatureFrame {
  readonly width: number;
  readonly height: number;
  /** The ticks that the whole width stands for. */
  readonly end: number;
}

/** Empty pixels above the highest and under the lowest note. */
const MARGIN = 4;
/** The fewest rows: lines of a narrow compass would be bars. */
const LEAST_ROWS = 18;

export class Miniature {
  readonly #brush: Brush | null = document.createElement("canvas").getContext("2d");
  readonly #words = new ColourWords();

  /** Paints notes; those behind the others are pale. */
  paint(
    brush: Brush,
    palette: Palette,
    notes: readonly Note[],
    isBehind: (note: Note) => boolean,
    frame: MiniatureFrame,
  ): void {
    const behind = notes.filter(isBehind);
    const { lowest, rows } = compassOf(notes);
    brush.globalAlpha = 0.3;
    this.#layer(brush, palette, behind, frame, lowest, rows);
    brush.globalAlpha = 1;
    const before = behind.length === 0 ? notes : notes.filter((note) => !isBehind(note));
    this.#layer(brush, palette, before, frame, lowest, rows);
  }

  #layer(
    brush: Brush,
    palette: Palette,
    notes: readonly Note[],
    frame: MiniatureFrame,
    lowest: number,
    rows: number,
  ): void {
    const scratch = this.#brush;
    if (scratch === null || notes.length === 0) return;
    const ratio = brush.getTransform().a;
    const width = Math.max(1, Math.round(frame.width * ratio));
    const height = Math.max(1, Math.round(frame.height * ratio));
    scratch.canvas.width = width;
    scratch.canvas.height = height;
    const image = scratch.createImageData(width, height);
    const points = new Uint32Array(image.data.buffer);
    const row = ((frame.height - 2 * MARGIN) * ratio) / rows;
    const thickness = Math.max(Math.round(1.5 * ratio), Math.round(row));
    const share = width / frame.end;
    const other = this.#words.of(palette.ink) ?? 0xff_80_80_80;
    for (const note of notes) {
      const word = this.#words.of(voiceInk(palette, note.voice).fill) ?? other;
      const left = Math.min(width - 1, Math.round(note.onset * share));
      const wide = Math.round((note.onset + note.duration) * share);
      const right = Math.min(width, Math.max(left + 1, wide));
      const top = Math.round(MARGIN * ratio + (lowest + rows - 1 - note.pitch) * row);
      const bottom = Math.min(height, top + thickness);
      for (let y = top; y < bottom; y++) {
        // Most are a point or two long, which is less than a call of `fill` costs.
        for (let x = left; x < right; x++) points[y * width + x] = word;
      }
    }
    scratch.putImageData(image, 0, 0);
    brush.drawImage(scratch.canvas, 0, 0, width / ratio, height / ratio);
  }
}

/** The lowest pitch that has a row, and how many rows there are: the highest note lies on the highest. */
function compassOf(notes: readonly Note[]): { readonly lowest: number; readonly rows: number } {
  let lowest = 127;
  let highest = 0;
  for (const { pitch } of notes) {
    lowest = Math.min(lowest, pitch);
    highest = Math.max(highest, pitch);
  }
  const rows = Math.max(LEAST_ROWS, highest - lowest + 1);
  return { lowest: highest - rows + 1, rows };
}
