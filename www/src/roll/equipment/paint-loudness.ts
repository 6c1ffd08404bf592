// The picture of loudness: stems with a head, a scale at the left, the ramp that is being drawn.

import type { NoteId, Velocity } from "../../score/index.ts";
import { barsIn } from "../../score/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import { visibleRange, xOf } from "../viewport.ts";
import type { Stem, Touch } from "./loudness.ts";

/** What is seen of the lane beside the scene. */
export interface LoudnessPicture {
  readonly height: number;
  readonly stems: readonly Stem[];
  /** What is being drawn. */
  readonly velocities: ReadonlyMap<NoteId, Velocity>;
  readonly ramp: readonly [Touch, Touch] | null;
}

/** Empty pixels above the loudest and below the softest. */
const MARGIN = 8;
const LEVELS = [32, 64, 96] as const;
/** From this zoom on stems have heads. */
const HEADED = 60;

/** How high a velocity stands. */
export function heightOf(velocity: number, height: number): number {
  return height - MARGIN - ((velocity - 1) / 126) * (height - 2 * MARGIN);
}

/** The velocity at a height; beyond the lane's edges too, so that a pull may go on. */
export function velocityAt(y: number, height: number): number {
  const share = (height - MARGIN - y) / (height - 2 * MARGIN);
  return 1 + 126 * Math.min(1, Math.max(0, share));
}

export function paintLoudness(
  brush: Brush,
  scene: Scene,
  palette: Palette,
  picture: LoudnessPicture,
): void {
  const { viewport } = scene;
  const { height } = picture;
  brush.fillStyle = palette.paper;
  brush.fillRect(0, 0, viewport.width, height);
  brush.fillStyle = palette.division;
  for (const level of LEVELS) {
    brush.fillRect(viewport.gutter, Math.round(heightOf(level, height)), viewport.width, 1);
  }
  brush.save();
  brush.beginPath();
  brush.rect(viewport.gutter, 0, viewport.width, height);
  brush.clip();
  brush.fillStyle = palette.beat;
  for (const bar of barsIn(scene.draft.score, visibleRange(viewport))) {
    brush.fillRect(Math.round(xOf(viewport, bar.start)), 0, 1, height);
  }
  for (const stem of picture.stems) paintStem(brush, scene, palette, picture, stem);
  if (picture.ramp !== null) paintRamp(brush, palette, height, picture.ramp);
  brush.restore();
  paintScale(brush, scene, palette, height);
}

function paintStem(
  brush: Brush,
  scene: Scene,
  palette: Palette,
  { height, velocities }: LoudnessPicture,
  { note, x }: Stem,
): void {
  const selection = scene.drag?.preview.selection ?? scene.selection;
  const isSelected = selection.has(note.id);
  const top = heightOf(velocities.get(note.id) ?? note.velocity, height);
  const ink = voiceInk(palette, note.voice);
  const isWide = scene.viewport.quarterWidth >= HEADED;
  brush.globalAlpha = selection.size === 0 || isSelected ? 1 : 0.28;
  brush.fillStyle = isSelected ? palette.select : ink.fill;
  // Whole pixels, not circles: hundreds of them are painted in a frame.
  const left = Math.round(x);
  const y = Math.round(top);
  if (isWide) brush.fillRect(left - 4, y - 2, 9, 5);
  brush.fillRect(left - 1, y, isWide ? 3 : 2, height - MARGIN + 2 - y);
  brush.globalAlpha = 1;
}

function paintRamp(
  brush: Brush,
  palette: Palette,
  height: number,
  [from, to]: readonly [Touch, Touch],
): void {
  brush.beginPath();
  brush.moveTo(from.x, heightOf(from.level, height));
  brush.lineTo(to.x, heightOf(to.level, height));
  brush.lineWidth = 1.5;
  brush.strokeStyle = palette.select;
  brush.setLineDash([5, 4]);
  brush.stroke();
  brush.setLineDash([]);
}

/** Dynamics as they are printed, where they stand. */
function paintScale(brush: Brush, { viewport }: Scene, palette: Palette, height: number): void {
  const { gutter } = viewport;
  brush.fillStyle = palette.whiteKey;
  brush.fillRect(0, 0, gutter - 1, height);
  brush.fillStyle = palette.faint;
  brush.font = `italic 600 11px ${palette.font}`;
  brush.textAlign = "right";
  brush.textBaseline = "middle";
  for (const [name, level] of [
    ["f", 96],
    ["mf", 64],
    ["p", 32],
  ] as const) {
    brush.fillText(name, gutter - 8, heightOf(level, height));
  }
  brush.fillStyle = palette.bar;
  brush.fillRect(gutter - 1, 0, 1, height);
}
