// Decides what sounds when. Pure: the clock is an argument, the answer is a list of commands.

import type { Note, Score, Tick, TickRange } from "../score/index.ts";
import { noteEnd, notesIn, scoreEnd, tick } from "../score/index.ts";
import { placeAt, secondsAt } from "./clock.ts";
import { clicksIn } from "./metronome.ts";
import { type Seconds, seconds } from "./seconds.ts";

/** A note with its place on the clock. */
export interface Cue {
  /** Names one sounding of one note: the same note sounds again in the next pass of a loop. */
  readonly key: string;
  readonly note: Note;
  readonly start: Seconds;
  readonly end: Seconds;
}

/** What the synth has to do. */
export type Command =
  | { readonly kind: "start"; readonly cue: Cue }
  /** Changes when a sound ends, which may be at once. */
  | { readonly kind: "end"; readonly key: string; readonly at: Seconds }
  /** Takes back a sound that has not begun. */
  | { readonly kind: "cancel"; readonly key: string }
  | {
      readonly kind: "click";
      readonly key: string;
      readonly at: Seconds;
      readonly isDownbeat: boolean;
    };

/** How the score is played. */
export interface PlayOptions {
  readonly loop: TickRange | null;
  readonly hasMetronome: boolean;
  /** Whether time goes on after the last note, as it does for who plays along. */
  readonly isEndless?: boolean;
}

/** A stretch of the clock in which one score is played on, at its tempi. */
interface Segment {
  readonly seconds: number;
  readonly tick: number;
  readonly score: Score;
  /** How many times the loop has come round. */
  readonly pass: number;
}

/** Shorter loops than a sixty-fourth note would be a buzz. */
const SHORTEST_LOOP = 30;
/** Differences below this are rounding. */
const EPSILON = 1e-6;
/** How long a cue is remembered after it has begun, so that it is not begun twice. */
const MEMORY = 1;

/** One playing of a score, from a start until it stops. */
export class Scheduler {
  #score: Score;
  #options: PlayOptions;
  #segments: Segment[];
  /** Everything that begins before this tick has been scheduled. */
  #cursor: number;
  readonly #cues = new Map<string, Cue>();
  readonly #clicks = new Map<string, number>();
  readonly #chased: Command[];

  constructor(score: Score, from: Tick, startsAt: Seconds, options: PlayOptions) {
    this.#score = score;
    this.#options = options;
    this.#cursor = from;
    this.#segments = [{ seconds: startsAt, tick: from, score, pass: 0 }];
    // Notes that are already sounding where playing begins.
    const sounding = notesIn(score, { start: from, end: tick(from + 1) });
    this.#chased = sounding.filter((note) => note.onset < from).map((note) => this.#start(note));
  }

  /** What to do so that everything until `until` is scheduled; takes up changes of the score. */
  advance(score: Score, now: Seconds, until: Seconds): readonly Command[] {
    const commands = this.#chased.splice(0);
    if (score !== this.#score) commands.push(...this.#replan(score, now));
    this.#forget(now);
    while (true) {
      const segment = this.#lastSegment();
      const limit = placeIn(segment, until);
      const loop = this.#activeLoop();
      const isEndless = this.#options.isEndless === true;
      const boundary = loop?.end ?? (isEndless ? limit : scoreEnd(score));
      const stop = Math.min(limit, boundary);
      if (stop > this.#cursor) {
        commands.push(...this.#span(this.#cursor, stop));
        this.#cursor = stop;
      }
      if (loop === null || stop < loop.end) return commands;
      this.#segments.push({
        seconds: this.#secondsOf(loop.end),
        tick: loop.start,
        score,
        pass: segment.pass + 1,
      });
      this.#cursor = loop.start;
    }
  }

  /** Plays on in another way from now. */
  setOptions(options: PlayOptions, now: Seconds): readonly Command[] {
    this.#options = options;
    return this.#replan(this.#score, now);
  }

  /** Where the playhead is. */
  tickAt(now: Seconds): Tick {
    const { position } = this.#placeAt(now);
    const isOpen = this.#activeLoop() !== null || this.#options.isEndless === true;
    return tick(isOpen ? position : Math.min(position, this.#lastTick()));
  }

  /** Whether everything has been played to its end. */
  isOver(now: Seconds): boolean {
    if (this.#activeLoop() !== null || this.#options.isEndless === true) return false;
    return this.#cursor >= scoreEnd(this.#score) && now >= this.#secondsOf(this.#lastTick());
  }

  /** Whether a sound or click can still be changed; what has long been over is forgotten. */
  knows(key: string): boolean {
    return this.#cues.has(key) || this.#clicks.has(key);
  }

  /** Commands that make everything silent. */
  stop(now: Seconds): readonly Command[] {
    const commands = [...this.#cues.values()].map((cue): Command => {
      if (cue.start > now) return { kind: "cancel", key: cue.key };
      return { kind: "end", key: cue.key, at: now };
    });
    for (const [key, at] of this.#clicks) if (at > now) commands.push({ kind: "cancel", key });
    this.#cues.clear();
    this.#clicks.clear();
    return commands;
  }

  /** Notes and clicks that begin in a stretch of the last segment. */
  #span(from: number, to: number): readonly Command[] {
    const range = { start: tick(Math.floor(from)), end: tick(Math.ceil(to)) };
    const commands = notesIn(this.#score, range)
      .filter((note) => note.onset >= from && note.onset < to && !this.#cues.has(this.#key(note)))
      .map((note) => this.#start(note));
    if (!this.#options.hasMetronome) return commands;
    const { pass } = this.#lastSegment();
    for (const click of clicksIn(this.#score, from, to)) {
      const key = `${pass}:click:${click.tick}`;
      if (this.#clicks.has(key)) continue;
      const at = this.#secondsOf(click.tick);
      this.#clicks.set(key, at);
      commands.push({ kind: "click", key, at, isDownbeat: click.isDownbeat });
    }
    return commands;
  }

  #start(note: Note): Command {
    const { seconds: earliest } = this.#lastSegment();
    const start = seconds(Math.max(earliest, this.#secondsOf(note.onset)));
    const cue = { key: this.#key(note), note, start, end: this.#endOf(note) };
    this.#cues.set(cue.key, cue);
    return { kind: "start", cue };
  }

  /** Starts a new segment now, keeps what still holds and takes back the rest. */
  #replan(score: Score, now: Seconds): Command[] {
    const { segment, position } = this.#placeAt(now);
    this.#score = score;
    this.#segments = this.#segments.filter((other) => other.seconds <= segment.seconds);
    this.#segments.push({
      seconds: Math.max(now, segment.seconds),
      tick: position,
      score,
      pass: segment.pass,
    });
    // One tick back: rounding may not lose a note that begins exactly now; its key keeps it from doubling.
    this.#cursor = Math.max(segment.tick, position - 1);
    const notes = new Map(score.notes.map((note) => [note.id, note]));
    const commands = [...this.#cues.values()].flatMap((cue) => {
      return this.#revise(cue, notes.get(cue.note.id), now);
    });
    for (const [key, at] of this.#clicks) {
      if (at <= now) continue;
      this.#clicks.delete(key);
      commands.push({ kind: "cancel", key });
    }
    return commands;
  }

  /** What becomes of a scheduled sound when the score or the tempo has changed. */
  #revise(cue: Cue, note: Note | undefined, now: Seconds): readonly Command[] {
    const { key } = cue;
    const isSame = note !== undefined && isSameSound(cue.note, note) && key === this.#key(note);
    if (cue.start > now) {
      const isInTime = isSame && Math.abs(this.#secondsOf(note.onset) - cue.start) < EPSILON;
      if (!isInTime) {
        this.#cues.delete(key);
        return [{ kind: "cancel", key }];
      }
    } else if (cue.end <= now) return [];
    const end = isSame ? seconds(Math.max(now, this.#endOf(note))) : now;
    this.#cues.set(key, { ...cue, end });
    return Math.abs(end - cue.end) < EPSILON ? [] : [{ kind: "end", key, at: end }];
  }

  #key(note: Note): string {
    return `${this.#lastSegment().pass}:${note.id}:${note.onset}`;
  }

  /** When a note ends; a loop cuts what would ring over its end. */
  #endOf(note: Note): Seconds {
    const loop = this.#activeLoop();
    return this.#secondsOf(loop === null ? noteEnd(note) : Math.min(noteEnd(note), loop.end));
  }

  #secondsOf(at: number): Seconds {
    const { seconds: start, tick: first, score } = this.#lastSegment();
    return seconds(start + secondsAt(score, at) - secondsAt(score, first));
  }

  #lastSegment(): Segment {
    const segment = this.#segments.at(-1);
    if (segment === undefined) throw new Error("invariant: there is always a segment");
    return segment;
  }

  #placeAt(now: Seconds): { readonly segment: Segment; readonly position: number } {
    const [first, ...rest] = this.#segments;
    if (first === undefined) throw new Error("invariant: there is always a segment");
    const segment = rest.findLast((other) => other.seconds <= now) ?? first;
    return { segment, position: placeIn(segment, Math.max(now, segment.seconds)) };
  }

  /** The loop, unless it is degenerate or the playhead has already left it behind. */
  #activeLoop(): TickRange | null {
    const { loop } = this.#options;
    if (loop === null || loop.end - loop.start < SHORTEST_LOOP) return null;
    return this.#lastSegment().tick < loop.end ? loop : null;
  }

  #lastTick(): number {
    const { tick: first } = this.#lastSegment();
    return Math.max(first, scoreEnd(this.#score));
  }

  #forget(now: Seconds): void {
    const current = this.#placeAt(now).segment;
    this.#segments = this.#segments.filter((segment) => segment.seconds >= current.seconds);
    for (const [key, cue] of this.#cues) {
      if (Math.max(cue.end, cue.start + MEMORY) < now) this.#cues.delete(key);
    }
    for (const [key, at] of this.#clicks) if (at + MEMORY < now) this.#clicks.delete(key);
  }
}

/** Where a segment is at a moment. */
function placeIn({ seconds: start, tick: first, score }: Segment, at: number): number {
  return placeAt(score, secondsAt(score, first) + at - start);
}

/** Whether two versions of a note begin with the same sound. */
function isSameSound(a: Note, b: Note): boolean {
  return a.pitch === b.pitch && a.velocity === b.velocity && a.voice === b.voice;
}
