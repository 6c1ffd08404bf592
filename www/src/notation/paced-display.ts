// OpenSheetMusicDisplay in short tasks: what it does in two (load and render) is done here in four, with a pause for
// the page after each.

import { OpenSheetMusicDisplay } from "opensheetmusicdisplay";

/** Pixels at a zoom of 1 for its unit of length. */
const UNIT = 10;
/** Its height for paper without end. */
const ENDLESS = 100_001;

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
    const { graphic } = this;
    graphic.reCalculate();
    await pause();
    // What is laid out is not laid out again.
    graphic.reCalculate = () => {};
    this.render();
  }

  /** Comes as a task of its own. */
  override updateGraphic(): void {}
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
