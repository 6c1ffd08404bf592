// The ruler above the roll: bar numbers, metre changes, phrase ends, the loop, chord symbols.

import type { TickRange } from "../../score/index.ts";
import { barsIn, beatTicks } from "../../score/index.ts";
import { chordMarks } from "../chord-lane.ts";
import type { Scene } from "../scene.ts";
import { laneTop, visibleRange, widthOf, xOf } from "../viewport.ts";
import { everyNth } from "./grid.ts";
import type { Brush } from "./layer.ts";
import type { Palette } from "./palette.ts";

/** A bar number needs this much room. */
const NUMBER_ROOM = 30;
/** Chords closer than this are shown by one dot. */
const DOT_GAP = 5;

export function paintRuler(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport, draft } = scene;
  const { gutter, ribbons } = viewport;
  const ruler = laneTop(viewport) - ribbons;
  brush.fillStyle = palette.paper;
  brush.fillRect(0, 0, viewport.width, viewport.ruler);
  brush.save();
  brush.beginPath();
  brush.rect(gutter, 0, viewport.width, viewport.ruler);
  brush.clip();
  if (ribbons > 0) scene.equipment?.paintRibbons(brush, scene, palette);
  brush.translate(0, ribbons);
  paintLoop(brush, scene, palette, scene.drag?.preview.loop ?? scene.loop);
  brush.textBaseline = "middle";
  brush.textAlign = "left";
  let metre: string | null = null;
  for (const bar of barsIn(draft.score, visibleRange(viewport))) {
    const x = Math.round(xOf(viewport, bar.start));
    const width = widthOf(viewport, bar.end - bar.start);
    const hasRoom = bar.index % everyNth(width, NUMBER_ROOM) === 0;
    brush.fillStyle = palette.bar;
    if (hasRoom) brush.fillRect(x, ruler * 0.35, 1, ruler);
    if (hasRoom && bar.number > 0) {
      brush.font = `500 11px ${palette.font}`;
      brush.fillStyle = palette.faint;
      brush.fillText(String(bar.number), x + 8, ruler * 0.46);
    }
    const { beats, beatUnit } = bar.signature;
    const name = `${beats}/${beatUnit}`;
    if (
      bar.signature.tick > 0 &&
      bar.start === bar.signature.tick &&
      name !== metre &&
      width > 50
    ) {
      brush.fillStyle = palette.ink;
      brush.fillText(name, x + 30, ruler / 2);
    }
    metre = name;
    const beat = widthOf(viewport, beatTicks(bar.signature));
    if (beat < 14) continue;
    brush.fillStyle = palette.beat;
    for (let i = 1; i < beats; i++) brush.fillRect(Math.round(x + i * beat), ruler - 5, 1, 5);
  }
  scene.equipment?.paintTempi(brush, scene, palette);
  for (const end of draft.score.phraseEnds)
    paintFermata(brush, xOf(viewport, end) + 8, ruler, palette);
  brush.translate(0, -ribbons);
  if (viewport.lane > 0) paintChords(brush, scene, palette);
  brush.restore();
  brush.fillStyle = palette.bar;
  brush.fillRect(0, viewport.ruler - 1, viewport.width, 1);
}

/** Chord symbols from where they begin; a dot stands for one that has no room. */
function paintChords(brush: Brush, scene: Scene, palette: Palette): void {
  const { viewport } = scene;
  const top = laneTop(viewport);
  const middle = top + viewport.lane / 2;
  brush.fillStyle = palette.beat;
  brush.fillRect(viewport.gutter, top, viewport.width, 1);
  brush.font = `600 12px ${palette.font}`;
  let last = Number.NEGATIVE_INFINITY;
  for (const { start, x, label } of chordMarks(scene, (text) => brush.measureText(text).width)) {
    if (start !== null && start - last >= DOT_GAP) {
      last = start;
      brush.fillStyle = palette.bar;
      brush.fillRect(Math.round(start), top + 3, 1, viewport.lane - 6);
      if (label === null) brush.fillRect(Math.round(start) + 2, middle - 1, 2, 2);
    }
    brush.fillStyle = palette.ink;
    if (label !== null) brush.fillText(label, x, middle + 0.5);
  }
}

function paintLoop(brush: Brush, scene: Scene, palette: Palette, loop: TickRange | null): void {
  if (loop === null) return;
  const { viewport } = scene;
  const start = xOf(viewport, loop.start);
  const end = xOf(viewport, loop.end);
  const height = laneTop(viewport) - viewport.ribbons;
  brush.fillStyle = palette.accentWash;
  brush.fillRect(start, 0, end - start, height);
  brush.fillStyle = palette.accent;
  brush.globalAlpha = scene.isLooping ? 1 : 0.55;
  brush.fillRect(start, 0, end - start, 3);
  brush.fillRect(start, 0, 2, height);
  brush.fillRect(end - 2, 0, 2, height);
  brush.globalAlpha = 1;
}

function paintFermata(brush: Brush, x: number, ruler: number, palette: Palette): void {
  const y = ruler - 5;
  brush.strokeStyle = palette.faint;
  brush.fillStyle = palette.faint;
  brush.lineWidth = 1.25;
  brush.beginPath();
  brush.arc(x, y, 5, Math.PI, 0);
  brush.stroke();
  brush.beginPath();
  brush.arc(x, y - 1, 1.25, 0, 2 * Math.PI);
  brush.fill();
}
