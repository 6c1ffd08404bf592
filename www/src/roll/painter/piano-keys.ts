// The keys at the left of the roll.

import { isBlackKey } from "../../score/index.ts";
import type { Scene } from "../scene.ts";
import { visiblePitches, yOf } from "../viewport.ts";
import type { Brush } from "./layer.ts";
import type { Palette } from "./palette.ts";

export function paintPianoKeys(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, hoverPitch, soundingPitches } = scene;
  const { lowest, highest } = visiblePitches(viewport);
  const { gutter, rowHeight } = viewport;
  brush.save();
  brush.beginPath();
  brush.rect(0, viewport.ruler, gutter, viewport.height);
  brush.clip();
  brush.fillStyle = palette.whiteKey;
  brush.fillRect(0, viewport.ruler, gutter, viewport.height);
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
    if (isLit) {
      brush.fillStyle = palette.accent;
      brush.globalAlpha = soundingPitches.has(pitch) ? 0.8 : 0.35;
      brush.fillRect(0, y, gutter, rowHeight);
      brush.globalAlpha = 1;
    }
    if (pitch % 12 === 0 || pitch % 12 === 5) {
      brush.fillStyle = palette.beat;
      brush.fillRect(0, Math.round(y + rowHeight) - 1, gutter, 1);
    }
    if (pitch % 12 === 0) {
      brush.fillStyle = palette.faint;
      brush.font = `${Math.min(11, Math.max(8, rowHeight - 2))}px ${palette.font}`;
      brush.textAlign = "right";
      brush.textBaseline = "middle";
      brush.fillText(`C${pitch / 12 - 1}`, gutter - 6, y + rowHeight / 2 + 0.5);
    }
  }
  brush.restore();
  brush.fillStyle = palette.bar;
  brush.fillRect(gutter - 1, viewport.ruler, 1, viewport.height);
}
