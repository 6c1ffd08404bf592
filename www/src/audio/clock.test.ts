import { describe, expect, it } from "vitest";
import { EMPTY_SCORE, noteFrom, type Score, tempiFrom, tick, withNotes } from "../score/index.ts";
import { placeAt, secondsAt, tickAt, tickLength } from "./clock.ts";
import { type Command, Scheduler } from "./scheduler.ts";
import { seconds } from "./seconds.ts";

/** Numbers that look random and are the same every day. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Half a minute of held notes over a tempo that changes every few hundred ticks, as somebody's hands had it. */
function rubato(): Score {
  const die = dice(5);
  const tempoChanges = Array.from({ length: 60 }, (_, index) => ({
    tick: 1 + index * 400 + Math.floor(300 * die()),
    tempo: 30 + 200 * die(),
  }));
  const notes = Array.from({ length: 40 }, (_, index) =>
    noteFrom({
      id: index + 1,
      voice: index % 4,
      pitch: 60 + (index % 12),
      onset: Math.floor(index * 600 * (0.5 + die() / 2)),
      duration: 200 + Math.floor(3000 * die()),
      velocity: 80,
    }),
  );
  return withNotes({ ...EMPTY_SCORE, ...tempiFrom({ tempo: 96, tempoChanges }) }, notes);
}

/** The same, counted tick by tick: a slow way that cannot be wrong. */
function countedSeconds({ tempo, tempoChanges }: Score, to: number): number {
  const changes = new Map<number, number>(tempoChanges.map((each) => [each.tick, each.tempo]));
  let now = tempo;
  let sum = 0;
  for (let at = 0; at < to; at++) {
    now = changes.get(at) ?? now;
    sum += 60 / (now * 480);
  }
  return sum;
}

describe("the clock", () => {
  const score = rubato();

  it("agrees with counting every tick", () => {
    for (let at = 0; at < 26_000; at += 371) {
      expect(secondsAt(score, at)).toBeCloseTo(countedSeconds(score, at), 9);
    }
  });

  it("finds every tick again, and places between ticks", () => {
    for (let at = 0; at < 26_000; at += 7) {
      expect(tickAt(score, secondsAt(score, at))).toBe(at);
      expect(placeAt(score, secondsAt(score, at + 0.4))).toBeCloseTo(at + 0.4, 6);
    }
  });

  it("changes the tempo at the tick of a change, and no tick earlier", () => {
    const plain = { tempo: 60, tempoChanges: [{ tick: tick(480), tempo: 120 }] };
    expect([0, 480, 960].map((at) => secondsAt(plain, at))).toEqual([0, 1, 1.5]);
    expect([0.5, 1, 1.25].map((at) => placeAt(plain, at))).toEqual([240, 480, 720]);
    expect([479, 480].map((at) => 480 * tickLength(plain, at))).toEqual([1, 0.5]);
  });

  it("goes on before the beginning and after the last change as it goes there", () => {
    const plain = { tempo: 60, tempoChanges: [{ tick: tick(480), tempo: 120 }] };
    expect([-480, 4800].map((at) => secondsAt(plain, at))).toEqual([-1, 5.5]);
    expect([-1, 5.5].map((at) => placeAt(plain, at))).toEqual([-480, 4800]);
  });

  it("has no more than one tempo where none is said to change", () => {
    expect(secondsAt({ tempo: 120, tempoChanges: [] }, 4800)).toBe(5);
  });

  it("is quick where a file brought thousands of changes", () => {
    const tempoChanges = Array.from({ length: 20_000 }, (_, index) => ({
      tick: tick(10 * (index + 1)),
      tempo: 60 + (index % 90),
    }));
    const long = { tempo: 90, tempoChanges };
    const began = performance.now();
    for (let at = 0; at < 200_000; at++) secondsAt(long, at);
    // Looked up one after the other it would be two thousand million steps.
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe("a scheduler over changes of tempo", () => {
  const score = rubato();

  /** Hands the scheduler the clock in steps of 25 ms, as the transport does. */
  function played(from: number, until: number, startsAt: number): readonly Command[] {
    const options = { loop: null, hasMetronome: true };
    const scheduler = new Scheduler(score, tick(from), seconds(startsAt), options);
    const commands: Command[] = [];
    for (let now = startsAt; now < until; now += 0.025) {
      commands.push(...scheduler.advance(score, seconds(now), seconds(now + 0.15)));
      const place = scheduler.tickAt(seconds(now));
      if (place < 20_000) {
        const heard = countedSeconds(score, place) - countedSeconds(score, from);
        // A playhead is on a whole tick, which lasts 4 ms at the slowest of these tempi.
        expect(Math.abs(startsAt + heard - now)).toBeLessThan(0.0025);
      }
    }
    return commands;
  }

  it.each([0, 5_003])("begins and ends every note and click in time from tick %d", (from) => {
    const commands = played(from, 60, 2.5);
    const zero = 2.5 - countedSeconds(score, from);
    const cues = commands.flatMap((each) => (each.kind === "start" ? [each.cue] : []));
    const expected = score.notes.filter(({ onset, duration }) => onset + duration > from);
    expect(cues).toHaveLength(expected.length);
    let held = 0;
    for (const { note, start, end } of cues) {
      const onset = Math.max(from, note.onset);
      const last = note.onset + note.duration;
      held += score.tempoChanges.some((each) => each.tick > onset && each.tick < last) ? 1 : 0;
      expect(Math.abs(start - zero - countedSeconds(score, onset))).toBeLessThan(1e-6);
      expect(Math.abs(end - zero - countedSeconds(score, last))).toBeLessThan(1e-6);
    }
    // Most of them are held over a change.
    expect(held).toBeGreaterThan(cues.length / 2);
    const clicks = commands.flatMap((each) => (each.kind === "click" ? [each.at] : []));
    const first = Math.ceil(from / 480);
    expect(clicks.length).toBeGreaterThan(30);
    for (const [index, at] of clicks.entries()) {
      const counted = countedSeconds(score, 480 * (first + index));
      expect(Math.abs(at - zero - counted)).toBeLessThan(1e-6);
    }
  });

  it("goes round a loop that a change lies in", () => {
    const tempoChanges = [{ tick: tick(480), tempo: 120 }];
    const note = noteFrom({ id: 1, voice: 0, pitch: 60, onset: 480, duration: 480, velocity: 80 });
    const plain = withNotes({ ...EMPTY_SCORE, tempo: 60, tempoChanges }, [note]);
    const loop = { start: tick(0), end: tick(960) };
    const options = { loop, hasMetronome: false };
    const scheduler = new Scheduler(plain, tick(0), seconds(0), options);
    const commands = scheduler.advance(plain, seconds(0), seconds(5.9));
    const starts = commands.flatMap((each) => (each.kind === "start" ? [each.cue.start] : []));
    expect(starts).toEqual([1, 2.5, 4, 5.5]);
  });

  it("takes up a change that is made while a note sounds", () => {
    const note = noteFrom({ id: 1, voice: 0, pitch: 60, onset: 0, duration: 960, velocity: 80 });
    const plain = withNotes({ ...EMPTY_SCORE, tempo: 60 }, [note]);
    const options = { loop: null, hasMetronome: false };
    const scheduler = new Scheduler(plain, tick(0), seconds(0), options);
    scheduler.advance(plain, seconds(0), seconds(0.15));
    const slower = { ...plain, tempoChanges: [{ tick: tick(480), tempo: 30 }] };
    const commands = scheduler.advance(slower, seconds(0.5), seconds(0.65));
    expect(commands).toEqual([{ kind: "end", key: "0:1:0", at: 3 }]);
    expect(scheduler.tickAt(seconds(2))).toBe(720);
    expect(scheduler.isOver(seconds(2.9))).toBe(false);
    scheduler.advance(slower, seconds(2.9), seconds(3.05));
    expect(scheduler.isOver(seconds(3))).toBe(true);
  });
});
