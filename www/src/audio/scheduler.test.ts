import { describe, expect, it } from "vitest";
import { EMPTY_SCORE, noteFrom, type Score, tick, withNotes } from "../score/index.ts";
import { type Command, type PlayOptions, Scheduler } from "./scheduler.ts";
import { seconds } from "./seconds.ts";

const ONCE: PlayOptions = { loop: null, hasMetronome: false };
/** At 60 quarters a minute a quarter lasts one second. */
const QUARTER = 480;

/** One note per entry: [onset, duration, pitch] in quarters and MIDI numbers; ids count from 1. */
function score(...notes: readonly (readonly [number, number, number])[]): Score {
  const made = notes.map(([onset, duration, pitch], index) =>
    noteFrom({
      id: index + 1,
      voice: 0,
      pitch,
      onset: onset * QUARTER,
      duration: duration * QUARTER,
      velocity: 80,
    }),
  );
  return withNotes({ ...EMPTY_SCORE, tempo: 60 }, made);
}

/** Keeps what a synth would keep, so that tests read what is heard and not how it was said. */
class Ear {
  readonly heard = new Map<string, { pitch: number; start: number; end: number }>();
  readonly clicks = new Map<string, number>();
  doubled = 0;

  take(commands: readonly Command[]): void {
    for (const command of commands) {
      if (command.kind === "start") {
        const { key, note, start, end } = command.cue;
        if (this.heard.has(key)) this.doubled += 1;
        this.heard.set(key, { pitch: note.pitch, start, end });
      } else if (command.kind === "end") {
        const sound = this.heard.get(command.key);
        if (sound) sound.end = command.at;
      } else if (command.kind === "cancel") {
        this.heard.delete(command.key);
        this.clicks.delete(command.key);
      } else {
        if (this.clicks.has(command.key)) this.doubled += 1;
        this.clicks.set(command.key, command.at);
      }
    }
  }

  /** [pitch, start, end] in order, rounded to microseconds. */
  sounds(): readonly (readonly number[])[] {
    const round = (value: number) => Math.round(value * 1e6) / 1e6;
    return [...this.heard.values()]
      .map(({ pitch, start, end }) => [pitch, round(start), round(end)])
      .sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0) || (a[0] ?? 0) - (b[0] ?? 0));
  }
}

/** Plays from `from` until `until` in steps of 25 ms with a look-ahead, changing things on the way. */
function play(options: {
  score: Score;
  from?: number;
  until: number;
  play?: PlayOptions;
  ahead?: number;
  change?: (at: number, scheduler: Scheduler, ear: Ear, score: Score) => Score;
}): { ear: Ear; scheduler: Scheduler } {
  const { from = 0, until, ahead = 0.15, change } = options;
  let { score } = options;
  const ear = new Ear();
  const start = tick(from * QUARTER);
  const scheduler = new Scheduler(score, start, seconds(0), options.play ?? ONCE);
  for (let step = 0; step * 0.025 <= until + 1e-9; step++) {
    const now = step * 0.025;
    if (change) score = change(now, scheduler, ear, score);
    ear.take(scheduler.advance(score, seconds(now), seconds(now + ahead)));
  }
  return { ear, scheduler };
}

/** A change that happens once, at the first step at or after a time. */
function once(at: number, change: (score: Score) => Score) {
  let isDone = false;
  return (now: number, _scheduler: Scheduler, _ear: Ear, score: Score) => {
    if (isDone || now < at - 1e-9) return score;
    isDone = true;
    return change(score);
  };
}

describe("a scheduler", () => {
  it("plays every note once, on time", () => {
    const { ear } = play({ score: score([0, 1, 60], [1, 0.5, 62], [1.5, 0.5, 64]), until: 3 });
    expect(ear.sounds()).toEqual([
      [60, 0, 1],
      [62, 1, 1.5],
      [64, 1.5, 2],
    ]);
    expect(ear.doubled).toBe(0);
  });

  it("plays hundreds of notes once each, whatever the step", () => {
    const many = score(...Array.from({ length: 400 }, (_, i) => [i / 24, 1 / 24, 60] as const));
    for (const ahead of [0.05, 0.15, 2.5]) {
      const { ear } = play({ score: many, until: 18, ahead });
      expect(ear.heard.size).toBe(400);
      expect(ear.doubled).toBe(0);
    }
  });

  it("takes up notes that are already sounding where it starts", () => {
    const { ear } = play({ score: score([0, 4, 60], [2, 1, 64]), from: 1, until: 4 });
    expect(ear.sounds()).toEqual([
      [60, 0, 3],
      [64, 1, 2],
    ]);
  });

  it("plays a loop again and again and cuts what rings over its end", () => {
    const loop = { start: tick(QUARTER), end: tick(2 * QUARTER) };
    const { ear } = play({
      // The last one begins where the loop ends, so it is not heard.
      score: score([0, 0.5, 60], [1, 2, 62], [2, 1, 64]),
      until: 3.5,
      play: { loop, hasMetronome: false },
    });
    expect(ear.sounds()).toEqual([
      [60, 0, 0.5],
      [62, 1, 2],
      [62, 2, 3],
      [62, 3, 4],
    ]);
  });

  it("leaves a loop that lies behind alone", () => {
    const loop = { start: tick(0), end: tick(QUARTER) };
    const { ear, scheduler } = play({
      score: score([0, 1, 60], [2, 1, 62]),
      from: 2,
      until: 2,
      play: { loop, hasMetronome: false },
    });
    expect(ear.sounds()).toEqual([[62, 0, 1]]);
    expect(scheduler.isOver(seconds(2))).toBe(true);
  });

  it("hears a note that is drawn ahead of the playhead, even inside the look-ahead", () => {
    const change = once(0.9, (old) =>
      withNotes(old, [
        ...old.notes,
        ...score([1, 1, 72]).notes.map((note) => noteFrom({ ...note, id: 9 })),
      ]),
    );
    const { ear } = play({ score: score([0, 4, 60]), until: 2, change });
    expect(ear.sounds()).toEqual([
      [60, 0, 4],
      [72, 1, 2],
    ]);
  });

  it("takes back a note that is removed inside the look-ahead", () => {
    const change = once(0.9, (old) =>
      withNotes(
        old,
        old.notes.filter(({ pitch }) => pitch !== 62),
      ),
    );
    const { ear } = play({ score: score([0, 2, 60], [1, 1, 62]), until: 2, change });
    expect(ear.sounds()).toEqual([[60, 0, 2]]);
  });

  it("ends a sounding note that is removed, and follows one that is lengthened", () => {
    const remove = once(0.5, (old) => withNotes(old, []));
    expect(play({ score: score([0, 2, 60]), until: 1, change: remove }).ear.sounds()).toEqual([
      [60, 0, 0.5],
    ]);
    const lengthen = once(0.5, () => score([0, 3, 60]));
    expect(play({ score: score([0, 2, 60]), until: 1, change: lengthen }).ear.sounds()).toEqual([
      [60, 0, 3],
    ]);
  });

  it("plays a sounding note again when it is moved ahead", () => {
    const change = once(0.5, () => score([2, 1, 60]));
    const { ear } = play({ score: score([0, 1, 60]), until: 3, change });
    expect(ear.sounds()).toEqual([
      [60, 0, 0.5],
      [60, 2, 3],
    ]);
  });

  it("loses and doubles nothing under an edit at every step", () => {
    const eighths = Array.from({ length: 64 }, (_, i) => [i / 8, 1 / 8, 48 + i] as const);
    const { ear } = play({
      score: score(...eighths),
      until: 9,
      change: (_now, _scheduler, _ear, old) => ({ ...old }),
    });
    expect(ear.sounds()).toEqual(eighths.map(([on, length, pitch]) => [pitch, on, on + length]));
    expect(ear.doubled).toBe(0);
  });

  it("changes tempo from where it is", () => {
    const change = once(1, (old) => ({ ...old, tempo: 120 }));
    const { ear, scheduler } = play({ score: score([0, 2, 60], [2, 2, 62]), until: 2, change });
    expect(ear.sounds()).toEqual([
      [60, 0, 1.5],
      [62, 1.5, 2.5],
    ]);
    expect(scheduler.tickAt(seconds(2))).toBe(3 * QUARTER);
  });

  it("says where the playhead is, also in a loop", () => {
    const loop = { start: tick(0), end: tick(QUARTER) };
    const { scheduler } = play({
      score: score([0, 1, 60]),
      until: 2.5,
      play: { loop, hasMetronome: false },
    });
    expect(scheduler.tickAt(seconds(2.5))).toBe(QUARTER / 2);
  });

  it("is over after the last note, and goes on when music arrives before that", () => {
    const change = once(0.95, () => score([0, 1, 60], [1, 1, 62]));
    const first = play({ score: score([0, 1, 60]), until: 1 });
    expect(first.scheduler.isOver(seconds(1))).toBe(true);
    const grown = play({ score: score([0, 1, 60]), until: 1.5, change });
    expect(grown.scheduler.isOver(seconds(1.5))).toBe(false);
    expect(grown.ear.sounds()).toEqual([
      [60, 0, 1],
      [62, 1, 2],
    ]);
  });

  it("clicks on every beat once, through edits", () => {
    const { ear } = play({
      score: score([0, 4, 60]),
      until: 4,
      play: { loop: null, hasMetronome: true },
      change: (_now, _scheduler, _ear, old) => ({ ...old }),
    });
    expect([...ear.clicks.values()].map((at) => Math.round(at * 1e6) / 1e6)).toEqual([0, 1, 2, 3]);
    expect(ear.doubled).toBe(0);
  });

  it("falls silent when it is stopped", () => {
    const { ear, scheduler } = play({ score: score([0, 2, 60], [1.1, 1, 62]), until: 1 });
    ear.take(scheduler.stop(seconds(1)));
    expect(ear.sounds()).toEqual([[60, 0, 1]]);
  });
});
