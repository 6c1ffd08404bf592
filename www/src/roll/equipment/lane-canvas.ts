// A lane's element with one canvas in it, which is sharp at any device pixel ratio and knows its size.

import type { Brush } from "../painter/layer.ts";
import { Layer } from "../painter/layer.ts";
import type { Pixels } from "../viewport.ts";
import { pixels } from "../viewport.ts";

/** Painted only while it has a size. */
export class LaneCanvas {
  readonly element: HTMLElement;
  readonly #layer: Layer;
  readonly #observer: ResizeObserver;
  width: Pixels = pixels(0);
  height: Pixels = pixels(0);

  /** `resized` is told when there is another size to paint in. */
  constructor(role: string, resized: () => void) {
    this.element = document.createElement("div");
    this.element.className = `lane ${role}`;
    this.#layer = new Layer(role);
    this.element.append(this.#layer.canvas);
    this.#observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.element;
      this.width = pixels(clientWidth);
      this.height = pixels(clientHeight);
      this.#layer.resize(this.width, this.height, Math.min(3, window.devicePixelRatio || 1));
      resized();
    });
    this.#observer.observe(this.element);
  }

  get isSeen(): boolean {
    return this.width > 0 && this.height > 0;
  }

  paint(paint: (brush: Brush) => void): void {
    if (this.isSeen) this.#layer.paint(paint);
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#layer.dispose();
    this.element.remove();
  }
}
