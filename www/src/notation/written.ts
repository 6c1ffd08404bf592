// What the engine has written down of an extract, cut into the lines that it was asked for.

import type { ChoirStaves } from "./arrange.ts";
import { arranged, isChoir } from "./arrange.ts";
import type { Extract } from "./extract.ts";
import type { Line } from "./lines.ts";
import type { Sheet, SheetBar } from "./sheet.ts";
import { sheetFrom } from "./sheet.ts";
import type { System } from "./systems.ts";
import { systemOf } from "./systems.ts";

/** An extract on paper. */
export class Written {
  readonly isChoir: boolean;
  /** How many staves stand in a line. */
  readonly staves: number;
  readonly #sheet: Sheet;
  readonly #before: number;

  constructor(musicXml: string, { before }: Extract, choir: ChoirStaves) {
    const sheet = sheetFrom(musicXml);
    this.isChoir = isChoir(sheet);
    this.#sheet = arranged(sheet, choir);
    this.#before = before;
    const more = [...this.#sheet.document.querySelectorAll("measure:first-child staves")];
    this.staves = more.reduce(
      (sum, { textContent }) => sum + (Number(textContent) || 1) - 1,
      this.#sheet.partIds.length,
    );
  }

  /**
   * A line of the extract, whose first line begins with the bar `first` of the piece, as a system that knows where
   * it stands in the piece; `number` is what its first bar is called. Null where nothing is written.
   */
  system(line: Line, first: number, number: number): System | null {
    const from = this.#before + line.first - first;
    const system = systemOf(this.#sheet, from, from + line.last - line.first, number);
    const begin = system.bars[0]?.start;
    if (begin === undefined) return null;
    const moved = (bar: SheetBar): SheetBar => ({
      ...bar,
      start: bar.start - begin + line.start,
      end: bar.end - begin + line.start,
    });
    return { ...system, bars: system.bars.map(moved) };
  }
}
