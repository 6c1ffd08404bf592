// Notes from keys: what was pressed and let go, by ticks; with a pedal that holds, and afterwards on a grid.

import type { NewNote, Pitch, Score, Tick, Voice } from "../score/index.ts";
import { duration, gridNear, pitch, tick, velocity } from "../score/index.ts";

interface Held {
  readonly onset: number;
  readonly velocity: number;
  readonly isOnlyPedal: boolean;
}

/** Shorter notes are slips, but they are notes. */
const SHORTEST = 30;

/** Turns presses and releases into notes of one voice. */
export class Capture {
  readonly voice: Voice;
  readonly #held = new Map<number, Held>();
  #notes: NewNote[] = [];
  #isPedalDown = false;

  constructor(voice: Voice) {
    this.voice = voice;
  }

  /** The notes that are over, in the order of their ends. */
  get notes(): readonly NewNote[] {
    return this.#notes;
  }

  /** Whether a key or the pedal holds a note. */
  get isHolding(): boolean {
    return this.#held.size > 0;
  }

  press(key: number, force: number, at: number): void {
    this.#end(key, at);
    this.#held.set(key, { onset: at, velocity: force, isOnlyPedal: false });
  }

  release(key: number, at: number): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    if (this.#isPedalDown) this.#held.set(key, { ...held, isOnlyPedal: true });
    else this.#end(key, at);
  }

  pedal(isDown: boolean, at: number): void {
    this.#isPedalDown = isDown;
    if (isDown) return;
    for (const [key, { isOnlyPedal }] of [...this.#held]) if (isOnlyPedal) this.#end(key, at);
  }

  /** Ends all that is held. */
  finish(at: number): void {
    this.#isPedalDown = false;
    for (const key of [...this.#held.keys()]) this.#end(key, at);
  }

  /** The notes so far, which are then forgotten. */
  take(): readonly NewNote[] {
    const notes = this.#notes;
    this.#notes = [];
    return notes;
  }

  #end(key: number, at: number): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    // In a loop the end may lie before the beginning: then it rang to the loop's end, or nearly.
    const length = at > held.onset ? at - held.onset : SHORTEST;
    this.#notes.push({
      voice: this.voice,
      pitch: pitch(key),
      onset: tick(held.onset),
      duration: duration(Math.max(SHORTEST, length)),
      velocity: velocity(held.velocity),
    });
  }
}

/** Notes moved to the nearest lines of a grid, ends too; none becomes shorter than a step. */
export function onGrid(score: Score, notes: readonly NewNote[], grid: number): readonly NewNote[] {
  const step = duration(grid);
  const all = notes.map((note) => {
    const onset = gridNear(score, note.onset, step);
    const end = gridNear(score, tick(note.onset + note.duration), step);
    return { ...note, onset, duration: duration(Math.max(step, end - onset)) };
  });
  return withoutOverlaps(all);
}

/** Where a pitch is struck again, it ends; of two that begin together the longer stays. */
function withoutOverlaps(notes: readonly NewNote[]): readonly NewNote[] {
  const sorted = notes.toSorted((a, b) => a.onset - b.onset || b.duration - a.duration);
  const last = new Map<Pitch, number>();
  const kept: NewNote[] = [];
  for (const note of sorted) {
    const index = last.get(note.pitch);
    const before = index === undefined ? undefined : kept[index];
    if (index !== undefined && before !== undefined) {
      if (before.onset === note.onset) continue;
      const room = note.onset - before.onset;
      if (before.duration > room) kept[index] = { ...before, duration: duration(room) };
    }
    last.set(note.pitch, kept.length);
    kept.push(note);
  }
  return kept;
}

/** The first tick of the first note and the last of the last; null for none. */
export function extentOf(notes: readonly NewNote[]): { start: Tick; end: Tick } | null {
  if (notes.length === 0) return null;
  const start = Math.min(...notes.map(({ onset }) => onset));
  const end = Math.max(...notes.map((note) => note.onset + note.duration));
  return { start: tick(start), end: tick(end) };
}
