// Pictures of notes: of hundreds of notes in sight many look the same, and a picture is laid down many times as
// fast as its shapes are filled. A picture is made of what is asked for twice, so that zooming, which asks for
// other sizes in each frame, makes few.

import type { DrawNote } from "../equipment.ts";
import type { Box } from "../note-box.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";

/** What is painted around a note, such as the halo of a chosen one, goes no further, in pixels. */
const MARGIN = 4;
/** Wider notes are seldom alike, and their pictures large. */
const WIDEST = 320;
/** More pictures than these are thrown away, and begun anew. */
const MOST = 600;

export class Stamps {
  readonly #pictures = new Map<string, ImageBitmap>();
  readonly #asked = new Set<string>();
  #ratio = 0;
  #scene: Scene | null = null;
  #look: readonly unknown[] = [];

  /** Paints a note that looks as `name` says, on whole pixels of the screen; false where it should be drawn. */
  paint(
    brush: Brush,
    scene: Scene,
    palette: Palette,
    box: Box,
    name: string,
    draw: DrawNote,
  ): boolean {
    if (scene !== this.#scene) this.#begin(brush, scene, palette);
    const whole = this.#onPixels(box);
    if (box.width > WIDEST || typeof OffscreenCanvas === "undefined") return false;
    const look = `${name} ${whole.width} ${whole.height}`;
    const picture = this.#pictures.get(look) ?? this.#made(look, whole, draw);
    if (picture === null) draw(brush, whole);
    else {
      const { width, height } = picture;
      const ratio = this.#ratio;
      brush.drawImage(picture, whole.x - MARGIN, whole.y - MARGIN, width / ratio, height / ratio);
    }
    return true;
  }

  dispose(): void {
    for (const picture of this.#pictures.values()) picture.close();
    this.#pictures.clear();
    this.#asked.clear();
  }

  /** A new frame: another theme, key or screen makes all pictures wrong. */
  #begin(brush: Brush, scene: Scene, palette: Palette): void {
    this.#scene = scene;
    this.#ratio = brush.getTransform().a;
    const look = [palette, scene.key?.name, this.#ratio];
    const isOther = look.some((value, index) => value !== this.#look[index]);
    this.#look = look;
    if (isOther || this.#pictures.size > MOST) this.dispose();
    if (this.#asked.size > 4 * MOST) this.#asked.clear();
  }

  #onPixels({ x, y, width, height }: Box): Box {
    const near = (value: number): number => Math.round(value * this.#ratio) / this.#ratio;
    return { x: near(x), y: near(y), width: near(width), height: near(height) };
  }

  #made(look: string, { width, height }: Box, draw: DrawNote): ImageBitmap | null {
    if (!this.#asked.has(look)) {
      this.#asked.add(look);
      return null;
    }
    const ratio = this.#ratio;
    const sheet = new OffscreenCanvas(
      Math.ceil((width + 2 * MARGIN) * ratio),
      Math.ceil((height + 2 * MARGIN) * ratio),
    );
    const brush = sheet.getContext("2d");
    if (brush === null) return null;
    brush.scale(ratio, ratio);
    // It can all that a note needs.
    draw(brush as unknown as Brush, { x: MARGIN, y: MARGIN, width, height });
    const picture = sheet.transferToImageBitmap();
    this.#pictures.set(look, picture);
    return picture;
  }
}
