// One canvas of the stack: sharp at any device pixel ratio, cleared before each painting.

import type { Pixels } from "../viewport.ts";

/** A layer's name, from the bottom to the top. */
export type LayerName = "ground" | "notes" | "overlay";

export type Brush = CanvasRenderingContext2D;

/** A canvas that knows its size in CSS pixels. */
export class Layer {
  readonly canvas: HTMLCanvasElement;
  readonly #brush: Brush;
  readonly #isOpaque: boolean;
  #ratio = 1;

  /** An opaque layer is the lowest: it is not cleared, because it is painted all over. */
  constructor(role: string, isOpaque = false) {
    this.#isOpaque = isOpaque;
    this.canvas = document.createElement("canvas");
    this.canvas.className = `layer ${role}`;
    this.canvas.setAttribute("aria-hidden", "true");
    const brush = this.canvas.getContext("2d", { alpha: !isOpaque });
    if (brush === null) throw new Error("this browser has no 2D canvas");
    this.#brush = brush;
    // Nothing is held before somebody is about to look.
    this.canvas.width = 1;
    this.canvas.height = 1;
  }

  /**
   * Makes room for a size, which is to be painted afterwards: what was there is gone, or lies where it lay.
   * A canvas that is somewhat larger stays so, and its host cuts off the rest: for rows that open and close,
   * browsers would find new memory each time, which takes longer than to paint.
   */
  resize(width: Pixels, height: Pixels, ratio: number): void {
    const { canvas } = this;
    const wide = Math.max(1, Math.round(width * ratio));
    const high = Math.max(1, Math.round(height * ratio));
    const hasRoom = ratio === this.#ratio && wide <= canvas.width && high <= canvas.height;
    if (hasRoom && 2 * wide * high > canvas.width * canvas.height) return;
    this.#ratio = ratio;
    canvas.width = wide;
    canvas.height = high;
    canvas.style.inlineSize = `${wide / ratio}px`;
    canvas.style.blockSize = `${high / ratio}px`;
  }

  /** Clears the canvas and paints in CSS pixels. */
  paint(paint: (brush: Brush) => void): void {
    const brush = this.#brush;
    brush.setTransform(1, 0, 0, 1, 0, 0);
    if (!this.#isOpaque) brush.clearRect(0, 0, this.canvas.width, this.canvas.height);
    brush.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    brush.save();
    paint(brush);
    brush.restore();
  }

  /** Frees the memory of the canvas at once. */
  dispose(): void {
    this.canvas.width = 0;
    this.canvas.height = 0;
    this.canvas.remove();
  }
}
