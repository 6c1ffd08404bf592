import { describe, expect, it } from "vitest";
import { drumName } from "../score/index.ts";
import { drumOf, ringOf } from "./drum-kit.ts";

const PITCHES = Array.from({ length: 47 }, (_, index) => 35 + index);

describe("the kit", () => {
  it("has a drum for every pitch of General MIDI, and for every other one", () => {
    for (let pitch = 0; pitch <= 127; pitch++) {
      const drum = drumOf(pitch);
      expect(drum.pieces.length).toBeGreaterThan(0);
      expect(ringOf(drum)).toBeGreaterThan(0.02);
      expect(ringOf(drum)).toBeLessThan(4);
      expect(Math.abs(drum.pan)).toBeLessThanOrEqual(1);
    }
  });

  it("has other drums for other pitches", () => {
    const kinds = new Set(PITCHES.map((pitch) => JSON.stringify(drumOf(pitch))));
    expect(kinds.size).toBe(PITCHES.length);
  });

  it("closes only its hats", () => {
    const hats = PITCHES.filter((pitch) => drumOf(pitch).isHat).map(drumName);
    expect(hats).toEqual(["Closed hat", "Pedal hat", "Open hat"]);
  });

  it.each([
    ["Open hat", "Closed hat"],
    ["Crash", "Open hat"],
    ["Low conga", "Mute conga"],
    ["Triangle", "Mute triangle"],
    ["Long whistle", "Whistle"],
  ])("lets %s ring longer than %s", (longer, shorter) => {
    const ring = (name: string): number => {
      const pitch = PITCHES.find((each) => drumName(each) === name);
      if (pitch === undefined) throw new Error(`no drum ${name}`);
      return ringOf(drumOf(pitch));
    };
    expect(ring(longer)).toBeGreaterThan(ring(shorter));
  });

  it("names its toms from low to high", () => {
    const toms = PITCHES.filter((pitch) => drumName(pitch)?.toLowerCase().includes("tom"));
    const frequencies = toms.map((pitch) => drumOf(pitch).pieces[0]?.frequency ?? 0);
    expect(frequencies).toEqual([...frequencies].sort((a, b) => a - b));
    expect(toms).toHaveLength(6);
  });
});
