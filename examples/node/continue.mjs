// Continues a melody in Node and prints every note as it is written: node examples/node/continue.mjs

import { pathToFileURL } from "node:url";

// In a project of your own: import { Composer } from "antiphon/headless";
const built = process.env.ANTIPHON_DIST ?? new URL("../../www/dist", import.meta.url).pathname;
const { Composer } = await import(`${pathToFileURL(built).href}/headless.js`);

const QUARTER = 480;
const melody = [67, 69, 71, 72, 74, 72, 71, 69];

const composer = await Composer.open();
const answer = composer.continue({
  score: {
    title: "A call",
    key: "G major",
    timeSignatures: [{ tick: 0, beats: 4, beatUnit: 4 }],
    pickup: 0,
    tempo: 96,
    parts: [],
    phraseEnds: [],
    notes: melody.map((pitch, i) => {
      const place = { onset: i * QUARTER, duration: QUARTER };
      return { id: i + 1, voice: 0, pitch, velocity: 80, ...place };
    }),
  },
  bars: 2,
  rngSeed: 7,
});
for await (const { pitch, onset, duration } of answer) {
  console.log(`bar ${Math.floor(onset / QUARTER / 4) + 1}: pitch ${pitch} for ${duration / QUARTER} beats`);
}
const { receipt, score } = await answer.outcome;
console.log(`${score.notes.length} notes, by ${receipt.modelVersion} on the ${receipt.device}, dice ${receipt.rngSeed}`);
composer.close();
