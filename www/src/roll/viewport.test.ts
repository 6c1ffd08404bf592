import { describe, expect, it } from "vitest";
import { tick } from "../score/index.ts";
import type { Viewport } from "./viewport.ts";
import {
  FIRST_VIEWPORT,
  fittedTo,
  following,
  pitchAt,
  pixels,
  revealed,
  revealedRange,
  scrolled,
  tickAt,
  trailing,
  visiblePitches,
  visibleRange,
  xOf,
  yOf,
  zoomedInPitch,
  zoomedInTime,
} from "./viewport.ts";

const viewport: Viewport = {
  ...FIRST_VIEWPORT,
  width: pixels(1000),
  height: pixels(500),
  gutter: pixels(50),
  ruler: pixels(28),
};

describe("coordinates", () => {
  it("go from music to the screen and back", () => {
    for (const at of [0, 1, 480, 1920, 7777]) {
      expect(tickAt(viewport, xOf(viewport, at))).toBe(at);
    }
    for (const pitch of [30, 60, 61, 84]) {
      const middle = pixels(yOf(viewport, pitch) + viewport.rowHeight / 2);
      expect(pitchAt(viewport, middle)).toBe(pitch);
    }
  });

  it("count the edges of a row as its own or the next, never as none", () => {
    const top = yOf(viewport, 60);
    expect(pitchAt(viewport, pixels(top + 0.01))).toBe(60);
    expect(pitchAt(viewport, pixels(top + viewport.rowHeight - 0.01))).toBe(60);
    expect(pitchAt(viewport, pixels(top - 0.01))).toBe(61);
  });
});

describe("zooming", () => {
  it.each([0.5, 0.9, 1.1, 3])("keeps what lies under the pointer, by %d", (factor) => {
    // Far enough from the start of the piece that no view is stopped there.
    const inside = scrolled(viewport, 5000, 0);
    const x = pixels(600);
    expect(tickAt(zoomedInTime(inside, factor, x), x)).toBe(tickAt(inside, x));
    const y = pixels(300);
    expect(pitchAt(zoomedInPitch(inside, factor, y), y)).toBe(pitchAt(inside, y));
  });

  it("stops before notes vanish or fill the window", () => {
    const far = zoomedInTime(viewport, 1e-9, pixels(600));
    const near = zoomedInTime(viewport, 1e9, pixels(600));
    expect(far.quarterWidth).toBeGreaterThan(0);
    expect(near.quarterWidth).toBeLessThan(1000);
  });
});

describe("scrolling", () => {
  it("stops at the start of the piece and at the ends of the piano", () => {
    const left = scrolled(viewport, -1e6, 0);
    expect(xOf(left, 0)).toBeGreaterThan(left.gutter);
    expect(visiblePitches(scrolled(viewport, 0, -1e6)).highest).toBe(127);
    expect(visiblePitches(scrolled(viewport, 0, 1e6)).lowest).toBe(0);
  });
});

describe("fitting", () => {
  it("shows the whole stretch and every pitch", () => {
    const range = { start: tick(0), end: tick(1920 * 400) };
    const fitted = fittedTo(viewport, range, 40, 80);
    const seen = visibleRange(fitted);
    expect(seen.start).toBeLessThanOrEqual(0);
    expect(seen.end).toBeGreaterThanOrEqual(range.end);
    const { lowest, highest } = visiblePitches(fitted);
    expect(lowest).toBeLessThanOrEqual(40);
    expect(highest).toBeGreaterThanOrEqual(80);
  });
});

describe("following", () => {
  it("stays still while the playhead is seen", () => {
    expect(following(viewport, 960)).toBe(viewport);
    expect(revealed(viewport, 960, 70)).toBe(viewport);
  });

  it("turns the page when the playhead leaves", () => {
    const turned = following(viewport, 48_000);
    const x = xOf(turned, 48_000);
    expect(x).toBeGreaterThan(turned.gutter);
    expect(x).toBeLessThan(turned.width / 4);
  });

  it("keeps paper in front of the pen", () => {
    const moved = trailing(viewport, 20_000);
    expect(xOf(moved, 20_000)).toBeLessThan(moved.width * 0.9);
  });

  it("shows a whole answer, or its start when it is too long", () => {
    const short = revealedRange(viewport, { start: tick(9000), end: tick(12_000) }, 60);
    expect(xOf(short, 9000)).toBeGreaterThan(short.gutter);
    expect(xOf(short, 12_000)).toBeLessThanOrEqual(short.width);
    const long = revealedRange(viewport, { start: tick(9000), end: tick(99_000) }, 60);
    expect(xOf(long, 9000)).toBeLessThan(long.gutter + 20);
  });
});
