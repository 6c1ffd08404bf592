import { describe, expect, it } from "vitest";
import { channelOf, messageFrom } from "./messages.ts";

describe("a message", () => {
  it("says which key was struck, and that it was let go", () => {
    expect(messageFrom([0x90, 60, 100])).toEqual({ kind: "on", pitch: 60, velocity: 100 });
    expect(messageFrom([0x83, 60, 0])).toEqual({ kind: "off", pitch: 60 });
    expect(messageFrom([0x91, 60, 0])).toEqual({ kind: "off", pitch: 60 });
    expect(messageFrom([0xb0, 64, 127])).toEqual({ kind: "pedal", isDown: true });
  });

  it("is left alone where it is a clock, a wheel, cut off or damaged", () => {
    for (const data of [null, [], [0xf8], [0x90, 60], [0xe0, 1, 2], [0x90, 200, 3], [0xb0, 1, 9]]) {
      expect(messageFrom(data)).toBeNull();
    }
  });
});

it("no voice but the drums has the channel of the drums", () => {
  const channels = Array.from({ length: 15 }, (_, voice) => channelOf(voice, false));
  expect(channels).not.toContain(9);
  expect(new Set(channels).size).toBe(15);
  expect(channelOf(4, true)).toBe(9);
});
