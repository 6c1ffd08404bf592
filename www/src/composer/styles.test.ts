import { describe, expect, it } from "vitest";
import { partFrom } from "../score/index.ts";
import { partsWith, STYLES, styleOf, voicesOf } from "./styles.ts";

const MELODY = partFrom({ name: "Oboe", program: 68, voices: [0] });

describe("the styles", () => {
  it("are those of the engine's vocabulary, in its order", () => {
    expect(STYLES.map(({ id }) => id)).toEqual([
      "bach-chorale",
      "hymn",
      "carol",
      "renaissance",
      "irish-dance",
      "keyboard",
      "lead-sheet",
      "band",
    ]);
  });

  it.each(STYLES)("can begin a piece: $id", (style) => {
    const { name, line, tempo, bars, timeSignature, parts } = style;
    expect(name).toMatch(/^[A-Z]/);
    expect(line.length).toBeGreaterThan(10);
    expect(tempo).toBeGreaterThanOrEqual(10);
    expect(tempo).toBeLessThanOrEqual(400);
    expect(bars).toBeGreaterThanOrEqual(1);
    expect(bars).toBeLessThanOrEqual(64);
    expect(timeSignature.beats).toBeGreaterThan(0);
    expect(parts.every((part) => part.name !== "" && part.voices.length > 0)).toBe(true);
    const voices = voicesOf(style);
    expect(new Set(voices).size).toBe(voices.length);
    expect(voices).toEqual([...voices].sort((a, b) => a - b));
  });

  it.each([
    ["bach-chorale", [0, 1, 2, 3]],
    ["irish-dance", [0]],
    ["keyboard", [0, 1, 2, 3]],
    ["lead-sheet", [0]],
    ["band", [0, 1, 2, 3, 4]],
  ])("write their own voices: %s", (id, voices) => {
    expect(voicesOf(styleOf(id))).toEqual(voices);
  });

  it("have drums in a band only", () => {
    const withDrums = STYLES.filter(({ parts }) => parts.some((part) => part.isPercussion));
    expect(withDrums.map(({ id }) => id)).toEqual(["band"]);
  });

  it("that nobody here has heard of are called by their id", () => {
    const unknown = styleOf("slow-air");
    expect(unknown).toMatchObject({ id: "slow-air", name: "Slow air" });
    expect(voicesOf(unknown)).toEqual([0, 1, 2, 3]);
  });
});

describe("the parts of a style", () => {
  const band = styleOf("band");

  it("join a piece that has none, as far as they play", () => {
    const [melody, ...others] = band.parts;
    expect(partsWith([], band, voicesOf(band))).toEqual(band.parts);
    expect(partsWith([], band, voicesOf(band).slice(0, 1))).toEqual([melody]);
    const [bass] = partsWith([], styleOf("hymn"), voicesOf(band).slice(3));
    expect(bass).toMatchObject({ name: "Bass", voices: [3] });
    expect(partsWith([MELODY], band, voicesOf(band))).toEqual([MELODY, ...others]);
  });

  it("bring no second kit", () => {
    const kit = partFrom({ name: "Kit", program: 0, isPercussion: true, voices: [9] });
    const found = partsWith([kit], band, voicesOf(band));
    expect(found.map(({ name }) => name)).toEqual(["Kit", "Melody", "Chords", "Second", "Bass"]);
  });

  it("share what another part leaves them", () => {
    const found = partsWith([MELODY], styleOf("keyboard"), voicesOf(styleOf("keyboard")));
    expect(found.map(({ name, voices }) => [name, voices])).toEqual([
      ["Oboe", [0]],
      ["Right hand", [1]],
      ["Left hand", [2, 3]],
    ]);
  });

  it("leave a piece alone that has all it needs", () => {
    const { parts } = styleOf("hymn");
    expect(partsWith(parts, styleOf("carol"), voicesOf(styleOf("carol")))).toBe(parts);
  });
});
