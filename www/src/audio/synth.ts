// The built-in instrument: every sound is made of oscillators, nothing is downloaded.

import { noiseBuffer } from "./noise.ts";
import {
  BODY_ATTACK,
  BODY_HARMONICS,
  CUTOFF_DECAY,
  NOISE_LENGTH,
  STRIKE_ATTACK,
  STRIKE_HARMONICS,
  seatOf,
  type Timbre,
  timbreOf,
} from "./timbre.ts";

/** A note for the synth, on the clock of its context. */
export interface Sound {
  readonly pitch: number;
  readonly velocity: number;
  readonly voice: number;
  readonly start: number;
  readonly end: number;
}

/** A sound that is scheduled or heard. */
export interface Playing {
  /** Ends the sound at another time; at once if that lies in the past. */
  endAt(at: number): void;
  /** Takes the sound back; it fades in a few milliseconds if it has begun. */
  cancel(): void;
}

/** At most this many notes at once; the oldest makes room. */
export const MAX_SOUNDS = 64;
/** After so many time constants a damped sound is inaudible (-60 dB). */
const SILENCE = 7;
/** Time constant of a fade that is felt as immediate and still does not click. */
const QUICK = 0.008;

/** A sound with what stealing needs to know. */
interface Active {
  readonly start: number;
  end: number;
  /** When nothing is left to hear. */
  silentAt: number;
  steal(at: number): void;
}

/** Plays notes into one output, with a seat in the stereo field for each voice. */
export class Synth {
  readonly #context: BaseAudioContext;
  readonly #output: GainNode;
  readonly #seats = new Map<number, StereoPannerNode>();
  readonly #strikeWave: PeriodicWave;
  readonly #bodyWave: PeriodicWave;
  readonly #noise: AudioBuffer;
  readonly #active = new Set<Active>();

  constructor(context: BaseAudioContext, destination: AudioNode) {
    this.#context = context;
    this.#output = new GainNode(context);
    this.#output.connect(destination);
    this.#strikeWave = waveOf(context, STRIKE_HARMONICS);
    this.#bodyWave = waveOf(context, BODY_HARMONICS);
    this.#noise = noiseBuffer(context, NOISE_LENGTH, 0x5eed);
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

  /** Schedules a note. */
  play(sound: Sound): Playing {
    const start = Math.max(sound.start, this.#context.currentTime);
    this.#makeRoom(start);
    const timbre = timbreOf(sound.pitch, sound.velocity);
    const damper = new GainNode(this.#context);
    damper.connect(this.#seat(sound.voice));
    const sources = this.#sources(timbre, start, damper);
    const active: Active = { start, end: 0, silentAt: 0, steal: () => {} };
    const fadeAt = (at: number, constant: number) => {
      const { currentTime } = this.#context;
      // Once the damper has fallen there is nothing left to change.
      if (active.end > 0 && active.end <= currentTime && constant !== QUICK) return;
      const end = Math.max(at, currentTime, start);
      damper.gain.cancelScheduledValues(currentTime);
      damper.gain.setTargetAtTime(0, end, constant);
      active.end = end;
      active.silentAt = end + SILENCE * constant;
      for (const source of sources) source.stop(active.silentAt);
    };
    active.steal = (at) => fadeAt(at, QUICK);
    fadeAt(sound.end, timbre.release);
    this.#active.add(active);
    sources[0]?.addEventListener("ended", () => {
      damper.disconnect();
      this.#active.delete(active);
    });
    return {
      endAt: (at) => fadeAt(at, timbre.release),
      cancel: () => {
        if (start > this.#context.currentTime) damper.gain.value = 0;
        fadeAt(this.#context.currentTime, QUICK);
      },
    };
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
    for (const { steal } of this.#active) steal(this.#context.currentTime);
    this.#active.clear();
    this.#output.disconnect();
  }

  /** Oscillators and noise of one note, with their envelopes, the longest first. */
  #sources(timbre: Timbre, start: number, damper: AudioNode): readonly AudioScheduledSourceNode[] {
    const context = this.#context;
    const filter = new BiquadFilterNode(context, {
      type: "lowpass",
      Q: 0.4,
      frequency: timbre.brightCutoff,
    });
    filter.frequency.setValueAtTime(timbre.brightCutoff, start);
    filter.frequency.setTargetAtTime(timbre.darkCutoff, start, CUTOFF_DECAY);
    filter.connect(damper);

    const body = this.#oscillator(this.#bodyWave, timbre.frequency, timbre.detune / 2);
    const bodyGain = new GainNode(context, { gain: 0 });
    strike(bodyGain.gain, start, BODY_ATTACK, timbre.bodyLevel);
    bodyGain.gain.setTargetAtTime(
      timbre.bodyLevel * timbre.bodySustain,
      start + BODY_ATTACK,
      timbre.bodyDecay,
    );
    body.connect(bodyGain).connect(filter);

    const string = this.#oscillator(this.#strikeWave, timbre.frequency, -timbre.detune / 2);
    const stringGain = new GainNode(context, { gain: 0 });
    strike(stringGain.gain, start, STRIKE_ATTACK, timbre.strikeLevel);
    stringGain.gain.setTargetAtTime(0, start + STRIKE_ATTACK, timbre.strikeDecay);
    string.connect(stringGain).connect(filter);

    const felt = new AudioBufferSourceNode(context, { buffer: this.#noise });
    const band = new BiquadFilterNode(context, {
      type: "bandpass",
      Q: 0.7,
      frequency: timbre.noiseCutoff,
    });
    const feltGain = new GainNode(context, { gain: 0 });
    strike(feltGain.gain, start, 0.001, timbre.noiseLevel);
    feltGain.gain.setTargetAtTime(0, start + 0.001, 0.01);
    felt.connect(band).connect(feltGain).connect(damper);

    const sources = [body, string, felt];
    for (const source of sources) source.start(start);
    return sources;
  }

  #oscillator(periodicWave: PeriodicWave, frequency: number, detune: number): OscillatorNode {
    return new OscillatorNode(this.#context, { periodicWave, frequency, detune });
  }

  #seat(voice: number): AudioNode {
    let seat = this.#seats.get(voice);
    if (seat === undefined) {
      seat = new StereoPannerNode(this.#context, { pan: seatOf(voice) });
      seat.connect(this.#output);
      this.#seats.set(voice, seat);
    }
    return seat;
  }

  /** Steals a sound if too many would be heard at once: a damped one first, else the oldest. */
  #makeRoom(at: number): void {
    for (const active of this.#active) if (active.silentAt <= at) this.#active.delete(active);
    const heard = [...this.#active].filter(({ start }) => start <= at);
    if (heard.length < MAX_SOUNDS) return;
    const damped = heard.filter(({ end }) => end <= at);
    const candidates = damped.length > 0 ? damped : heard;
    const oldest = candidates.reduce((a, b) => (b.start < a.start ? b : a));
    oldest.steal(at);
    oldest.silentAt = at;
  }
}

function strike(gain: AudioParam, start: number, attack: number, level: number): void {
  gain.setValueAtTime(0, start);
  gain.linearRampToValueAtTime(level, start + attack);
}

function waveOf(context: BaseAudioContext, strengths: readonly number[]): PeriodicWave {
  const sine = new Float32Array([0, ...strengths]);
  return context.createPeriodicWave(new Float32Array(sine.length), sine, {
    disableNormalization: true,
  });
}
