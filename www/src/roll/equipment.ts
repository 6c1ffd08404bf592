// What is fitted to the roll by who first touches it: other drags, and lanes beside the paper.

import type { Note } from "../score/index.ts";
import type { Drag, DragPoint } from "./drags/drag.ts";
import type { Hit } from "./hit-test.ts";
import type { Brush, LayerName } from "./painter/layer.ts";
import type { Palette } from "./painter/palette.ts";
import type { Scene } from "./scene.ts";

/** A part of the page that shows another side of the same piece. */
export interface Lane {
  readonly element: HTMLElement;
}

/** What a roll can do beside what a first look needs. */
export interface Equipment {
  /** Loudness, note by note. */
  readonly loudness: Lane;
  /** The whole piece in small. */
  readonly overview: Lane;
  /** The drag of a press, where it is another one than the roll's own. */
  dragFor(hit: Hit, from: DragPoint): Drag | null;
  /** Paints notes that are dashes where they are many; false where it leaves them to the roll. */
  paintCrowd(
    brush: Brush,
    scene: Scene,
    palette: Palette,
    notes: readonly Note[],
    colour: string | null,
  ): boolean;
  /** Paints over all else. */
  paint(brush: Brush, scene: Scene, palette: Palette): void;
  /** These layers of the roll were painted again. */
  painted(scene: Scene, palette: Palette, layers: ReadonlySet<LayerName>): void;
  /** Shows the selected notes, as large as the window allows. */
  fitSelection(): void;
  /** Makes the rows of pitches higher or lower, around the middle of the view. */
  zoomRows(factor: number): void;
  /** Tells what is seen from now on, until `signal` aborts. */
  watch(listener: (scene: Scene) => void, signal: AbortSignal): void;
  dispose(): void;
}
