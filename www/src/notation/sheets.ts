// A whole piece engraved for paper and pictures: every system, at a width of its own, in black.

import { arranged } from "./arrange.ts";
import type { EngravingWish } from "./engraver.ts";
import { Engraver } from "./engraver.ts";
import { sheetFrom } from "./sheet.ts";
import type { StaffLayout } from "./staff-view.ts";
import type { System } from "./systems.ts";
import { systemsOf } from "./systems.ts";

/** One system of it. */
export interface PaperSystem<Picture> {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
}

/** What is engraved, and how wide, in pixels. */
export interface PaperWish extends StaffLayout {
  readonly musicXml: string;
  readonly width: number;
  /** Where type is measured: any element that is in the page. */
  readonly host: ParentNode & Node;
}

/** The piece as pictures of lines. */
export function engravedSystems(wish: PaperWish): Promise<readonly PaperSystem<SVGSVGElement>[]> {
  return drawn(wish, "svg", async (engraver, system, each) => {
    const { svg, width, height, bars } = await engraver.engrave(system, each);
    return { bars, system: { picture: svg, width, height } };
  });
}

/** The piece as pictures of dots. */
export function paintedSystems(
  wish: PaperWish,
): Promise<readonly PaperSystem<HTMLCanvasElement>[]> {
  return drawn(wish, "canvas", async (engraver, system, each) => {
    const { canvas, bars } = await engraver.paint(system, each);
    const { width, height } = canvas;
    return { bars, system: { picture: canvas, width, height } };
  });
}

async function drawn<Picture>(
  { musicXml, choir, zoom, width, host }: PaperWish,
  backend: "svg" | "canvas",
  draw: (
    engraver: Engraver,
    system: System,
    wish: EngravingWish,
  ) => Promise<{ readonly bars: number; readonly system: PaperSystem<Picture> }>,
): Promise<readonly PaperSystem<Picture>[]> {
  const bench = document.createElement("div");
  bench.className = "staff-bench";
  host.append(bench);
  try {
    const engraver = new Engraver(bench, backend);
    const sheet = arranged(sheetFrom(musicXml), choir);
    const capacities = new Map<string, number>();
    const done = new Map<string, PaperSystem<Picture>>();
    // Where an estimate was too bold, the rest is cut anew.
    for (;;) {
      const systems = systemsOf(sheet, width / zoom, capacities);
      const next = systems.findIndex(({ text }) => !done.has(text));
      const system = systems[next];
      if (system === undefined) return systems.flatMap(({ text }) => done.get(text) ?? []);
      const isStretched = next < systems.length - 1;
      const wish = { width, zoom, hasNames: next === 0, isStretched };
      const { bars, system: drawn } = await draw(engraver, system, wish);
      if (bars < system.bars.length) capacities.set(system.text, bars);
      else done.set(system.text, drawn);
    }
  } finally {
    bench.remove();
  }
}
