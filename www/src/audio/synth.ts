// The built-in instruments: every sound is made of oscillators and noise, nothing is downloaded.

import { drumOf, ringOf } from "./drum-kit.ts";
import { drumSources } from "./drum-sources.ts";
import { isCentred, mannerOf } from "./manner.ts";
import { Materials } from "./materials.ts";
import { Ringing } from "./ringing.ts";
import type { Playing, Sound } from "./sound.ts";
import { seatOf, timbreOf } from "./timbre.ts";
import { toneSources } from "./tone-sources.ts";

/** At most this many notes at once; the oldest makes room. */
export const MAX_SOUNDS = 64;

/** Plays notes into one output, with seats in the stereo field. */
export class Synth {
  readonly #context: BaseAudioContext;
  readonly #materials: Materials;
  readonly #output: GainNode;
  readonly #seats = new Map<number, StereoPannerNode>();
  readonly #active = new Set<Ringing>();

  constructor(context: BaseAudioContext, destination: AudioNode) {
    this.#context = context;
    this.#materials = new Materials(context);
    this.#output = new GainNode(context);
    this.#output.connect(destination);
  }

  /** How many sounds are scheduled or heard. */
  get soundCount(): number {
    return this.#active.size;
  }

  /** Loudness of everything, 0 to 1; felt loudness is closer to a square than to a line. */
  setVolume(volume: number): void {
    const gain = Math.min(1, Math.max(0, volume)) ** 2;
    this.#output.gain.setTargetAtTime(gain, this.#context.currentTime, 0.02);
  }

  /** Schedules a note, or a stroke on a drum. */
  play(sound: Sound): Playing {
    const start = Math.max(sound.start, this.#context.currentTime);
    this.#makeRoom(start);
    return sound.part?.isPercussion === true
      ? this.#strike(sound, start)
      : this.#sing(sound, start);
  }

  /** One click of the metronome. */
  click(at: number, isDownbeat: boolean): Playing {
    const start = Math.max(at, this.#context.currentTime);
    const oscillator = new OscillatorNode(this.#context, {
      type: "triangle",
      frequency: isDownbeat ? 1_760 : 1_175,
    });
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(isDownbeat ? 0.16 : 0.1, start + 0.001);
    gain.gain.setTargetAtTime(0, start + 0.004, 0.012);
    oscillator.connect(gain).connect(this.#output);
    oscillator.start(start);
    oscillator.stop(start + 0.12);
    oscillator.addEventListener("ended", () => gain.disconnect());
    const cancel = () => gain.disconnect();
    return { cancel, endAt: cancel };
  }

  /** Takes the instrument out of the graph. */
  dispose(): void {
    for (const ringing of this.#active) ringing.chokeAt(this.#context.currentTime);
    this.#active.clear();
    this.#output.disconnect();
  }

  #sing({ pitch, velocity, voice, part, end }: Sound, start: number): Playing {
    const program = part?.program ?? null;
    const timbre = timbreOf(pitch, velocity, mannerOf(program));
    const damper = this.#damper(isCentred(program) ? 0 : seatOf(voice));
    const sources = toneSources(this.#materials, timbre, start, damper);
    const ringing = this.#keep(new Ringing(damper, sources, start));
    ringing.fadeAt(end, timbre.release);
    return {
      endAt: (at) => ringing.fadeAt(at, timbre.release),
      cancel: () => ringing.cancel(),
    };
  }

  /** A drum rings for as long as it rings, however long its note is; only a stop ends it. */
  #strike({ pitch, velocity }: Sound, start: number): Playing {
    const drum = drumOf(pitch);
    const { isHat } = drum;
    if (isHat) this.#closeHat(start);
    const damper = this.#damper(drum.pan);
    const sources = drumSources(this.#materials, drum, velocity, start, damper);
    const silentAt = start + ringOf(drum);
    const ringing = this.#keep(new Ringing(damper, sources, start, { silentAt, isHat }));
    return {
      endAt: (at) => {
        if (at <= this.#context.currentTime) ringing.fadeAt(at, STOP_FADE);
      },
      cancel: () => ringing.cancel(),
    };
  }

  #closeHat(at: number): void {
    for (const ringing of this.#active) {
      if (ringing.isHat && ringing.start < at && ringing.silentAt > at) ringing.chokeAt(at);
    }
  }

  #keep(ringing: Ringing): Ringing {
    this.#active.add(ringing);
    ringing.onSilent(() => this.#active.delete(ringing));
    return ringing;
  }

  #damper(pan: number): GainNode {
    let seat = this.#seats.get(pan);
    if (seat === undefined) {
      seat = new StereoPannerNode(this.#context, { pan });
      seat.connect(this.#output);
      this.#seats.set(pan, seat);
    }
    const damper = new GainNode(this.#context);
    damper.connect(seat);
    return damper;
  }

  /** Steals a sound if too many would be heard at once: a damped one first, else the oldest. */
  #makeRoom(at: number): void {
    for (const active of this.#active) if (active.silentAt <= at) this.#active.delete(active);
    const heard = [...this.#active].filter(({ start }) => start <= at);
    if (heard.length < MAX_SOUNDS) return;
    const damped = heard.filter(({ end }) => end <= at);
    const candidates = damped.length > 0 ? damped : heard;
    const oldest = candidates.reduce((a, b) => (b.start < a.start ? b : a));
    oldest.chokeAt(at);
    oldest.silentAt = at;
  }
}

/** Time constant with which Stop ends a drum. */
const STOP_FADE = 0.03;
