import { expect, test } from "vitest";
import type { Place } from "./places.ts";
import { headAt, neighbour, tickAt, xAt } from "./places.ts";

const ANCHORS = [
  { tick: 0, x: 100 },
  { tick: 480, x: 160 },
  { tick: 960, x: 260 },
];

test("a moment between two columns stands in proportion, outside them at the nearest", () => {
  expect([0, 240, 480, 720, 5000].map((tick) => xAt(ANCHORS, tick))).toEqual([
    100, 130, 160, 210, 260,
  ]);
  expect(xAt(ANCHORS, -10)).toBe(100);
  expect(xAt([], 0)).toBeNull();
});

test("a place leads to the nearest column, and the end of the last bar is none", () => {
  expect([0, 128, 135, 900].map((x) => tickAt(ANCHORS, x))).toEqual([0, 0, 480, 480]);
  expect(tickAt([], 5)).toBeNull();
});

test("a head is hit from a little beside it, the nearest one first, and not from far", () => {
  const head = (id: number, x: number, y: number) => ({
    id,
    bar: 0,
    part: 0,
    stem: null,
    written: {
      id,
      onset: 0,
      duration: 480,
      voice: "1",
      height: 0,
      tiesOn: false,
      tiesBack: false,
    },
    shapes: [],
    box: { x, y, width: 12, height: 10 } as DOMRectReadOnly,
  });
  const heads = [head(1, 100, 50), head(2, 100, 64)];
  expect(headAt({ heads }, 106, 55)?.id).toBe(1);
  expect(headAt({ heads }, 106, 63)?.id).toBe(2);
  expect(headAt({ heads }, 120, 55)?.id).toBe(1);
  expect(headAt({ heads }, 140, 55)).toBeNull();
});

test("arrows go through a line in time, and up and down through what begins together", () => {
  const place = (id: number, tick: number, part: number, height: number): Place => {
    return { id, tick, part, height, line: `${part}:1` };
  };
  const places = [place(1, 0, 0, 40), place(2, 480, 0, 41), place(3, 0, 1, 30), place(4, 0, 1, 28)];
  expect(neighbour(places, null, "ArrowRight")).toBe(1);
  expect(neighbour(places, 1, "ArrowRight")).toBe(2);
  expect(neighbour(places, 2, "ArrowRight")).toBeNull();
  expect(neighbour(places, 1, "ArrowDown")).toBe(3);
  expect(neighbour(places, 3, "ArrowDown")).toBe(4);
  expect(neighbour(places, 4, "ArrowUp")).toBe(3);
});
