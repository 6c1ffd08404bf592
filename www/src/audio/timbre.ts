// How one note of the built-in instruments sounds, as numbers. No nodes.

import type { Manner, Touch } from "./manner.ts";
import { HOUSE } from "./manner.ts";
import type { WaveName } from "./waves.ts";

/** What one note asks of the synth; frequencies in hertz, times in seconds, levels as linear gains. */
export interface Timbre {
  readonly frequency: number;
  /** Opening of the lowpass at the attack and where it settles. */
  readonly brightCutoff: number;
  readonly darkCutoff: number;
  readonly body: Tone;
  readonly strike: Tone;
  /** What meets the string, and the air that goes on sounding. */
  readonly noiseLevel: number;
  readonly breathLevel: number;
  readonly noiseCutoff: number;
  /** Time constant of the damper. */
  readonly release: number;
  /** Between the two oscillators, in cents. */
  readonly detune: number;
  /** Width in cents and rate in hertz. */
  readonly vibrato: number;
  readonly vibratoRate: number;
}

/** One oscillator and its envelope; a level of 0 needs none. */
export interface Tone {
  readonly wave: WaveName;
  readonly level: number;
  readonly attack: number;
  readonly decay: number;
  /** The level it falls to. */
  readonly held: number;
}

export const CUTOFF_DECAY = 0.22;

/** The sound of a pitch struck at a velocity of 1 to 127. */
export function timbreOf(pitch: number, velocity: number, manner: Manner = HOUSE): Timbre {
  const frequency = 440 * 2 ** ((pitch - 69) / 12);
  const force = Math.min(127, Math.max(1, velocity)) / 127;
  // Octaves above middle C: high strings are short, low ones ring.
  const height = (pitch - 60) / 12;
  const loudness = 0.2 * force ** 1.5 * 2 ** (-0.15 * height);
  const houseSustain = clamp(0.42 - 0.05 * height, 0.25, 0.55);
  const tone = ({ wave, gain, attack, decay, sustain }: Touch, level: number, length: number) => ({
    wave,
    level: level * gain,
    attack,
    decay: length * decay,
    held: level * gain * (sustain === "house" ? houseSustain : sustain),
  });
  const { brightness } = manner;
  return {
    frequency,
    brightCutoff: clamp(brightness * (500 + frequency * (2.5 + 7 * force)), 700, 14_000),
    darkCutoff: clamp(brightness * (320 + frequency * (1.6 + 2.4 * force)), 420, 9_000),
    strike: tone(
      manner.strike,
      loudness * (0.55 + 0.45 * force),
      clamp(0.5 * 2 ** (-0.75 * height), 0.08, 1.4),
    ),
    body: tone(manner.body, loudness, clamp(1.6 * 2 ** (-0.5 * height), 0.4, 3.5)),
    noiseLevel: loudness * 0.22 * force * manner.noise,
    breathLevel: loudness * manner.breath,
    noiseCutoff: clamp(frequency * 2.2, 300, 3_500),
    release: clamp(0.085 * 2 ** (-0.35 * height), 0.045, 0.16) * manner.release,
    // Different for neighbours, the same every time: a choir of strings that nobody tuned twice.
    detune: (1.6 + ((pitch * 7) % 5) * 0.4) * manner.detune,
    vibrato: manner.vibrato,
    vibratoRate: 4.9 + ((pitch * 3) % 5) * 0.14,
  };
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
