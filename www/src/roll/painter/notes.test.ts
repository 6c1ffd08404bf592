import { describe, expect, it } from "vitest";
import type { Note } from "../../score/index.ts";
import { duration, EMPTY_SCORE, noteId, pitch, tick, velocity, voice } from "../../score/index.ts";
import type { Scene } from "../scene.ts";
import { contentOf, VIEWPORT } from "../test-kit.ts";
import { yOf } from "../viewport.ts";
import type { Brush } from "./layer.ts";
import { paintNotes } from "./notes.ts";
import type { Palette } from "./palette.ts";

const BODY = "body";
const palette = new Proxy({} as Palette, {
  get: (_, name) => (name === "voices" ? [] : name === "otherVoice" ? { fill: "fill" } : name),
});

/** What is filled in the colour of bodies: from where to where, in the order of painting. */
function bodiesOf(notes: readonly Note[], current: number): { top: number; bottom: number }[] {
  const bodies: { top: number; bottom: number }[] = [];
  let path: number[] = [];
  let style = "";
  const touch = (_x: number, y: number): void => void path.push(y);
  const methods: Readonly<Record<string, (...numbers: number[]) => void>> = {
    beginPath: () => {
      path = [];
    },
    moveTo: touch,
    lineTo: touch,
    fill: () => {
      if (style === BODY) bodies.push({ top: Math.min(...path), bottom: Math.max(...path) });
    },
  };
  const brush = new Proxy({} as Brush, {
    get: (_, name) => methods[String(name)] ?? (() => undefined),
    set: (_, name, value) => {
      if (name === "fillStyle") style = value;
      return true;
    },
  });
  const scene = {
    ...contentOf({ ...EMPTY_SCORE, notes }, { voice: voice(current) }),
    viewport: VIEWPORT,
    drag: null,
    equipment: null,
  } as Scene;
  paintNotes(brush, scene, palette);
  return bodies;
}

function note(id: number, of: number, onset = 0): Note {
  return {
    id: noteId(id),
    voice: voice(of),
    pitch: pitch(72),
    onset: tick(onset),
    duration: duration(960),
    velocity: velocity(90),
  };
}

describe("notes of two voices in unison", () => {
  const top = yOf(VIEWPORT, 72);
  const middle = top + VIEWPORT.rowHeight / 2;

  it("are both seen: the one on top takes the half of its voice", () => {
    const notes = [note(1, 0), note(2, 1)];
    const [below, above] = bodiesOf(notes, 0);
    expect(below?.bottom).toBeGreaterThan(middle + 2);
    expect(above?.bottom).toBeCloseTo(middle);
    expect(above?.top).toBe(below?.top);
    const [other, lower] = bodiesOf(notes, 1);
    expect(lower?.top).toBeCloseTo(middle);
    expect(lower?.bottom).toBe(other?.bottom);
  });

  it("leave others whole: of one voice, or begun at another time", () => {
    for (const notes of [
      [note(1, 0), note(2, 0)],
      [note(1, 0), note(2, 1, 480)],
    ]) {
      const [one, other] = bodiesOf(notes, 0);
      expect(one).toEqual(other);
    }
  });
});
