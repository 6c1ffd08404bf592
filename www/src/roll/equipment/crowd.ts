// Thousands of notes seen from afar: their dashes are set as points of a small picture, one row a pitch, which
// is then stretched over the paper. That is one act of painting instead of one a note.

import type { Note } from "../../score/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import { pixels, visiblePitches, widthOf, xOf, yOf } from "../viewport.ts";
import { ColourWords } from "./colour-words.ts";

/** Fewer notes are painted one by one. */
const ENOUGH = 500;

export class Crowd {
  readonly #brush: Brush | null = document.createElement("canvas").getContext("2d");
  readonly #words = new ColourWords();
  #image: ImageData | null = null;
  #points = new Uint32Array(0);

  /** Paints dashes; false where it does not, because they are few or a colour is not plain. */
  paint(
    brush: Brush,
    scene: Scene,
    palette: Palette,
    notes: readonly Note[],
    colour: string | null,
  ): boolean {
    const { viewport } = scene;
    const scratch = this.#brush;
    if (notes.length < ENOUGH || scratch === null) return false;
    const { lowest, highest } = visiblePitches(viewport);
    const width = Math.ceil(viewport.width - viewport.gutter);
    const height = highest - lowest + 1;
    const image = this.#sized(scratch, width, height);
    for (const note of notes) {
      const row = highest - note.pitch;
      const word = this.#words.of(colour ?? voiceInk(palette, note.voice).fill);
      if (word === null) return false;
      const left = Math.round(xOf(viewport, note.onset) + 0.5 - viewport.gutter);
      const right = left + Math.max(2, Math.round(widthOf(viewport, note.duration) - 1.5));
      if (row < 0 || row >= height || right <= 0 || left >= width) continue;
      const first = row * width;
      this.#points.fill(word, first + Math.max(0, left), first + Math.min(width, right));
    }
    scratch.putImageData(image, 0, 0);
    const top = Math.round(yOf(viewport, highest));
    const bottom = Math.round(yOf(viewport, lowest - 1));
    brush.imageSmoothingEnabled = false;
    brush.drawImage(scratch.canvas, viewport.gutter, top, width, bottom - top);
    if (viewport.rowHeight > 7) clearGaps(brush, scene, lowest, highest);
    return true;
  }

  #sized(scratch: Brush, width: number, height: number): ImageData {
    const { canvas } = scratch;
    if (this.#image === null || canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      this.#image = scratch.createImageData(width, height);
      this.#points = new Uint32Array(this.#image.data.buffer);
    } else this.#points.fill(0);
    return this.#image;
  }
}

/** A pixel of paper over and under each row, as notes that are painted one by one have it. */
function clearGaps(brush: Brush, { viewport }: Scene, lowest: number, highest: number): void {
  const { gutter, width } = viewport;
  for (let pitch = lowest; pitch <= highest + 1; pitch++) {
    const y = Math.round(yOf(viewport, pitch - 1));
    brush.clearRect(gutter, pixels(y - 1), width, 2);
  }
}
