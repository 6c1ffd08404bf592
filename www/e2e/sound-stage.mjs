// A page in which the audio room's own sources render scores, and what tests measure of what comes out.

import { mkdir, writeFile } from "node:fs/promises";
import { after, before } from "node:test";
import { openSoundRoom } from "./figures/sound-room.mjs";
import { OUTPUT } from "./stage.mjs";

export const SAMPLE_RATE = 44_100;

let room;

before(async () => {
  room = await openSoundRoom();
});

after(async () => {
  await room?.close();
});

/**
 * Renders notes [onset, duration, pitch, velocity] in seconds, and leaves the file for people to hear.
 * One part plays them all; without one they are the house instrument's. Recorded instruments play where asked for.
 */
export async function render(name, notes, part = null, isSampled = false) {
  const parts = part === null ? [] : [{ name: "", voices: [0], ...part }];
  const plain = notes.map(([onset, duration, pitch, velocity = 80], index) => ({
    id: index + 1,
    voice: part === null ? index % 4 : 0,
    pitch,
    onset: Math.round(onset * 480),
    duration: Math.round(duration * 480),
    velocity,
  }));
  const bytes = await bytesOf(
    async ({ notes, parts, isSampled }) => {
      const [{ PLAIN_MIX, renderWav }, { EMPTY_SCORE, scoreFrom }] = await Promise.all([
        import("/src/audio/index.ts"),
        import("/src/score/index.ts"),
      ]);
      const score = scoreFrom({ ...EMPTY_SCORE, tempo: 60, parts, notes });
      return renderWav(score, { mix: { ...PLAIN_MIX, isSampled } });
    },
    { notes: plain, parts, isSampled },
  );
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(`${OUTPUT}/${name}.wav`, bytes);
  const frames = (bytes.length - 44) / 4;
  return Array.from({ length: frames }, (_, i) => bytes.readInt16LE(44 + 4 * i) / 32_768);
}

/** The bytes that a function makes in the page. */
export function bytesOf(make, argument) {
  return room.bytesOf(make, argument);
}

/** Root mean squares in steps of 10 ms. */
export function levels(samples, step = 0.01) {
  const frame = Math.round(SAMPLE_RATE * step);
  return Array.from({ length: Math.floor(samples.length / frame) }, (_, index) => {
    const piece = samples.slice(index * frame, (index + 1) * frame);
    return Math.sqrt(piece.reduce((sum, x) => sum + x * x, 0) / frame);
  });
}

export function decibels(level) {
  return 20 * Math.log10(Math.max(level, 1e-9));
}

export function peak(samples) {
  return samples.reduce((highest, x) => Math.max(highest, Math.abs(x)), 0);
}
