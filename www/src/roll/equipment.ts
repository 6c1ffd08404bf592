// What is fitted to the roll by who first touches it: other drags, and lanes beside the paper.

import type { Note } from "../score/index.ts";
import type { RollContent } from "./content.ts";
import type { Drag, DragPoint } from "./drags/drag.ts";
import type { Hit } from "./hit-test.ts";
import type { Box } from "./note-box.ts";
import type { Brush, LayerName } from "./painter/layer.ts";
import type { Shape } from "./painter/outline.ts";
import type { Palette, VoiceInk } from "./painter/palette.ts";
import type { Scene } from "./scene.ts";
import type { Waterfall, WaterfallListener } from "./waterfall/waterfall.ts";

/** What the heat of a note is painted from. */
export interface HeatLook {
  readonly shape: Shape;
  readonly ink: VoiceInk;
  /** How likely it was, 0 to 1. */
  readonly heat: number | null;
}

/** Paints a note into a box. */
export type DrawNote = (brush: Brush, box: Box) => void;

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
  /** Pulling the paper. */
  panDrag(from: DragPoint): Drag;
  /** Paints the sections of a planned piece over the bar numbers. */
  paintRibbons(brush: Brush, scene: Scene, palette: Palette): void;
  /** Paints changes of tempo between the bar numbers. */
  paintTempi(brush: Brush, scene: Scene, palette: Palette): void;
  /** Paints notes that are dashes: all in one colour, or in those of their voices. */
  paintDashes(
    brush: Brush,
    scene: Scene,
    palette: Palette,
    notes: readonly Note[],
    colour: string | null,
  ): void;
  /** Paints a note from a picture of one of the same name and size; false where it has to be drawn. */
  paintStamp(
    brush: Brush,
    scene: Scene,
    palette: Palette,
    box: Box,
    name: string,
    draw: DrawNote,
  ): boolean;
  /** Paints a note as full as it was likely. */
  paintHeat(brush: Brush, palette: Palette, box: Box, look: HeatLook): void;
  /** Paints over all else. */
  paint(brush: Brush, scene: Scene, palette: Palette): void;
  /** These layers of the roll were painted again. */
  painted(scene: Scene, palette: Palette, layers: ReadonlySet<LayerName>): void;
  /** Shows the selected notes, as large as the window allows. */
  fitSelection(): void;
  /** Moves the view no further than needed for the rows of some pitches to be seen. */
  seeRows(lowest: number, highest: number): void;
  /** What is under the cursor of the keyboard, and where that is, as screen readers hear it. */
  spokenCursor(): string;
  /** Makes the rows of pitches higher or lower, around the middle of the view. */
  zoomRows(factor: number): void;
  /** Builds the piece as falling notes. */
  buildWaterfall(
    content: RollContent,
    listener: WaterfallListener,
    signal: AbortSignal,
  ): Promise<Waterfall>;
  /** Tells what is seen from now on, until `signal` aborts. */
  watch(listener: (scene: Scene) => void, signal: AbortSignal): void;
  dispose(): void;
}
