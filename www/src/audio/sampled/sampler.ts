// Plays recorded notes: a stretch of a buffer with an envelope, faster or slower to be higher or lower.

import type { Console } from "../console.ts";
import { drumOf } from "../drum-kit.ts";
import { seatOf } from "../mix.ts";
import { Ringing } from "../ringing.ts";
import type { Playing, Sound } from "../sound.ts";
import type { Sounding } from "../sounding.ts";
import type { Recorded, Zone } from "./zone.ts";

/** Time constants in 100 dB: ln(10^5). */
const CONSTANTS = Math.log(10 ** 5);
/** What ends a drum when playing stops. */
const STOP_FADE = 0.03;
/** However long an instrument rings by itself, a released key is silent after some seconds. */
const LONGEST_RELEASE = 0.5;
/** Recordings against the built-in sounds, so that one takes over from the other at one level. */
const LEVEL = 1.4;
/** Hertz at which a note of velocity 0 is dulled; it opens by so many octaves up to full force. */
const DULL = 1_800;
const OCTAVES = 3.6;

/** A player of recorded instruments at a console. */
export class Sampler {
  readonly #context: BaseAudioContext;
  readonly #console: Console;
  readonly #sounding: Sounding;

  constructor(context: BaseAudioContext, console: Console, sounding: Sounding) {
    this.#context = context;
    this.#console = console;
    this.#sounding = sounding;
  }

  /** Schedules a note; null where the instrument has none like it. */
  play(recorded: Recorded, sound: Sound): Playing | null {
    const zones = recorded.zonesOf(sound.pitch, sound.velocity);
    if (zones.length === 0) return null;
    const start = Math.max(sound.start, this.#context.currentTime);
    this.#sounding.makeRoom(start);
    const isDrum = sound.part?.isPercussion === true;
    if (isDrum && drumOf(sound.pitch).isHat) this.#sounding.closeHat(start);
    const all = zones.map((zone) => {
      return isDrum ? this.#strike(zone, sound, start) : this.#sing(zone, sound, start);
    });
    return {
      endAt: (at) => {
        for (const each of all) each.endAt(at);
      },
      cancel: () => {
        for (const each of all) each.cancel();
      },
    };
  }

  #sing(zone: Zone, { pitch, velocity, voice, part, end }: Sound, start: number): Playing {
    const place = seatOf(voice, part?.program ?? null) + zone.pan;
    const damper = new GainNode(this.#context);
    damper.connect(this.#console.seat(voice, Math.min(1, Math.max(-1, place))));
    const lowpass = new BiquadFilterNode(this.#context, {
      type: "lowpass",
      Q: 0.3,
      frequency: opening(pitch, velocity, this.#context.sampleRate),
    });
    lowpass.connect(damper);
    const source = this.#source(zone, pitch, velocity, start, lowpass);
    const constant = Math.min(LONGEST_RELEASE, Math.max(0.012, zone.release / CONSTANTS));
    const ringing = this.#sounding.keep(new Ringing(damper, [source], start));
    ringing.fadeAt(end, constant);
    return { endAt: (at) => ringing.fadeAt(at, constant), cancel: () => ringing.cancel() };
  }

  /** A drum rings for as long as it was recorded; only a stop ends it. */
  #strike(zone: Zone, { pitch, velocity, voice }: Sound, start: number): Playing {
    const { pan, isHat } = drumOf(pitch);
    const damper = new GainNode(this.#context);
    damper.connect(this.#console.seat(voice, pan, true));
    const source = this.#source(zone, pitch, velocity, start, damper);
    const silentAt = start + zone.length / source.playbackRate.value;
    const ringing = this.#sounding.keep(new Ringing(damper, [source], start, { silentAt, isHat }));
    return {
      endAt: (at) => {
        if (at <= this.#context.currentTime) ringing.fadeAt(at, STOP_FADE);
      },
      cancel: () => ringing.cancel(),
    };
  }

  #source(
    zone: Zone,
    pitch: number,
    velocity: number,
    start: number,
    output: AudioNode,
  ): AudioBufferSourceNode {
    const { buffer, loop } = zone;
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    source.playbackRate.value = 2 ** ((pitch - zone.root) / 12);
    const gain = new GainNode(this.#context, { gain: 0 });
    shape(gain.gain, zone, velocity, start);
    source.connect(gain).connect(output);
    if (loop === null) {
      source.start(start, zone.start, zone.length);
    } else {
      source.loop = true;
      source.loopStart = loop[0];
      source.loopEnd = loop[1];
      source.start(start, zone.start);
    }
    return source;
  }
}

/** The envelope until the key is let go. */
function shape(param: AudioParam, zone: Zone, velocity: number, start: number): void {
  const level = LEVEL * zone.gain * forceOf(velocity) ** 1.5;
  const { attack, hold, decay, sustain } = zone;
  // What begins at once was recorded with its own attack.
  if (attack < 0.004) param.setValueAtTime(level, start);
  else {
    param.setValueAtTime(0, start);
    param.linearRampToValueAtTime(level, start + attack);
  }
  param.setTargetAtTime(level * sustain, start + attack + hold, Math.max(0.001, decay / CONSTANTS));
}

/** Softer is duller, as on every instrument that is struck, blown or bowed. */
function opening(pitch: number, velocity: number, sampleRate: number): number {
  const frequency = 440 * 2 ** ((pitch - 69) / 12);
  const hertz = DULL * 2 ** (OCTAVES * forceOf(velocity)) + 2 * frequency;
  return Math.min(0.48 * sampleRate, hertz);
}

function forceOf(velocity: number): number {
  return Math.min(127, Math.max(1, velocity)) / 127;
}
