// The stack of canvases. Each layer is painted again only when something on it has changed, and holds pixels
// only while it is about to be seen.

import type { Equipment } from "../equipment.ts";
import type { Scene } from "../scene.ts";
import { type Pixels, pixels } from "../viewport.ts";
import { paintGrid } from "./grid.ts";
import type { Brush, LayerName } from "./layer.ts";
import { Layer } from "./layer.ts";
import { paintNotes } from "./notes.ts";
import { paintOverlay } from "./overlay.ts";
import type { Palette } from "./palette.ts";
import { readPalette } from "./palette.ts";
import { paintPianoKeys } from "./piano-keys.ts";
import { paintRuler } from "./ruler.ts";

type Paint = (brush: Brush, scene: Scene, palette: Palette) => void;

/** A fifth of a screen around what is seen: more than one scrolls in a frame, so that one meets painted rolls. */
const MARGIN = 0.2;
const NEAR: IntersectionObserverInit = {
  rootMargin: `${100 * MARGIN}%`,
  scrollMargin: `${100 * MARGIN}%`,
};

/** Paints scenes, at most once a frame. */
export class Painter {
  equipment: Equipment | null = null;
  readonly #layers: Readonly<Record<LayerName, Layer>>;
  readonly #host: HTMLElement;
  readonly #scene: () => Scene;
  readonly #stale = new Set<LayerName>();
  readonly #sight: IntersectionObserver;
  #size: readonly [width: Pixels, height: Pixels] = [pixels(0), pixels(0)];
  /** Far from what is seen: canvases of many megabytes would be held for nobody. Until it has a size, nobody knows. */
  #isResting = true;
  #palette: Palette | null = null;
  #frame = 0;

  /** `scene` is asked for when a frame is due. */
  constructor(host: HTMLElement, scene: () => Scene) {
    this.#host = host;
    this.#scene = scene;
    this.#layers = {
      ground: new Layer("ground", true),
      notes: new Layer("notes"),
      overlay: new Layer("overlay"),
    };
    host.prepend(...Object.values(this.#layers).map((layer) => layer.canvas));
    this.#sight = new IntersectionObserver((entries) => {
      const isNear = entries.at(-1)?.isIntersecting === true;
      if (isNear === this.#isResting) this.#rest(!isNear);
    }, NEAR);
    this.#sight.observe(host);
  }

  resize(width: Pixels, height: Pixels): void {
    const isFirst = this.#size[0] === 0;
    this.#size = [width, height];
    if (isFirst) this.#begin();
    else if (!this.#isResting) this.#allocate();
  }

  /** Has layers painted again in the next frame. */
  invalidate(...names: readonly LayerName[]): void {
    for (const name of names) this.#stale.add(name);
    if (this.#frame !== 0 || this.#isResting) return;
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  /** Reads the colours again, after a change of theme. */
  recolour(): void {
    this.#palette = null;
    this.invalidate("ground", "notes", "overlay");
  }

  dispose(): void {
    this.#sight.disconnect();
    cancelAnimationFrame(this.#frame);
    for (const layer of Object.values(this.#layers)) layer.dispose();
  }

  /** The first pixels wait a frame: what is made of elements is seen before them. */
  #begin(): void {
    // A guess, so that a page full of rolls never holds all of them; the observer knows better.
    this.#isResting = isFar(this.#host.getBoundingClientRect());
    if (!this.#isResting) this.#frame = requestAnimationFrame(() => this.#allocate());
  }

  #rest(isResting: boolean): void {
    if (this.#size[0] === 0) return;
    this.#isResting = isResting;
    if (!isResting) return this.#allocate();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const layer of Object.values(this.#layers)) layer.resize(pixels(0), pixels(0), 1);
  }

  #allocate(): void {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    for (const layer of Object.values(this.#layers)) layer.resize(...this.#size, ratio);
    // At once, because an emptied canvas would flash.
    this.#stale.add("ground").add("notes").add("overlay");
    this.#paint();
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const scene = this.#scene();
    this.#palette ??= readPalette(this.#host);
    const palette = this.#palette;
    for (const name of this.#stale) {
      this.#layers[name].paint((brush) => {
        for (const paint of PAINTINGS[name]) paint(brush, scene, palette);
        if (name === "overlay") this.equipment?.paint(brush, scene, palette);
      });
    }
    this.equipment?.painted(scene, palette, this.#stale);
    this.#stale.clear();
  }
}

function isFar({ top, bottom }: DOMRect): boolean {
  return top > innerHeight * (1 + MARGIN) || bottom < -innerHeight * MARGIN;
}

const PAINTINGS: Readonly<Record<LayerName, readonly Paint[]>> = {
  ground: [paintGrid, paintRuler, paintPianoKeys],
  notes: [paintNotes],
  overlay: [paintOverlay],
};
