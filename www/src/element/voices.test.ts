import { describe, expect, it } from "vitest";
import { draftOf, historyOf, voice } from "../score/index.ts";
import { line, scoreOf } from "../score/notation.ts";
import { stylePatch } from "./settings.ts";
import type { State } from "./store.ts";
import { Store } from "./store.ts";
import { ensembleOf, offeredVoices, swatchOf, voiceInitial, voiceTitle } from "./voices.ts";

function stateIn(style: string, patch: Partial<State> = {}): State {
  const { state } = new Store();
  return { ...state, settings: { ...state.settings, ...stylePatch(style) }, ...patch };
}

function drawn(state: State): readonly string[] {
  const ensemble = ensembleOf(state);
  return [...offeredVoices(state)].map(
    (each) => `${voiceInitial(ensemble, each)} ${voiceTitle(ensemble, each)}`,
  );
}

describe("the voices on offer", () => {
  it.each([
    ["hymn", ["S Soprano", "A Alto", "T Tenor", "B Bass"]],
    ["irish-dance", ["F Flute"]],
    ["keyboard", ["R1 Right hand 1", "R2 Right hand 2", "L1 Left hand 1", "L2 Left hand 2"]],
    ["band", ["M Melody", "C Chords", "S Second", "B Bass", "D Drums"]],
  ])("are those of the style: %s", (style, expected) => {
    expect(drawn(stateIn(style))).toEqual(expected);
  });

  it("are also those that have notes, and the one in hand", () => {
    const score = scoreOf(line("G4"), line("C3", voice(3), 9));
    const state = stateIn("irish-dance", { history: historyOf(draftOf(score)), voice: voice(1) });
    expect([...offeredVoices(state)].sort()).toEqual([0, 1, 3]);
  });

  it("show drums by a swatch of their own", () => {
    const state = stateIn("band");
    expect(swatchOf(ensembleOf(state), voice(4))).toBe("drums");
    expect(swatchOf(ensembleOf(state), voice(3))).toBe("3");
    expect(swatchOf(ensembleOf(stateIn("hymn")), voice(4))).toBe("4");
  });
});
