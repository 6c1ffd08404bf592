// How far from its place on the clock a note begins: in a file, and out of the loudspeaker while the page is busy.

import { open, ready } from "../stage.mjs";
import { openSoundRoom } from "./sound-room.mjs";
import { median } from "./spread.mjs";

const SAMPLE_RATE = 44_100;
/** A tempo that no tick divides into whole samples. */
const TEMPO = 97;
const TICK_SECONDS = 60 / (TEMPO * 480);
/** Notes of a xylophone, the same one again and again, so that each is the same wave in another place. */
const NOTE = { voice: 0, pitch: 76, duration: 40, velocity: 100 };
const PARTS = [{ name: "Xylophone", program: 13, isPercussion: false, voices: [0] }];
const COUNT = 24;
/** Without the room, whose end would lie under the next note, and without recordings, which come when they come. */
const DRY = { reverb: 0, isSampled: false };

/** Ticks that lie nowhere in particular, each most of a second behind the last. */
const TICKS = Array.from({ length: COUNT }, (_, index) => 480 + index * 613 + ((index * 89) % 61));

const notesAt = (ticks) => ticks.map((onset, index) => ({ ...NOTE, id: index + 1, onset }));

/** Milliseconds by which notes are off at most: in a file, and played. */
export async function measureOnsets(browser, origin) {
  const rendered = await renderedErrors();
  const played = await playedErrors(browser, origin);
  const most = (errors) => Math.max(...errors.map(Math.abs));
  return {
    notes: COUNT,
    renderedMs: most(rendered.errors),
    limiterMs: rendered.delay,
    playedMs: most(played),
  };
}

/** Milliseconds by which each note is off in a file: against the delay of a note at the very beginning, which is that of the limiter. */
export async function renderedErrors() {
  const room = await openSoundRoom();
  try {
    const render = async (ticks) => {
      const bytes = await room.bytesOf(renderInPage, {
        notes: notesAt(ticks),
        parts: PARTS,
        tempo: TEMPO,
        mix: DRY,
      });
      const frames = (bytes.length - 44) / 4;
      return Float32Array.from(
        { length: frames },
        (_, i) => bytes.readInt16LE(44 + 4 * i) / 32_768,
      );
    };
    const alone = await render([0]);
    const delay = firstOnset(alone, SAMPLE_RATE);
    const said = TICKS.map((tick) => tick * TICK_SECONDS);
    const model = { samples: alone, at: delay };
    const found = onsetsNear(await render(TICKS), SAMPLE_RATE, said, model);
    return {
      delay: 1000 * delay,
      errors: found.map((at, index) => 1000 * (at - said[index] - delay)),
    };
  } finally {
    await room.close();
  }
}

/** In the page of the sources. */
async function renderInPage({ notes, parts, tempo, mix }) {
  const [{ PLAIN_MIX, renderWav }, { EMPTY_SCORE, scoreFrom }] = await Promise.all([
    import("/src/audio/index.ts"),
    import("/src/score/index.ts"),
  ]);
  const score = scoreFrom({ ...EMPTY_SCORE, tempo, parts, notes });
  return renderWav(score, { mix: { ...PLAIN_MIX, ...mix } });
}

/** Played in the built page while the roll moves and the composer answers: how far apart notes are, beside the score. */
async function playedErrors(browser, origin) {
  const { page, close } = await open(browser, `${origin}/?device=cpu`);
  try {
    await page.evaluate((mix) => localStorage.setItem("antiphon", JSON.stringify(mix)), DRY);
    await page.addInitScript(tapSound, TAP);
    await page.reload();
    await ready(page);
    const { sampleRate, samples } = await page.evaluate(playInPage, {
      notes: notesAt(TICKS),
      parts: PARTS,
      tempo: TEMPO,
    });
    const sound = Float32Array.from(samples);
    const first = firstOnset(sound, sampleRate);
    const said = TICKS.map((tick) => first + (tick - TICKS[0]) * TICK_SECONDS);
    const model = { samples: sound, at: first };
    const found = onsetsNear(sound, sampleRate, said, model);
    const off = found.map((at, index) => 1000 * (at - said[index]));
    const usual = median(off);
    return off.map((error) => error - usual);
  } finally {
    await close();
  }
}

/** Where a worklet's script lies, which hands on what it hears with the count of its frames. */
export const TAP = "/tap.js";
export const TAP_SCRIPT = `
  registerProcessor("tap", class extends AudioWorkletProcessor {
    process([[samples]]) {
      if (samples !== undefined) this.port.postMessage([currentFrame, samples.slice()]);
      return true;
    }
  });
`;

/** In the page, before everything else: what is connected to the loudspeakers is kept, frame by frame. */
function tapSound(path) {
  window.tape = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && target.context instanceof AudioContext) {
      const { context } = target;
      window.tapped = context.audioWorklet.addModule(path).then(() => {
        const tap = new AudioWorkletNode(context, "tap");
        tap.port.onmessage = ({ data }) => window.tape.push(data);
        connect.call(this, tap);
        return context.sampleRate;
      });
    }
    return connect.call(this, target, ...rest);
  };
}

/** In the page: plays to the end, moves the roll all the time, and has music written twice. */
async function playInPage({ notes, parts, tempo }) {
  const composer = document.querySelector("antiphon-composer");
  composer.score = { ...composer.score, title: "Study", tempo, parts, notes, chords: [] };
  // The first sound of a page also loads what makes it; only the second is measured.
  await composer.play();
  while (window.tapped === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  const sampleRate = await window.tapped;
  await new Promise((resolve) => setTimeout(resolve, 500));
  composer.pause();
  composer.currentTime = 0;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  window.tape.length = 0;
  const ended = new Promise((resolve) =>
    composer.addEventListener("pause", resolve, { once: true }),
  );
  await composer.play();
  const roll = composer.shadowRoot.querySelector('[part~="roll"]');
  let isOver = false;
  let n = 0;
  const move = () => {
    const deltaX = 20 * Math.sign(Math.sin(n++ / 60) || 1);
    roll.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, deltaX }));
    if (!isOver) requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
  for (let answer = 0; answer < 2; answer++) {
    await composer.continue();
    composer.undo();
  }
  await ended;
  isOver = true;
  const begin = window.tape[0]?.[0] ?? 0;
  const end = (window.tape.at(-1)?.[0] ?? 0) + 128;
  const samples = new Float32Array(end - begin);
  for (const [frame, part] of window.tape) samples.set(part, frame - begin);
  return { sampleRate, samples: [...samples].map((sample) => Number(sample.toFixed(5))) };
}

/** What is surely the beginning of a note, after silence. */
const LOUD = 0.01;
/** Seconds of a note's beginning by which it is known again, and how far from its place it is looked for. */
const BEGINNING = 0.03;
const REACH = 0.2;

/** Seconds at which the first note of some samples begins. */
function firstOnset(samples, sampleRate) {
  const first = samples.findIndex((sample) => Math.abs(sample) > LOUD);
  if (first < 0) throw new Error("nothing was heard");
  return first / sampleRate;
}

/** Seconds at which the beginning of a note, cut out of `model` at a time, comes again near each of some times. */
function onsetsNear(samples, sampleRate, times, model) {
  const length = Math.round(BEGINNING * sampleRate);
  const beginning = model.samples.subarray(Math.round(model.at * sampleRate)).subarray(0, length);
  return times.map((time) => {
    const from = Math.max(0, Math.round((time - REACH) * sampleRate));
    const to = Math.min(samples.length - length, Math.round((time + REACH) * sampleRate));
    let [best, place] = [Number.NEGATIVE_INFINITY, from];
    for (let at = from; at <= to; at++) {
      let likeness = 0;
      for (let i = 0; i < length; i++) likeness += samples[at + i] * beginning[i];
      if (likeness > best) [best, place] = [likeness, at];
    }
    const own = beginning.reduce((sum, sample) => sum + sample * sample, 0);
    // One that is not there at all is off beyond every bound.
    return best < own / 2 ? Number.POSITIVE_INFINITY : place / sampleRate;
  });
}
