// A motif drawn small: its notes as strokes in a box of 100 by 100, as they would lie on the roll.

import { barTicks } from "../../score/index.ts";
import type { Line } from "./line.ts";

const SVG = "http://www.w3.org/2000/svg";

/** The pitches that a drawing shows; two drawings in one box share them. */
export interface Compass {
  readonly lowest: number;
  readonly highest: number;
}

/** An empty drawing; screen readers hear of motifs in other ways. */
export function drawing(className: string): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", className);
  picture.setAttribute("viewBox", "0 0 100 100");
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  return picture;
}

/** At least an octave, so that a narrow line looks like one. */
export function compassOf(lines: readonly (Line | null)[]): Compass {
  const pitches = lines.flatMap((line) => line?.notes.map((note) => note.pitch) ?? []);
  const lowest = Math.min(...pitches);
  const highest = Math.max(...pitches);
  if (pitches.length === 0) return { lowest: 60, highest: 72 };
  const room = Math.max(0, 12 - (highest - lowest)) / 2;
  return { lowest: lowest - room, highest: highest + room };
}

/** A line as a group of strokes. */
export function strokes(line: Line | null, { lowest, highest }: Compass, name: string): SVGElement {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", name);
  if (line === null) return group;
  const length = 2 * barTicks(line.signature);
  const row = 92 / (highest - lowest + 1);
  for (const { onset, duration, pitch } of line.notes) {
    const stroke = document.createElementNS(SVG, "rect");
    const height = Math.max(2.4, Math.min(6, row * 0.8));
    stroke.setAttribute("x", String((100 * onset) / length + 0.3));
    stroke.setAttribute("width", String(Math.max(1.2, (100 * duration) / length - 0.6)));
    stroke.setAttribute("y", String(4 + row * (highest - pitch) + (row - height) / 2));
    stroke.setAttribute("height", String(height));
    stroke.setAttribute("rx", "0.8");
    group.append(stroke);
  }
  return group;
}
