// Somebody comes for the first time, clears the paper, draws four bars and has four more before a minute is over.

import assert from "node:assert/strict";
import { part, scoreOf } from "../stage.mjs";
import { onPage } from "../suite.mjs";
import {
  answered,
  button,
  DESKTOP,
  draw,
  heardAround,
  leftOf,
  picture,
  plain,
  QUARTER,
  saved,
} from "./hand.mjs";

const MINUTE = 60;
/** Seconds for each press of the story: two for new paper, one a note, Continue, Play. */
const PRESS = 1.5;
const BAR = 4 * QUARTER;

/** Pitch, first quarter, quarters. */
const TUNE = [
  [67, 0, 1],
  [71, 1, 1],
  [74, 2, 2],
  [72, 4, 1],
  [71, 5, 1],
  [69, 6, 2],
  [71, 8, 1],
  [72, 9, 1],
  [74, 10, 1],
  [71, 11, 1],
  [69, 12, 4],
];

for (const colorScheme of ["light", "dark"]) {
  onPage(
    `eight bars from nothing in under a minute, ${colorScheme}`,
    "",
    async (page) => {
      await button(page, "Pieces on this device (:)").click();
      await button(page, "New piece").click();
      await part(page, "library").waitFor({ state: "hidden" });
      await picture(page, `eight-bars-${colorScheme}-1-nothing`);
      await draw(page, TUNE);
      await picture(page, `eight-bars-${colorScheme}-2-drawn`);
      // What hands take is counted by presses, since a busy machine moves them slowly; waiting by the clock.
      const asked = Date.now();
      await button(page, "Continue").click();
      await answered(page);
      await button(page, "Play").click();
      // It is heard, and the playhead goes on.
      await page.waitForFunction(() =>
        window.heard.chunks.some(({ samples }) =>
          samples.some((sample) => Math.abs(sample) > 0.02),
        ),
      );
      const waited = (Date.now() - asked) / 1000;
      const seconds = PRESS * (TUNE.length + 4) + waited;
      console.log(
        `    eight bars are heard after ${seconds.toFixed(1)} s, ${waited.toFixed(1)} s of them waited`,
      );
      assert.ok(seconds < MINUTE);
      await picture(page, `eight-bars-${colorScheme}-3-played`);
      await button(page, /^(Stop|Pause)$/).click();

      const score = await scoreOf(page);
      assert.deepEqual(plain(score, 0).slice(0, TUNE.length), TUNE);
      const end = Math.max(...score.notes.map(({ onset, duration }) => onset + duration));
      assert.ok(end > 7 * BAR && end <= 8 * BAR, `it ends at bar ${end / BAR}`);

      // As a file it sounds as it stands: every drawn note is the loudest of those around it.
      await page.keyboard.press("Control+Shift+s");
      const { name, bytes } = await saved(page, () => button(page, /^WAV/).click());
      assert.match(name, /\.wav$/);
      const wav = leftOf(bytes);
      const beat = 60 / score.tempo;
      for (const [pitch, quarter] of TUNE) {
        assert.equal(heardAround(wav, quarter * beat, pitch)[0], pitch, `at quarter ${quarter}`);
      }
    },
    { ...DESKTOP, colorScheme },
  );
}
