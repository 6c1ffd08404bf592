// The keys at the left of the roll, or the names of the drums while a voice of drums is written.

import { drumName, isBlackKey, isPercussion } from "../../score/index.ts";
import { spokenPitch } from "../../words/index.ts";
import type { Scene } from "../scene.ts";
import { visiblePitches, yOf } from "../viewport.ts";
import type { Brush } from "./layer.ts";
import type { Palette } from "./palette.ts";

/** Where names of drums are shortened to their initials, in pixels. */
const NARROW = 50;
/** Names closer than this would touch: only drums that the piece uses then have one. */
const NAME_HEIGHT = 11;

export function paintPianoKeys(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft, voice } = scene;
  const { gutter } = viewport;
  brush.save();
  brush.beginPath();
  brush.rect(0, viewport.ruler, gutter, viewport.height);
  brush.clip();
  brush.fillStyle = palette.whiteKey;
  brush.fillRect(0, viewport.ruler, gutter, viewport.height);
  if (isPercussion(draft.score, voice)) paintDrums(brush, scene, palette);
  else paintKeys(brush, scene, palette);
  brush.restore();
  brush.fillStyle = palette.bar;
  brush.fillRect(gutter - 1, viewport.ruler, 1, viewport.height);
}

function paintKeys(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, hoverPitch, soundingPitches } = scene;
  const { lowest, highest } = visiblePitches(viewport);
  const { gutter, rowHeight } = viewport;
  for (let pitch: number = lowest; pitch <= highest; pitch++) {
    const y = yOf(viewport, pitch);
    const isLit = soundingPitches.has(pitch) || hoverPitch === pitch;
    if (isBlackKey(pitch)) {
      brush.fillStyle = isLit ? palette.accent : palette.blackKey;
      brush.beginPath();
      brush.roundRect(-4, y + 0.5, gutter * 0.62 + 4, rowHeight - 1, 2);
      brush.fill();
      // White keys meet in the middle of the black one between them.
      brush.fillStyle = palette.beat;
      brush.fillRect(gutter * 0.62, Math.round(y + rowHeight / 2), gutter, 1);
      continue;
    }
    if (isLit) lightRow(brush, scene, palette, pitch);
    if (pitch % 12 === 0 || pitch % 12 === 5) {
      brush.fillStyle = palette.beat;
      brush.fillRect(0, Math.round(y + rowHeight) - 1, gutter, 1);
    }
    if (pitch % 12 === 0) {
      brush.fillStyle = palette.faint;
      brush.font = `${Math.min(11, Math.max(8, rowHeight - 2))}px ${palette.font}`;
      brush.textAlign = "right";
      brush.textBaseline = "middle";
      brush.fillText(spokenPitch(`C${pitch / 12 - 1}`), gutter - 6, y + rowHeight / 2 + 0.5);
    }
  }
}

function paintDrums(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft, hoverPitch, soundingPitches } = scene;
  const { lowest, highest } = visiblePitches(viewport);
  const { gutter, rowHeight } = viewport;
  const { score } = draft;
  const drums = score.notes.filter((note) => isPercussion(score, note.voice));
  const used = new Set<number>(drums.map((note) => note.pitch));
  brush.font = `${Math.min(11, Math.max(9, rowHeight - 3))}px ${palette.font}`;
  brush.textAlign = "left";
  brush.textBaseline = "middle";
  for (let pitch: number = lowest; pitch <= highest; pitch++) {
    const name = drumName(pitch);
    const isLit = soundingPitches.has(pitch) || hoverPitch === pitch;
    const y = yOf(viewport, pitch);
    if (isLit) lightRow(brush, scene, palette, pitch);
    brush.fillStyle = palette.division;
    brush.fillRect(0, Math.round(y + rowHeight) - 1, gutter, 1);
    if (name === null || (rowHeight < NAME_HEIGHT && !isLit && !used.has(pitch))) continue;
    brush.fillStyle = isLit || used.has(pitch) ? palette.ink : palette.faint;
    brush.fillText(gutter < NARROW ? initials(name) : name, 5, y + rowHeight / 2 + 0.5, gutter - 9);
  }
}

function lightRow(brush: Brush, scene: Scene, palette: Palette, pitch: number): void {
  const { viewport, soundingPitches } = scene;
  brush.fillStyle = palette.accent;
  brush.globalAlpha = soundingPitches.has(pitch) ? 0.8 : 0.35;
  brush.fillRect(0, yOf(viewport, pitch), viewport.gutter, viewport.rowHeight);
  brush.globalAlpha = 1;
}

/** "Closed hat" is "CH". */
function initials(name: string): string {
  return name.replaceAll(/(\S)\S* ?/g, "$1").toUpperCase();
}
