import { describe, expect, it } from "vitest";
import { gainOf, PLAIN_MIX, stripOf, withStrip } from "./mix.ts";

describe("a mixer", () => {
  it("leaves a voice as it is until somebody touches it", () => {
    expect(gainOf(PLAIN_MIX, 2)).toBe(1);
    expect(stripOf(PLAIN_MIX, 2).pan).toBeNull();
  });

  it("turns one voice down and no other", () => {
    const mix = withStrip(PLAIN_MIX, 1, { volume: 0.5 });
    expect([gainOf(mix, 0), gainOf(mix, 1)]).toEqual([1, 0.25]);
  });

  it("silences what is muted, and all but those that are alone", () => {
    const solo = withStrip(withStrip(PLAIN_MIX, 0, { isSolo: true }), 2, { isSolo: true });
    expect([0, 1, 2].map((voice) => gainOf(solo, voice))).toEqual([1, 0, 1]);
    const muted = withStrip(solo, 2, { isMuted: true });
    expect(gainOf(muted, 2)).toBe(0);
  });
});
