import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MidiGuest } from "./guest.ts";

let sent: (readonly [bytes: readonly number[], at: number])[] = [];
let guest: MidiGuest;

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ["setTimeout", "clearTimeout", "performance"] });
  sent = [];
  guest = new MidiGuest({
    send: (bytes, at) => sent.push([bytes, Math.round(at)]),
    millisecondsAt: (seconds) => seconds * 1000,
  });
});

afterEach(() => vi.useRealTimers());

const PIANO = { program: 3, isPercussion: false };

it("tells a device the program once, each note when it begins, and its end in time", () => {
  const sound = { pitch: 60, velocity: 90, voice: 0, part: PIANO, start: 0.1, end: 0.6 };
  guest.play(sound);
  guest.play({ ...sound, pitch: 64 });
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([
    [[0xc0, 3], 100],
    [[0x90, 60, 90], 100],
    [[0x90, 64, 90], 100],
    [[0x80, 60, 64], 600],
    [[0x80, 64, 64], 600],
  ]);
});

it("lets no note hang, whatever happens to it", () => {
  const sound = { pitch: 60, velocity: 90, voice: 0, part: null, start: 0.1, end: 9 };
  guest.play(sound).cancel();
  guest.play({ ...sound, pitch: 61 }).endAt(0.5);
  guest.play({ ...sound, pitch: 62 });
  vi.advanceTimersByTime(600);
  guest.dispose();
  const ends = sent.filter(([[status]]) => status === 0x80).map(([[, pitch]]) => pitch);
  expect(ends).toEqual([60, 61, 62]);
});
