// Plays a score: asks the scheduler what comes next and hands it to the synth, a little ahead of time.

import type { Note, Pitch, Score, Tick, TickRange, Velocity, Voice } from "../score/index.ts";
import { tick } from "../score/index.ts";
import { browserPorts } from "./browser-ports.ts";
import { tickLength } from "./clock.ts";
import { countIn } from "./metronome.ts";
import { type Mix, PLAIN_MIX } from "./mix.ts";
import { type Command, type PlayOptions, Scheduler } from "./scheduler.ts";
import { type Seconds, seconds } from "./seconds.ts";
import { type Playing, type Sound, soundOf } from "./sound.ts";
import type { Instrument, TransportPorts } from "./transport-ports.ts";

/** How often the transport looks, and how far ahead it schedules: longer than a page is busy at one stretch. */
const PUMP_MS = 25;
const LOOK_AHEAD = 0.6;
/** What has been told to a device at the end of a cable cannot be taken back. */
const GUEST_LOOK_AHEAD = 0.15;
/** Browsers let timers of hidden tabs run about once a second. */
const HIDDEN_LOOK_AHEAD = 2.5;
/** Between a click on Play and the first note: the sound card needs a moment to take it up. */
const START_DELAY = 0.04;
const PREVIEW_LENGTH = 0.4;
/** A key that nobody lets go of falls silent by itself. */
const LONGEST_PRESS = 60;

/** One player of one score. */
export class Transport {
  readonly #getScore: () => Score;
  readonly #ports: TransportPorts;
  readonly #target = new EventTarget();
  readonly #playing = new Map<string, Playing>();
  readonly #counting: Playing[] = [];
  #instrument: Instrument | null = null;
  /** Plays instead of the instrument, such as a device at the end of a cable. */
  #guest: Instrument | null = null;
  #scheduler: Scheduler | null = null;
  /** What is done once the instrument is here: of several wishes the last. */
  #waiting: (() => void) | null = null;
  /** Whether it is playing that is waited for. */
  #isStarting = false;
  #isDisposed = false;
  #closers: (() => void)[] = [];
  #options: PlayOptions = { loop: null, hasMetronome: false };
  #volume = 1;
  #mix: Mix = PLAIN_MIX;
  #tick: Tick = tick(0);

  constructor(getScore: () => Score, ports: TransportPorts = browserPorts()) {
    this.#getScore = getScore;
    this.#ports = ports;
  }

  get isPlaying(): boolean {
    return this.#scheduler !== null || this.#isStarting;
  }

  /** Where the playhead is: what is heard at this moment, or where playing last stopped. */
  get tick(): Tick {
    if (this.#scheduler !== null) this.#tick = this.#scheduler.tickAt(this.#heard());
    return this.#tick;
  }

  /** The place that is heard at a moment of the page's own clock, in milliseconds, such as that of an event. */
  tickAt(milliseconds: number): Tick {
    if (this.#scheduler === null) return this.#tick;
    const stamp = this.#ports.stamp();
    return this.#scheduler.tickAt(seconds(stamp.at + (milliseconds - stamp.milliseconds) / 1000));
  }

  /** Plays from a tick to the end, or round the loop; playing already, it jumps there. */
  play(fromTick: Tick, countInBars = 0): void {
    if (!this.#wake()) return;
    const wasPlaying = this.isPlaying;
    this.#silence();
    this.#close();
    this.#tick = fromTick;
    this.#closers.push(this.#ports.hold());
    if (!wasPlaying) this.#tell("state", true);
    this.#isStarting = true;
    this.#withInstrument(() => this.#begin(fromTick, countInBars));
  }

  /** Falls silent; the playhead stays. */
  stop(): void {
    this.#silence();
    this.#rest();
  }

  /** Plays a stretch again and again; null plays on to the end. */
  setLoop(loop: TickRange | null): void {
    this.#setOptions({ ...this.#options, loop });
  }

  /** Loudness, 0 to 1. */
  setVolume(volume: number): void {
    this.#volume = volume;
    this.#instrument?.setVolume(volume);
  }

  /** How the voices are balanced. */
  setMix(mix: Mix): void {
    this.#mix = mix;
    this.#instrument?.setMix(mix);
    if (this.isPlaying) this.#instrument?.prepare(this.#players());
  }

  /** Whether time goes on after the last note. */
  setEndless(isEndless: boolean): void {
    this.#setOptions({ ...this.#options, isEndless });
  }

  /** Lets something else play, such as a device at the end of a cable; null for the page itself. */
  setGuest(guest: Instrument | null): void {
    for (const playing of this.#playing.values()) playing.cancel();
    this.#guest = guest;
  }

  /** The moment of the page's own clock, in milliseconds, at which a time of the sound card is heard. */
  millisecondsAt(at: number): number {
    const stamp = this.#ports.stamp();
    return stamp.milliseconds + (at - stamp.at) * 1000;
  }

  setMetronome(hasMetronome: boolean): void {
    this.#setOptions({ ...this.#options, hasMetronome });
  }

  /** Hears the playhead move, once a frame. */
  onTick(listener: (tick: Tick) => void, signal: AbortSignal): void {
    this.#listen("tick", listener, signal);
  }

  /** Hears playing begin and end. */
  onState(listener: (isPlaying: boolean) => void, signal: AbortSignal): void {
    this.#listen("state", listener, signal);
  }

  /** Hears that what makes the sound could not be loaded. */
  onTrouble(listener: (isPlaying: boolean) => void, signal: AbortSignal): void {
    this.#listen("trouble", listener, signal);
  }

  /** Sounds one note at once, as when it is touched. */
  preview(pitch: Pitch, velocity: Velocity, voice: Voice): void {
    this.#strike({ pitch, velocity, voice }, PREVIEW_LENGTH);
  }

  /** Sounds a note until the answer is called, as long as a key is held. */
  press(pitch: Pitch, velocity: Velocity, voice: Voice): () => void {
    let isHeld = true;
    let playing: Playing | null = null;
    const release = () => playing?.endAt(this.#ports.now());
    this.#strike({ pitch, velocity, voice }, LONGEST_PRESS, (struck) => {
      playing = struck;
      if (!isHeld) release();
    });
    return () => {
      isHeld = false;
      release();
    };
  }

  /** Takes up an edit at once; without it the next look, some milliseconds later, does. */
  scoreChanged(): void {
    this.#pump();
  }

  /** Falls silent for good and lets go of the instrument. */
  dispose(): void {
    this.stop();
    this.#isDisposed = true;
    this.#waiting = null;
    this.#instrument?.dispose();
    this.#instrument = null;
  }

  #begin(fromTick: Tick, countInBars: number): void {
    this.#isStarting = false;
    // Before the clock is read: what takes its time must not eat the first notes.
    this.#player().prepare(this.#players());
    const score = this.#getScore();
    const clicks = countIn(score, fromTick, countInBars);
    // One counts in the tempo in which one is about to play.
    const perTick = tickLength(score, fromTick);
    const first = this.#ports.now() + START_DELAY;
    const startsAt = seconds(first - (clicks[0]?.tick ?? 0) * perTick);
    for (const click of clicks) {
      const at = startsAt + click.tick * perTick;
      this.#counting.push(this.#player().click(at, click.isDownbeat));
    }
    this.#scheduler = new Scheduler(score, fromTick, startsAt, this.#options);
    this.#closers.push(
      this.#ports.every(PUMP_MS, () => this.#pump()),
      this.#ports.onHide(() => this.#pump()),
      this.#ports.onFrame(() => this.#tell("tick", this.tick)),
    );
    this.#pump();
  }

  #pump(): void {
    const scheduler = this.#scheduler;
    if (scheduler === null) return;
    const now = this.#ports.now();
    const shown = this.#guest === null ? LOOK_AHEAD : GUEST_LOOK_AHEAD;
    const ahead = this.#ports.isHidden() ? HIDDEN_LOOK_AHEAD : shown;
    this.#do(scheduler.advance(this.#getScore(), now, seconds(now + ahead)));
    for (const key of this.#playing.keys()) if (!scheduler.knows(key)) this.#playing.delete(key);
    // What rings over the end of the piece, such as a cymbal, rings out.
    if (scheduler.isOver(this.#heard())) this.#rest();
  }

  /** Plays no further. */
  #rest(): void {
    if (!this.isPlaying) return;
    this.#tick = this.tick;
    this.#close();
    this.#tell("tick", this.#tick);
    this.#tell("state", false);
  }

  #setOptions(options: PlayOptions): void {
    this.#options = options;
    if (this.#scheduler === null) return;
    this.#do(this.#scheduler.setOptions(options, this.#ports.now()));
    this.#pump();
  }

  #do(commands: readonly Command[]): void {
    for (const command of commands) {
      switch (command.kind) {
        case "start": {
          const { key, note, start, end } = command.cue;
          const sound = soundOf(this.#getScore(), note, start, end);
          this.#playing.set(key, this.#player().play(sound));
          break;
        }
        case "click":
          this.#playing.set(command.key, this.#player().click(command.at, command.isDownbeat));
          break;
        case "end":
          this.#playing.get(command.key)?.endAt(command.at);
          break;
        case "cancel":
          this.#playing.get(command.key)?.cancel();
          this.#playing.delete(command.key);
          break;
        default:
          command satisfies never;
      }
    }
  }

  #silence(): void {
    for (const click of this.#counting.splice(0)) click.cancel();
    if (this.#scheduler !== null) this.#do(this.#scheduler.stop(this.#ports.now()));
  }

  #close(): void {
    this.#scheduler = null;
    this.#isStarting = false;
    this.#waiting = null;
    this.#playing.clear();
    for (const close of this.#closers.splice(0)) close();
  }

  #heard(): Seconds {
    return seconds(this.#ports.now() - this.#ports.latency());
  }

  #strike(
    note: Pick<Note, "pitch" | "velocity" | "voice">,
    length: number,
    struck: (playing: Playing) => void = () => {},
  ): void {
    if (!this.#wake()) return;
    const act = () => {
      const start = this.#ports.now();
      struck(this.#player().play(soundOf(this.#getScore(), note, start, start + length)));
    };
    // What is touched while the instrument is on its way is heard when it comes, unless playing is waited for.
    if (!this.#isStarting) this.#withInstrument(act);
  }

  /** Wakes the sound card; false, after a word about it, where the browser has none. */
  #wake(): boolean {
    try {
      this.#ports.wake();
      return true;
    } catch {
      this.#tell("trouble", false);
      return false;
    }
  }

  /** Acts as soon as there is an instrument. */
  #withInstrument(act: () => void): void {
    if (this.#instrument !== null) return act();
    const found = this.#ports.instrument();
    if (!(found instanceof Promise)) {
      this.#take(found);
      return act();
    }
    this.#waiting = act;
    found.then(
      (instrument) => {
        if (this.#instrument !== null || this.#isDisposed) instrument.dispose();
        else this.#take(instrument);
        if (this.#waiting !== act) return;
        this.#waiting = null;
        act();
      },
      () => {
        if (this.#waiting !== act) return;
        this.#rest();
        this.#tell("trouble", false);
      },
    );
  }

  #take(instrument: Instrument): void {
    this.#instrument = instrument;
    instrument.setVolume(this.#volume);
    instrument.setMix(this.#mix);
  }

  #player(): Instrument {
    const player = this.#guest ?? this.#instrument;
    if (player === null)
      throw new Error("invariant: nothing is played before the instrument is here");
    return player;
  }

  /** What plays the score; null for voices that no part names. */
  #players(): readonly Sound["part"][] {
    const { parts, notes } = this.#getScore();
    const named = new Set(parts.flatMap(({ voices }) => voices));
    return notes.some(({ voice }) => !named.has(voice)) ? [...parts, null] : parts;
  }

  #tell(name: string, detail: Tick | boolean): void {
    this.#target.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #listen<Detail>(name: string, listener: (detail: Detail) => void, signal: AbortSignal): void {
    const relay = (event: Event) => {
      if (event instanceof CustomEvent) listener(event.detail);
    };
    this.#target.addEventListener(name, relay, { signal });
  }
}
