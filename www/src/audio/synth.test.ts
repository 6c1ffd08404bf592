import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Console } from "./console.ts";
import { drumOf, ringOf } from "./drum-kit.ts";
import { FAKE_NODES, FakeContext } from "./fakes.ts";
import type { Sound } from "./sound.ts";
import { MAX_SOUNDS } from "./sounding.ts";
import { Synth } from "./synth.ts";

const KIT = { program: 0, isPercussion: true };
const CLOSED = 42;
const OPEN = 46;
const CRASH = 49;

let context = new FakeContext();
let synth: Synth;

beforeEach(() => {
  for (const [kind, Fake] of FAKE_NODES) vi.stubGlobal(kind, Fake);
  context = new FakeContext();
  // The fake has all that the synth uses, which the compiler cannot know.
  const stage: unknown = context;
  const room = stage as AudioNode;
  const audio = stage as BaseAudioContext;
  synth = new Synth(audio, new Console(audio, { input: room, room }));
});

afterEach(() => vi.unstubAllGlobals());

function sound(patch: Partial<Sound>): Sound {
  return { pitch: 60, velocity: 90, voice: 0, part: null, start: 0, end: 0.5, ...patch };
}

function drum(pitch: number, start = 0, end = start + 0.1): Sound {
  return sound({ pitch, start, end, voice: 4, part: KIT });
}

/** When the sources made since `first` are silent. */
function silentAt(first: number): number {
  const sources = context.nodes.slice(first).filter((node) => Number.isFinite(node.startedAt));
  expect(sources.length).toBeGreaterThan(0);
  return Math.max(...sources.map((node) => node.stoppedAt));
}

describe("a note", () => {
  it("is damped at its end", () => {
    synth.play(sound({ end: 0.5 }));
    expect(silentAt(0)).toBeGreaterThan(0.5);
    expect(silentAt(0)).toBeLessThan(1.5);
  });

  it("has vibrato and air on a flute and none at home", () => {
    synth.play(sound({}));
    expect(context.all("OscillatorNode")).toHaveLength(2);
    const before = context.nodes.length;
    synth.play(sound({ part: { program: 73, isPercussion: false } }));
    const flute = context.nodes.slice(before);
    // The pipe, and the one that moves it.
    expect(flute.filter((node) => node.kind === "OscillatorNode")).toHaveLength(2);
    const [air] = flute.filter((node) => node.kind === "AudioBufferSourceNode");
    expect(air?.options["loop"]).toBe(true);
  });

  it("of a bass stands in the middle, of another instrument where its voice sits", () => {
    synth.play(sound({ voice: 3, part: { program: 33, isPercussion: false } }));
    synth.play(sound({ voice: 3 }));
    expect(context.all("StereoPannerNode").map((node) => node.pan.value)).toEqual([0, 0.34]);
  });
});

describe("a drum", () => {
  it("rings for as long as it rings, however long its note is", () => {
    const playing = synth.play(drum(CRASH, 0, 0.1));
    expect(silentAt(0)).toBeCloseTo(ringOf(drumOf(CRASH)));
    // A change of tempo moves the end of the note, not that of the cymbal.
    playing.endAt(0.2);
    expect(silentAt(0)).toBeCloseTo(ringOf(drumOf(CRASH)));
  });

  it("falls silent when playing stops", () => {
    const playing = synth.play(drum(CRASH));
    context.currentTime = 0.3;
    playing.endAt(0.3);
    expect(silentAt(0)).toBeLessThan(0.7);
  });

  it("of a hat ends the open hat before it, and no other drum", () => {
    synth.play(drum(CRASH, 0));
    const open = context.nodes.length;
    synth.play(drum(OPEN, 0));
    const crash = context.nodes.slice(1, open);
    expect(silentAt(open)).toBeGreaterThan(1);
    synth.play(drum(CLOSED, 0.25));
    const hat = context.nodes.slice(open).find((node) => node.startedAt === 0);
    expect(hat?.stoppedAt).toBeLessThan(0.4);
    const rung = crash.filter((node) => Number.isFinite(node.startedAt));
    for (const node of rung) expect(node.stoppedAt).toBeGreaterThan(1);
  });

  it("of a hat leaves alone what is struck with it", () => {
    synth.play(drum(OPEN, 1));
    synth.play(drum(CLOSED, 1));
    expect(silentAt(0)).toBeGreaterThan(2);
  });

  it("is taken back before it begins", () => {
    const playing = synth.play(drum(CRASH, 2));
    playing.cancel();
    const damper = context.all("GainNode").at(3);
    expect(damper?.gain.value).toBe(0);
  });
});

it("never sounds more at once than it may", () => {
  for (let i = 0; i < MAX_SOUNDS + 10; i++) synth.play(sound({ pitch: 30 + i, start: 0, end: 4 }));
  const heard = context
    .all("OscillatorNode")
    .filter((node) => node.startedAt <= 0.1 && node.stoppedAt > 1);
  expect(heard.length).toBe(2 * MAX_SOUNDS);
});

it("forgets what is over", () => {
  synth.play(sound({}));
  expect(synth.soundCount).toBe(1);
  context.all("OscillatorNode")[0]?.finish();
  expect(synth.soundCount).toBe(0);
});
