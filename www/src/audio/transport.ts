// Plays a score: asks the scheduler what comes next and hands it to the synth, a little ahead of time.

import type { Pitch, Score, Tick, TickRange, Velocity, Voice } from "../score/index.ts";
import { tick } from "../score/index.ts";
import { browserPorts } from "./browser-ports.ts";
import { type Command, type PlayOptions, Scheduler } from "./scheduler.ts";
import { type Seconds, seconds } from "./seconds.ts";
import { type Playing, soundOf } from "./sound.ts";
import type { Instrument, TransportPorts } from "./transport-ports.ts";

/** How often the transport looks, and how far ahead it schedules. */
const PUMP_MS = 25;
const LOOK_AHEAD = 0.15;
/** Browsers let timers of hidden tabs run about once a second. */
const HIDDEN_LOOK_AHEAD = 2.5;
/** Between a click on Play and the first note: the sound card needs a moment to take it up. */
const START_DELAY = 0.04;
const PREVIEW_LENGTH = 0.4;

/** One player of one score. */
export class Transport {
  readonly #getScore: () => Score;
  readonly #ports: TransportPorts;
  readonly #target = new EventTarget();
  readonly #playing = new Map<string, Playing>();
  #instrument: Instrument | null = null;
  #scheduler: Scheduler | null = null;
  #closers: (() => void)[] = [];
  #options: PlayOptions = { loop: null, hasMetronome: false };
  #volume = 1;
  #tick: Tick = tick(0);

  constructor(getScore: () => Score, ports: TransportPorts = browserPorts()) {
    this.#getScore = getScore;
    this.#ports = ports;
  }

  get isPlaying(): boolean {
    return this.#scheduler !== null;
  }

  /** Where the playhead is: what is heard at this moment, or where playing last stopped. */
  get tick(): Tick {
    if (this.#scheduler !== null) this.#tick = this.#scheduler.tickAt(this.#heard());
    return this.#tick;
  }

  /** Plays from a tick to the end, or round the loop; playing already, it jumps there. */
  play(fromTick: Tick): void {
    const wasPlaying = this.isPlaying;
    this.#silence();
    this.#close();
    this.#tick = fromTick;
    this.#closers.push(this.#ports.hold());
    const startsAt = seconds(this.#ports.now() + START_DELAY);
    this.#scheduler = new Scheduler(this.#getScore(), fromTick, startsAt, this.#options);
    this.#closers.push(
      this.#ports.every(PUMP_MS, () => this.#pump()),
      this.#ports.onHide(() => this.#pump()),
      this.#ports.onFrame(() => this.#tell("tick", this.tick)),
    );
    if (!wasPlaying) this.#tell("state", true);
    this.#pump();
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

  /** Sounds one note at once, as when it is touched. */
  preview(pitch: Pitch, velocity: Velocity, voice: Voice): void {
    this.#ports.wake();
    const start = this.#ports.now();
    const sound = soundOf(
      this.#getScore(),
      { pitch, velocity, voice },
      start,
      start + PREVIEW_LENGTH,
    );
    this.#synth().play(sound);
  }

  /** Takes up an edit at once; without it the next look, some milliseconds later, does. */
  scoreChanged(): void {
    this.#pump();
  }

  /** Falls silent for good and lets go of the instrument. */
  dispose(): void {
    this.stop();
    this.#instrument?.dispose();
    this.#instrument = null;
  }

  #pump(): void {
    const scheduler = this.#scheduler;
    if (scheduler === null) return;
    const now = this.#ports.now();
    const ahead = this.#ports.isHidden() ? HIDDEN_LOOK_AHEAD : LOOK_AHEAD;
    this.#do(scheduler.advance(this.#getScore(), now, seconds(now + ahead)));
    for (const key of this.#playing.keys()) if (!scheduler.knows(key)) this.#playing.delete(key);
    // What rings over the end of the piece, such as a cymbal, rings out.
    if (scheduler.isOver(this.#heard())) this.#rest();
  }

  /** Plays no further. */
  #rest(): void {
    if (this.#scheduler === null) return;
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
          this.#playing.set(key, this.#synth().play(sound));
          break;
        }
        case "click":
          this.#playing.set(command.key, this.#synth().click(command.at, command.isDownbeat));
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
    if (this.#scheduler !== null) this.#do(this.#scheduler.stop(this.#ports.now()));
  }

  #close(): void {
    this.#scheduler = null;
    this.#playing.clear();
    for (const close of this.#closers.splice(0)) close();
  }

  #heard(): Seconds {
    return seconds(this.#ports.now() - this.#ports.latency());
  }

  #synth(): Instrument {
    if (this.#instrument === null) {
      this.#instrument = this.#ports.instrument();
      this.#instrument.setVolume(this.#volume);
    }
    return this.#instrument;
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
