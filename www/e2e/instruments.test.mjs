// The recorded instruments, rendered by a real browser and measured: in tune, in time, at one level, without clicks.

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { bytesOf, decibels, levels, peak, render, SAMPLE_RATE } from "./sound-stage.mjs";

const FOLDER = new URL("../public/instruments/", import.meta.url);
const { instruments } = JSON.parse(await readFile(new URL("index.json", FOLDER), "utf8"));
const KIT = { program: 0, isPercussion: true };
const MOST_BYTES = 4_000_000;
/** Many people are never quite together; one is. */
const ENSEMBLES = ["choir", "strings", "brass"];

/** A pitch in the middle of what was recorded. */
function middleOf({ zones }) {
  const keys = zones.map(({ key }) => key);
  return Math.round((Math.min(...keys) + Math.max(...keys)) / 2);
}

/** How many cents a stretch of sound is beside a pitch: the lag at which it is most like itself. */
function centsBeside(samples, pitch, from) {
  const period = SAMPLE_RATE / (440 * 2 ** ((pitch - 69) / 12));
  const length = 8_000;
  const likeness = (lag) => {
    let [product, one, other] = [0, 0, 0];
    for (let i = from; i < from + length; i++) {
      product += samples[i] * samples[i + lag];
      one += samples[i] ** 2;
      other += samples[i + lag] ** 2;
    }
    return product / Math.sqrt(one * other);
  };
  // Over many periods, so that a lag of whole samples tells cents.
  const count = Math.max(1, Math.floor(1_600 / period));
  const around = Math.round(count * period);
  const reach = Math.round(around * 0.02);
  let best = around;
  let most = -1;
  for (let lag = around - reach; lag <= around + reach; lag++) {
    const found = likeness(lag);
    if (found > most) [best, most] = [lag, found];
  }
  return 1200 * Math.log2((count * period) / best);
}

test("the files are those of the index, and small", async () => {
  let sum = 0;
  for (const { name, bytes } of instruments) {
    const { size } = await stat(new URL(`${name}.ogg`, FOLDER));
    assert.equal(size, bytes, name);
    sum += size;
  }
  console.log(`    ${instruments.length} instruments, ${sum} bytes`);
  assert.ok(sum <= MOST_BYTES);
});

test("every instrument is in tune and about as loud as the piano", async () => {
  let piano = null;
  for (const instrument of instruments.filter(({ isKit }) => !isKit)) {
    const [program] = instrument.programs;
    const middle = middleOf(instrument);
    const pitches = [middle - 7, middle, middle + 7];
    const notes = pitches.map((pitch, index) => [1.5 * index, 1.2, pitch, 80]);
    const samples = await render(instrument.name, notes, { program }, true);
    const frames = levels(samples);
    const loud = pitches.map((_, i) => decibels(Math.max(...frames.slice(150 * i, 150 * i + 100))));
    const cents = pitches.map((pitch, i) => {
      // The middle of several, since a vibrato is at home on both sides.
      const moments = [0.2, 0.28, 0.37, 0.45, 0.54, 0.62, 0.7].map((at) => 1.5 * i + at);
      const all = moments.map((at) => centsBeside(samples, pitch, Math.round(at * SAMPLE_RATE)));
      return all.toSorted((a, b) => a - b)[3];
    });
    piano ??= loud[1];
    const told = cents.map((each) => each.toFixed(0)).join(", ");
    const level = loud.map((each) => (each - piano).toFixed(1)).join(", ");
    console.log(`    ${instrument.name}: ${told} cents; ${level} dB`);
    for (const each of loud)
      assert.ok(Math.abs(each - piano) < 9, `${instrument.name}: ${level} dB`);
    const most = ENSEMBLES.includes(instrument.name) ? 45 : 24;
    for (const each of cents) {
      assert.ok(Math.abs(each) < most, `${instrument.name}: ${told} cents`);
    }
    assert.ok(peak(samples) < 0.95, instrument.name);
  }
});

test("every drum of the kit is heard", async () => {
  const pitches = Array.from({ length: 47 }, (_, index) => 35 + index);
  const kit = pitches.map((pitch, index) => [index, 0.1, pitch, 100]);
  const frames = levels(await render("recorded-kit", kit, KIT, true));
  for (const [index, pitch] of pitches.entries()) {
    const loudest = decibels(Math.max(...frames.slice(100 * index, 100 * index + 25)));
    assert.ok(loudest > -42, `drum ${pitch} at ${loudest.toFixed(1)} dB`);
  }
});

test("a note begins within a millisecond of where it stands", async () => {
  const times = [0.25, 0.7513, 1.3337, 1.9001];
  const ticks = times.map((at) => Math.round(at * 480) / 480);
  for (const [name, part, pitch, isSampled] of [
    ["built-in marimba", { program: 12 }, 84, false],
    ["recorded drum", KIT, 37, true],
    ["harpsichord", { program: 6 }, 60, true],
  ]) {
    const notes = ticks.map((at) => [at, 0.08, pitch, 110]);
    const alone = await render("one-onset", [[0.3, 0.08, pitch, 110]], part, isSampled);
    const samples = await render("onset-times", notes, part, isSampled);
    const threshold = 0.3 * peak(alone);
    const isHeard = (x) => Math.abs(x) > threshold;
    // How long the sound itself takes to speak is the same for each.
    const attack = alone.findIndex(isHeard) - 0.3 * SAMPLE_RATE;
    const errors = ticks.map((at) => {
      const from = Math.round((at - 0.02) * SAMPLE_RATE);
      const found = samples.slice(from, from + 0.1 * SAMPLE_RATE).findIndex(isHeard);
      return (1000 * (from + found - attack)) / SAMPLE_RATE - 1000 * at;
    });
    const told = errors.map((each) => each.toFixed(3)).join(", ");
    console.log(`    ${name}: ${told} ms; speaks after ${Math.round(attack / 44.1)} ms`);
    for (const each of errors) assert.ok(Math.abs(each) < 1, `${name}: ${told} ms`);
    assert.ok(attack < 0.012 * SAMPLE_RATE, `${name} speaks after ${attack} frames`);
  }
});

test("a held note does not click where its loop comes round", async () => {
  for (const name of ["organ", "choir", "strings", "flute"]) {
    const instrument = instruments.find((each) => each.name === name);
    const [program] = instrument.programs;
    const notes = [[0, 8, middleOf(instrument), 90]];
    const samples = await render(`${name}-held`, notes, { program }, true);
    // A click is a step that is far steeper than all around it.
    const steps = [];
    for (let i = SAMPLE_RATE; i < 7.9 * SAMPLE_RATE; i++) {
      steps.push(Math.abs(samples[i + 1] - samples[i]));
    }
    const typical = steps.toSorted((a, b) => a - b)[Math.floor(steps.length * 0.999)];
    const steepest = steps.reduce((most, x) => Math.max(most, x), 0);
    console.log(`    ${name}: steepest ${(steepest / typical).toFixed(2)} of the 999th of 1000`);
    assert.ok(steepest < 2.2 * typical, `${name}: ${steepest} beside ${typical}`);
    const frames = levels(samples, 0.2).slice(5, 39);
    const swing = decibels(Math.max(...frames)) - decibels(Math.min(...frames));
    assert.ok(swing < 8, `${name} swings by ${swing.toFixed(1)} dB`);
  }
});

test("a stem for each voice, which together are the piece", async () => {
  const bytes = await bytesOf(async () => {
    const [{ renderStems }, { EMPTY_SCORE, scoreFrom }] = await Promise.all([
      import("/src/audio/index.ts"),
      import("/src/score/index.ts"),
    ]);
    const note = (id, voice) => {
      return { id, voice, pitch: 60 + id, onset: 480 * (id - 1), duration: 480, velocity: 80 };
    };
    const notes = [note(1, 0), note(2, 1), note(3, 3)];
    return renderStems(scoreFrom({ ...EMPTY_SCORE, tempo: 120, notes }));
  });
  const files = unzipSync(bytes);
  assert.deepEqual(Object.keys(files), ["01 soprano.wav", "02 alto.wav", "03 bass.wav"]);
  const lengths = new Set(Object.values(files).map(({ length }) => length));
  assert.equal(lengths.size, 1, "all stems are equally long");
  const firsts = Object.values(files).map((bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 44; at < bytes.length; at += 4) {
      if (Math.abs(view.getInt16(at, true)) > 1_000) return (at - 44) / 4 / SAMPLE_RATE;
    }
    return Number.POSITIVE_INFINITY;
  });
  console.log(`    first sounds at ${firsts.map((at) => at.toFixed(2)).join(", ")} s`);
  for (const [index, at] of firsts.entries()) assert.ok(Math.abs(at - 0.5 * index) < 0.05);
});
