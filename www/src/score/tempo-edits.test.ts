import { describe, expect, it } from "vitest";
import { line, scoreOf } from "./notation.ts";
import type { Score } from "./score.ts";
import { scoreEnd } from "./score.ts";
import type { Tempi } from "./tempo.ts";
import { tempiFrom } from "./tempo.ts";
import { tempoLed, tempoMoved, tempoRemoved, tempoSet } from "./tempo-edits.ts";
import { tick } from "./units.ts";

/** Four bars of quarters at 100, the third of them at 60. */
const piece: Score = {
  ...scoreOf(line("G4 A4 B4 C5 G4 A4 B4 C5 G4 A4 B4 C5 G4 A4 B4 C5")),
  ...tempiFrom({
    tempo: 100,
    tempoChanges: [
      { tick: 3840, tempo: 60 },
      { tick: 5760, tempo: 100 },
    ],
  }),
};

function drawn({ tempo, tempoChanges }: Tempi): string {
  return [tempo, ...tempoChanges.map((each) => `${each.tick}:${each.tempo}`)].join(" ");
}

function led(start: number, end: number, tempo: number): string {
  const range = { start: tick(start), end: tick(end) };
  return drawn(tempoLed(piece, range, tempo, scoreEnd(piece)));
}

describe("a tempo", () => {
  it("is set between others, on another one, and at the beginning", () => {
    expect(drawn(tempoSet(piece, tick(1920), 80))).toBe("100 1920:80 3840:60 5760:100");
    expect(drawn(tempoSet(piece, tick(3840), 66))).toBe("100 3840:66 5760:100");
    expect(drawn(tempoSet(piece, tick(0), 90))).toBe("90 3840:60 5760:100");
  });

  it("is taken out, and what held before it goes on", () => {
    expect(drawn(tempoRemoved(piece, tick(3840)))).toBe("100");
    expect(drawn(tempoRemoved(piece, tick(5760)))).toBe("100 3840:60");
    expect(drawn(tempoRemoved(piece, tick(1)))).toBe(drawn(piece));
  });

  it("is moved, over others too, but not before the beginning", () => {
    expect(drawn(tempoMoved(piece, tick(3840), tick(1920)))).toBe("100 1920:60 5760:100");
    expect(drawn(tempoMoved(piece, tick(5760), tick(3840)))).toBe("100");
    for (const to of [tick(0), tick(3840)]) expect(tempoMoved(piece, tick(3840), to)).toBe(piece);
  });
});

describe("a ritardando", () => {
  it("steps on each beat by the same share, reaches its tempo, and gives the old one back", () => {
    expect(led(1920, 3840, 60)).toBe("100 1920:88.01 2400:77.46 2880:68.17 3360:60 5760:100");
    expect(led(0, 1920, 64)).toBe("100 480:86.18 960:74.27 1440:64 1920:100 3840:60 5760:100");
  });

  it("leads from what holds before it over what was there, and to the end of a piece", () => {
    expect(led(3840, 7680, 50)).toMatch(/^100 3840:91.7 .* 7200:50$/);
    const faster = led(5760, 7680, 240);
    expect(faster).toBe("100 3840:60 5760:84.85 6240:120 6720:169.71 7200:240");
  });
});
