import { describe, expect, it } from "vitest";
import { EMPTY_SCORE, SOPRANO } from "../score/index.ts";
import { Capture, onGrid } from "./capture.ts";

function captured(act: (capture: Capture) => void): readonly (readonly number[])[] {
  const capture = new Capture(SOPRANO);
  act(capture);
  return capture.notes.map(({ pitch, onset, duration }) => [pitch, onset, duration]);
}

describe("notes from keys", () => {
  it("last from the press to the release", () => {
    const notes = captured((keys) => {
      keys.press(60, 80, 100);
      keys.press(64, 80, 200);
      keys.release(60, 500);
      keys.release(64, 700);
    });
    expect(notes).toEqual([
      [60, 100, 400],
      [64, 200, 500],
    ]);
  });

  it("are held by the pedal until it is let go, but not what is still pressed", () => {
    const notes = captured((keys) => {
      keys.pedal(true, 0);
      keys.press(60, 80, 0);
      keys.release(60, 100);
      keys.press(62, 80, 200);
      keys.pedal(false, 900);
      keys.release(62, 1000);
    });
    expect(notes).toEqual([
      [60, 0, 900],
      [62, 200, 800],
    ]);
  });

  it("begin anew where a key is struck again, and lose nothing at the end", () => {
    const notes = captured((keys) => {
      keys.press(60, 80, 0);
      keys.press(60, 80, 480);
      keys.finish(960);
      keys.release(60, 2000);
    });
    expect(notes).toEqual([
      [60, 0, 480],
      [60, 480, 480],
    ]);
  });
});

it("a grid moves onsets and ends, keeps all pitches and lets none overlap itself", () => {
  const capture = new Capture(SOPRANO);
  capture.press(60, 80, 13);
  capture.press(64, 80, 9);
  capture.release(60, 500);
  capture.release(64, 70);
  capture.press(60, 80, 470);
  capture.finish(1000);
  const notes = onGrid(EMPTY_SCORE, capture.notes, 240);
  expect(notes.map(({ pitch, onset, duration }) => [pitch, onset, duration])).toEqual([
    [60, 0, 480],
    [64, 0, 240],
    [60, 480, 480],
  ]);
});
