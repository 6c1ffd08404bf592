// The built-in instrument, rendered by a real browser and measured: levels, onsets, endings, repeatability.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decibels, levels, peak, render, SAMPLE_RATE } from "./sound-stage.mjs";
import { onsets } from "./stage.mjs";

test("notes begin where they stand", async () => {
  const samples = await render("onsets", [
    [0.5, 0.4, 60],
    [1, 0.4, 64],
    [1.75, 0.4, 67],
    [2.5, 1, 72],
  ]);
  const heard = onsets(levels(samples));
  console.log(`    onsets at ${heard.map((at) => at.toFixed(2)).join(", ")} s`);
  assert.equal(heard.length, 4);
  for (const [index, at] of [0.5, 1, 1.75, 2.5].entries()) {
    assert.ok(Math.abs(heard[index] - at) <= 0.02, `${at} s is heard at ${heard[index]} s`);
  }
});

test("four voices are neither faint nor clipped", async () => {
  const chord = [67, 62, 59, 43].map((pitch) => [0, 2, pitch]);
  const samples = await render("chord", chord);
  const middle = levels(samples).slice(0, 200);
  const mean = decibels(Math.sqrt(middle.reduce((sum, x) => sum + x * x, 0) / middle.length));
  console.log(
    `    chord: peak ${decibels(peak(samples)).toFixed(1)} dB, mean ${mean.toFixed(1)} dB`,
  );
  assert.ok(peak(samples) < 0.9);
  assert.ok(mean > -26 && mean < -12);
});

test("everything at once is held below full scale", async () => {
  const cluster = Array.from({ length: 24 }, (_, i) => [0, 2, 36 + 2 * i, 127]);
  const samples = await render("cluster", cluster);
  console.log(`    cluster: peak ${decibels(peak(samples)).toFixed(1)} dB`);
  assert.ok(peak(samples) < 0.99);
});

test("a note ends without a click and rings out", async () => {
  const samples = await render("ending", [[0, 1, 72]]);
  // A click is a jump; compare the steepest step around the end with the steepest while it sounds.
  const steepest = (from, to) => {
    let most = 0;
    for (let i = from * SAMPLE_RATE; i < to * SAMPLE_RATE; i++) {
      most = Math.max(most, Math.abs(samples[i + 1] - samples[i]));
    }
    return most;
  };
  assert.ok(steepest(0.95, 1.2) <= steepest(0.4, 0.95) * 1.05);
  const frames = levels(samples);
  assert.ok(decibels(frames[130]) < decibels(frames[95]) - 12, "damped");
  assert.ok(decibels(frames[330]) < -70, "silent at the end");
});

test("harder is louder, and every register speaks", async () => {
  const loudest = async (pitch, velocity) =>
    Math.max(...levels(await render("touch", [[0, 0.8, pitch, velocity]])));
  const soft = await loudest(60, 40);
  const hard = await loudest(60, 110);
  assert.ok(decibels(hard) - decibels(soft) > 8);
  for (const pitch of [28, 40, 52, 64, 76, 88, 100]) {
    const level = decibels(await loudest(pitch, 80));
    assert.ok(level > -36, `pitch ${pitch} at ${level.toFixed(1)} dB`);
  }
});

test("every family of instruments speaks, about as loud as the house instrument", async () => {
  const loudest = async (name, part) =>
    decibels(Math.max(...levels(await render(name, [[0, 0.8, 60, 80]], part))));
  const house = await loudest("house", null);
  for (const program of [0, 11, 19, 24, 33, 40, 48, 52, 56, 66, 73, 80]) {
    const level = await loudest(`program-${program}`, { program });
    console.log(`    program ${program}: ${(level - house).toFixed(1)} dB`);
    assert.ok(Math.abs(level - house) < 10, `program ${program} at ${level.toFixed(1)} dB`);
  }
});

const KIT = { program: 0, isPercussion: true };

test("drums begin where they stand, and every drum of the kit is heard", async () => {
  const beat = [36, 38, 36, 38].map((pitch, index) => [0.5 * (index + 1), 0.1, pitch, 90]);
  const heard = onsets(levels(await render("beat", beat, KIT)));
  assert.equal(heard.length, 4);
  for (const [index, [at]] of beat.entries()) {
    assert.ok(Math.abs(heard[index] - at) <= 0.02, `${at} s is heard at ${heard[index]} s`);
  }
  const pitches = Array.from({ length: 47 }, (_, index) => 35 + index);
  const kit = pitches.map((pitch, index) => [index, 0.1, pitch, 100]);
  const samples = await render("kit", kit, KIT);
  assert.ok(peak(samples) < 0.99);
  const frames = levels(samples);
  for (const [index, pitch] of pitches.entries()) {
    const loudest = Math.max(...frames.slice(100 * index, 100 * index + 20));
    assert.ok(decibels(loudest) > -45, `drum ${pitch} at ${decibels(loudest).toFixed(1)} dB`);
  }
});

test("a closed hat ends the open one", async () => {
  const at = (samples) => decibels(levels(samples)[45]);
  const open = at(await render("hat-open", [[0, 0.1, 46, 100]], KIT));
  const strokes = [
    [0, 0.1, 46, 100],
    [0.15, 0.1, 42, 30],
  ];
  const closed = at(await render("hat-closed", strokes, KIT));
  console.log(`    after 0.45 s: ${open.toFixed(1)} dB open, ${closed.toFixed(1)} dB closed`);
  assert.ok(closed < open - 3);
});

test("the same score gives the same sound", async () => {
  const notes = [
    [0, 0.5, 60],
    [0.5, 0.5, 65],
  ];
  const once = await render("once", notes);
  const twice = await render("twice", notes);
  const strokes = [38, 42, 49].map((pitch, index) => [0.25 * index, 0.1, pitch, 90]);
  assertSame(await render("beat-once", strokes, KIT), await render("beat-twice", strokes, KIT));
  assertSame(once, twice);
});

function assertSame(once, twice) {
  assert.equal(once.length, twice.length);
  // The browser's convolver works on several threads, so the last bit of 16 may differ.
  const farthest = once.reduce((most, sample, i) => Math.max(most, Math.abs(sample - twice[i])), 0);
  assert.ok(farthest <= 2 / 32_767, `samples differ by ${farthest}`);
}
