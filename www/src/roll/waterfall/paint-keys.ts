// The keyboard under falling notes, with what sounds in the colour of its voice, and the stripes above it.

import { drumName } from "../../score/index.ts";
import { spokenPitch } from "../../words/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { voiceInk } from "../painter/palette.ts";
import type { Lane, Lanes } from "./lanes.ts";

/** What is lit: the voice of a sounding key or pad, and whether it is heard or only points to the next notes. */
export interface Lights {
  readonly keys: ReadonlyMap<number, number>;
  readonly pads: ReadonlyMap<number, number>;
  readonly isHeard: boolean;
}

/** Keys narrower than this have no names, in pixels. */
const NAMED = 15;
/** Between two white keys, in pixels. */
const GAP = 1;

/** Stripes that lead the eye from a note to its key: black ones darker, octaves apart. */
export function paintStripes(
  brush: Brush,
  { keys, pads }: Lanes,
  size: { readonly width: number; readonly height: number },
  palette: Palette,
): void {
  brush.fillStyle = palette.paper;
  brush.fillRect(0, 0, size.width, size.height);
  for (const [pitch, { x, width, isBlack }] of keys) {
    const left = Math.round(x);
    if (isBlack) {
      brush.fillStyle = palette.blackRow;
      brush.fillRect(left, 0, Math.round(x + width) - left, size.height);
    } else if (pitch % 12 === 0 || pitch % 12 === 5) {
      brush.fillStyle = pitch % 12 === 0 ? palette.beat : palette.division;
      brush.fillRect(left, 0, 1, size.height);
    }
  }
  const [first] = pads.values();
  if (first === undefined) return;
  brush.fillStyle = palette.beyond;
  brush.fillRect(first.x, 0, size.width - first.x, size.height);
}

export function paintKeyboard(
  brush: Brush,
  lanes: Lanes,
  height: number,
  palette: Palette,
  lights: Lights,
): void {
  const { keys, pads } = lanes;
  brush.textAlign = "center";
  brush.textBaseline = "alphabetic";
  for (const [pitch, lane] of keys) {
    if (!lane.isBlack) paintWhite(brush, pitch, lane, height, palette, lights);
  }
  for (const [pitch, lane] of keys) {
    if (lane.isBlack)
      paintBlack(brush, lane, height, palette, colourOf(lights, palette, pitch), lights);
  }
  for (const [pitch, lane] of pads) paintPad(brush, pitch, lane, height, palette, lights);
  brush.fillStyle = palette.bar;
  brush.fillRect(0, 0, 10_000, 1);
}

function paintWhite(
  brush: Brush,
  pitch: number,
  { x, width }: Lane,
  height: number,
  palette: Palette,
  lights: Lights,
): void {
  const left = Math.round(x);
  const size = Math.round(x + width) - left - GAP;
  brush.fillStyle = palette.bar;
  brush.fillRect(left + size, 0, GAP, height);
  brush.fillStyle = palette.whiteKey;
  brush.fillRect(left, 0, size, height);
  const lit = colourOf(lights, palette, pitch);
  if (lit !== null) {
    brush.globalAlpha = lights.isHeard ? 1 : 0.35;
    brush.fillStyle = lit;
    brush.fillRect(left, 0, size, height);
    brush.globalAlpha = 1;
  }
  if (pitch % 12 !== 0 || width < NAMED) return;
  brush.font = `500 ${Math.min(12, width * 0.5)}px ${palette.font}`;
  brush.fillStyle = lit !== null && lights.isHeard ? palette.onVoice : palette.faint;
  brush.fillText(spokenPitch(`C${pitch / 12 - 1}`), left + size / 2, height - 7, size);
}

function paintBlack(
  brush: Brush,
  { x, width }: Lane,
  height: number,
  palette: Palette,
  lit: string | null,
  { isHeard }: Lights,
): void {
  const left = Math.round(x);
  const size = Math.round(x + width) - left;
  brush.beginPath();
  brush.roundRect(left, -4, size, height * 0.62 + 4, 3);
  brush.fillStyle = palette.blackKey;
  brush.fill();
  if (lit === null) return;
  brush.globalAlpha = isHeard ? 1 : 0.5;
  brush.fillStyle = lit;
  brush.fill();
  brush.globalAlpha = 1;
}

function paintPad(
  brush: Brush,
  pitch: number,
  { x, width }: Lane,
  height: number,
  palette: Palette,
  lights: Lights,
): void {
  const voice = lights.pads.get(pitch);
  brush.beginPath();
  brush.roundRect(x + 2, 6, width - 4, height - 12, 5);
  brush.fillStyle = palette.whiteKey;
  brush.fill();
  if (voice !== undefined) {
    brush.globalAlpha = lights.isHeard ? 1 : 0.35;
    brush.fillStyle = voiceInk(palette, voice).fill;
    brush.fill();
    brush.globalAlpha = 1;
  }
  brush.strokeStyle = palette.bar;
  brush.lineWidth = 1;
  brush.stroke();
  if (width < NAMED) return;
  brush.font = `500 ${Math.min(11, width * 0.4)}px ${palette.font}`;
  brush.fillStyle = voice !== undefined && lights.isHeard ? palette.onVoice : palette.faint;
  brush.fillText(
    initials(drumName(pitch) ?? String(pitch)),
    x + width / 2,
    height / 2 + 4,
    width - 6,
  );
}

function colourOf({ keys }: Lights, palette: Palette, pitch: number): string | null {
  const voice = keys.get(pitch);
  return voice === undefined ? null : voiceInk(palette, voice).fill;
}

/** "Closed hat" is "CH". */
function initials(name: string): string {
  return name.replaceAll(/(\S)\S* ?/g, "$1").toUpperCase();
}
