// The sections of a planned piece, as ribbons over the bar numbers: one colour a theme, its name on it.

import { materialsOf } from "../../score/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import { widthOf, xOf } from "../viewport.ts";

export function paintRibbons(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft } = scene;
  const height = viewport.ribbons - 3;
  const materials = materialsOf(draft.sections);
  brush.font = `600 11px ${palette.font}`;
  brush.textBaseline = "middle";
  brush.textAlign = "left";
  for (const [index, { start, end, name }] of draft.sections.entries()) {
    const x = xOf(viewport, start);
    const width = widthOf(viewport, end - start) - 2;
    if (x > viewport.width || x + width < viewport.gutter) continue;
    const ink = voiceInk(palette, materials[index] ?? 0);
    brush.fillStyle = ink.fill;
    brush.globalAlpha = 0.24;
    brush.fillRect(x, 1, width, height);
    brush.globalAlpha = 1;
    brush.fillRect(x, height - 1, width, 2);
    // The name stays in sight while the section is.
    const left = Math.max(x, viewport.gutter) + 6;
    if (left + brush.measureText(name).width > x + width - 4) continue;
    brush.fillStyle = palette.ink;
    brush.fillText(name, left, height / 2 + 1.5);
  }
}
