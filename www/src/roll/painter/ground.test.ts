import { describe, expect, it } from "vitest";
import { EMPTY_SCORE, tick, voice } from "../../score/index.ts";
import type { Answer } from "../content.ts";
import { contentOf } from "../test-kit.ts";
import { hasSameGround } from "./ground.ts";

const NOTHING: Answer = { notes: [], pen: null, replaced: new Set(), parts: [] };
const content = contentOf(EMPTY_SCORE, { answer: NOTHING });

describe("the paper under the notes", () => {
  it("stays where the pen moves on what is there, and where only the selection changes", () => {
    const written = { ...content, answer: { ...NOTHING, notes: [] } };
    expect(hasSameGround(content, written)).toBe(true);
    expect(hasSameGround(content, { ...content, selection: new Set() })).toBe(true);
  });

  it("is painted again where it grows, and for whatever is drawn on it", () => {
    const others = [
      { answer: { ...NOTHING, pen: tick(96_000) } },
      { answer: null },
      { voice: voice(2) },
      { isLooping: true },
      { loop: { start: tick(0), end: tick(1920) } },
      { draft: { ...content.draft } },
    ];
    for (const other of others) {
      expect(hasSameGround(content, { ...content, ...other }), JSON.stringify(other)).toBe(false);
    }
  });
});
