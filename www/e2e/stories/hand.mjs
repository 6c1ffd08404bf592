// What the people of the stories do: press what has a name, draw on the paper, wait for what they can see and hear.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { OUTPUT, part } from "../stage.mjs";

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

export const QUARTER = 480;
export const FIXTURES = new URL("../../../tests/fixtures/", import.meta.url);

/** A button by its whole name, or by a pattern of it; the first one that is seen. */
export function button(page, name) {
  const isWhole = typeof name === "string";
  return page.getByRole("button", { name, exact: isWhole }).filter({ visible: true }).first();
}

/** A picture for people, into test-output. */
export async function picture(page, name) {
  await mkdir(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}/story-${name}.png` });
}

/** Where a pitch and a quarter lie on the paper of a piece without notes, as `roll/views.ts` has it. */
export async function emptyPaper(page) {
  const box = await part(page, "roll").boundingBox();
  const isSmall = box.width < 520;
  const gutter = isSmall ? 34 : 54;
  const bars = Math.min(8, Math.max(2, Math.floor((box.width - gutter) / 118)));
  const quarter = Math.min(96, (box.width - gutter - 20) / (4 * bars));
  const height = box.height - 28;
  const row = Math.min(22, Math.max(6, height / 44));
  const top = 60 + height / row / 2;
  return (pitch, at) => ({
    x: box.x + gutter + 10 + at * quarter,
    y: box.y + 28 + (top - pitch - 0.5) * row,
  });
}

/** How high a note lies whose middle is at `x`: by the highest and the lowest of all notes that are seen there. */
export async function rowSeen(page, { notes }, { pitch, onset, duration }, x) {
  const now = onset + duration / 2;
  const sounding = notes.filter((note) => note.onset <= now && note.onset + note.duration > now);
  const pitches = sounding.map((note) => note.pitch);
  const [lowest, highest] = [Math.min(...pitches), Math.max(...pitches)];
  const [top, bottom] = await part(page, "roll").evaluate((roll, x) => {
    const box = roll.getBoundingClientRect();
    const isNote = (y) => {
      const at = { clientX: x, clientY: y, pointerType: "mouse", bubbles: true };
      roll.dispatchEvent(new PointerEvent("pointermove", at));
      return ["note", "edge"].includes(roll.dataset.over);
    };
    const heights = Array.from({ length: Math.floor(box.height) }, (_, y) => box.top + y);
    const seen = heights.filter(isNote);
    return [seen[0], seen.at(-1) + 1];
  }, x);
  return top + ((highest - pitch + 0.5) * (bottom - top)) / (highest - lowest + 1);
}

/** Draws notes [pitch, first quarter, quarters]: a press writes one of the grid's length, a drag a longer one. */
export async function draw(page, notes) {
  const place = await emptyPaper(page);
  for (const [pitch, quarter, quarters] of notes) {
    const from = place(pitch, quarter + 0.5);
    if (quarters === 1) {
      await page.mouse.click(from.x, from.y);
      continue;
    }
    const to = place(pitch, quarter + quarters - 0.5);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  }
}

/** Waits until a verb, which is Stop while it writes, is itself again and what it wrote is chosen. */
export async function answered(page) {
  await part(page, "verbs").getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
  // Phones have no room for the words.
  const count = part(page, "selection-count").and(page.getByText(/^\d+ selected$/));
  await count.waitFor({ state: "attached" });
}

/** What is saved by a press, as its name and its bytes. */
export async function saved(page, act) {
  const downloading = page.waitForEvent("download");
  await act();
  const file = await downloading;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** What of a voice stands in a score: pitch, first quarter, quarters. */
export function plain({ notes }, voice) {
  return notes
    .filter((note) => note.voice === voice)
    .map(({ pitch, onset, duration }) => [pitch, onset / QUARTER, duration / QUARTER]);
}

/** What is heard of a piece: names of notes are another matter. */
export function sounds({ notes }) {
  return notes.map(({ voice, pitch, onset, duration }) => [onset, voice, pitch, duration]);
}

/** A WAV file of 16 bits and two channels: its left channel, and frames a second. */
export function leftOf(wav) {
  assert.equal(wav.subarray(0, 4).toString("latin1"), "RIFF");
  const rate = wav.readUInt32LE(24);
  const samples = new Float32Array((wav.length - 44) / 4);
  for (let i = 0; i < samples.length; i++) samples[i] = wav.readInt16LE(44 + 4 * i) / 32_768;
  return { rate, samples };
}

/** Seconds that are listened to, when what sounded before a note has died away. */
const LISTEN = { after: 0.3, for: 0.3 };

/** The pitches of an octave around one, the loudest first, as they sound from a moment on. */
export function heardAround({ rate, samples }, seconds, pitch) {
  const from = Math.round((seconds + LISTEN.after) * rate);
  const frame = samples.subarray(from, from + Math.round(LISTEN.for * rate));
  const loud = (tone) => {
    // Goertzel: how much of one frequency is in it, through a window that keeps its neighbours out.
    const turn = (2 * Math.PI * 440 * 2 ** ((tone - 69) / 12)) / rate;
    let [real, imaginary] = [0, 0];
    frame.forEach((sample, i) => {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frame.length);
      real += window * sample * Math.cos(turn * i);
      imaginary += window * sample * Math.sin(turn * i);
    });
    return Math.hypot(real, imaginary);
  };
  const tones = Array.from({ length: 13 }, (_, index) => pitch - 6 + index);
  return tones.toSorted((a, b) => loud(b) - loud(a));
}
