// OpenSheetMusicDisplay in short tasks: what it does in two (load and render) is done here in five, with a pause for
// the page after each.

import type { MusicSheetCalculator } from "opensheetmusicdisplay";
import { GraphicalMusicSheet, OpenSheetMusicDisplay } from "opensheetmusicdisplay";

/** Pixels at a zoom of 1 for its unit of length. */
const UNIT = 10;
/** Its height for paper without end. */
const ENDLESS = 100_001;

/** What its types keep to themselves: bars that know their widths are put into lines. */
type Calculator = MusicSheetCalculator & { calculateMusicSystems(): void };

export class PacedDisplay extends OpenSheetMusicDisplay {
  /** Reads, arranges, lays out and draws a document. */
  async draw(
    document: XMLDocument,
    { width, zoom }: { readonly width: number; readonly zoom: number },
  ): Promise<void> {
    await this.load(document);
    // Reading has set it back.
    this.Zoom = zoom;
    await pause();
    super.updateGraphic();
    await pause();
    this.sheet.pageWidth = width / zoom / UNIT;
    this.rules.PageHeight = ENDLESS;
    await layOut(this.graphic);
    await pause();
    this.render();
    await pause();
  }

  /** Comes as a task of its own. */
  override updateGraphic(): void {}
}

/** Gives bars their widths, and in a task of its own puts them into lines. */
async function layOut(graphic: GraphicalMusicSheet): Promise<void> {
  const calculator = graphic.GetCalculator as Calculator;
  const { calculateMusicSystems } = calculator;
  calculator.calculateMusicSystems = () => {};
  graphic.reCalculate();
  await pause();
  calculateMusicSystems.call(calculator);
  GraphicalMusicSheet.transformRelativeToAbsolutePosition(graphic);
  // What is laid out is not laid out again.
  graphic.reCalculate = () => {};
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
