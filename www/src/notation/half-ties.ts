// Ties that go over the edge of a system: each side has its half, as far as there is paper.

import type { Head } from "./engraver.ts";

/** Where the bars of a system end, in the units of its picture. */
export interface Edge {
  readonly end: number;
}

/** How far before its head a tie from the system before begins: there stands a clef. */
const BACK = 15;
/** The shortest onward, and how far it may reach beyond the last bar line. */
const ONWARD = 18;
const BEYOND = 5;
/** Its greatest thickness, and how much of a staff's voices an instrument counts. */
const THICKNESS = 2.6;
const STAFF_VOICES = 4;

export function drawHalfTies(svg: SVGSVGElement, heads: readonly Head[], { end }: Edge): void {
  for (const head of heads) {
    const { tiesOn, tiesBack } = head.written;
    const { x, width } = head.box;
    if (tiesOn && !heads.some((other) => other.written.tiesBack && isAfter(other, head))) {
      const from = x + width;
      svg.append(crescent(svg, head, heads, [from, Math.max(from + ONWARD, end + BEYOND)]));
    }
    if (tiesBack && !heads.some((other) => other.written.tiesOn && isAfter(head, other))) {
      svg.append(crescent(svg, head, heads, [x - BACK, x]));
    }
  }
}

/** A crescent over or under the heads that it leads to. */
function crescent(
  svg: SVGSVGElement,
  head: Head,
  heads: readonly Head[],
  [from, to]: readonly [number, number],
): SVGElement {
  const { y, height } = head.box;
  const isAbove = turnsUp(head, heads);
  const base = isAbove ? y - 1 : y + height + 1;
  const rise = Math.min(13, 7 + (to - from) * 0.06) * (isAbove ? -1 : 1);
  const inner = rise - Math.sign(rise) * THICKNESS;
  const bow = (peak: number, end: number): string => {
    const third = (end === to ? 1 : -1) * ((to - from) / 4);
    const begin = end === to ? from : to;
    return `C${begin + third} ${base + peak} ${end - third} ${base + peak} ${end} ${base}`;
  };
  const path = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", `M${from} ${base}${bow(rise, to)}${bow(inner, from)}Z`);
  path.setAttribute("class", "staff-half-tie");
  path.setAttribute("fill", "currentColor");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "0.6");
  return path;
}

/** Away from the stem; of two voices on a staff the upper one has its ties above, the lower one below. */
function turnsUp(head: Head, heads: readonly Head[]): boolean {
  const staffOf = ({ part, written }: Head): string =>
    `${part} ${Math.floor((Number(written.voice) - 1) / STAFF_VOICES)}`;
  const beside = heads.filter(
    (other) => other.bar === head.bar && staffOf(other) === staffOf(head),
  );
  const voices = beside.map(({ written }) => Number(written.voice));
  const own = Number(head.written.voice);
  if (voices.some((voice) => voice !== own)) return own <= Math.min(...voices);
  return head.stem === "down";
}

/** Whether a head is a later part of the same note. */
function isAfter(head: Head, other: Head): boolean {
  if (head.id !== other.id) return false;
  return (
    head.bar > other.bar || (head.bar === other.bar && head.written.onset > other.written.onset)
  );
}
