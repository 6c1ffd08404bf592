// How the built-in instrument sounds, as numbers: between a felt piano and a small wooden organ. No nodes.

/** What one note asks of the synth; frequencies in hertz, times in seconds, levels as linear gains. */
export interface Timbre {
  readonly frequency: number;
  /** Opening of the lowpass at the attack and where it settles. */
  readonly brightCutoff: number;
  readonly darkCutoff: number;
  /** The string: struck, bright, gone soon. */
  readonly strikeLevel: number;
  readonly strikeDecay: number;
  /** The pipe: soft, slow to speak, there for as long as the key is held. */
  readonly bodyLevel: number;
  readonly bodySustain: number;
  readonly bodyDecay: number;
  /** The felt that meets the string. */
  readonly noiseLevel: number;
  readonly noiseCutoff: number;
  /** Time constant of the damper. */
  readonly release: number;
  /** Between the two oscillators, in cents. */
  readonly detune: number;
}

export const STRIKE_ATTACK = 0.004;
export const BODY_ATTACK = 0.018;
export const CUTOFF_DECAY = 0.22;
export const NOISE_LENGTH = 0.05;

/** Strengths of the harmonics, the fundamental first. */
export const STRIKE_HARMONICS: readonly number[] = harmonics(18, (n) => {
  // Struck at an eighth of its length, a string lacks every eighth harmonic.
  return (
    (n ** -1.15 * Math.abs(Math.sin((Math.PI * n) / 8)) * Math.exp(-0.06 * n)) /
    Math.sin(Math.PI / 8)
  );
});
export const BODY_HARMONICS: readonly number[] = [1, 0.36, 0.16, 0.05, 0.025, 0.012, 0.006];

/** The sound of a pitch struck at a velocity of 1 to 127. */
export function timbreOf(pitch: number, velocity: number): Timbre {
  const frequency = 440 * 2 ** ((pitch - 69) / 12);
  const force = Math.min(127, Math.max(1, velocity)) / 127;
  // Octaves above middle C: high strings are short, low ones ring.
  const height = (pitch - 60) / 12;
  const loudness = 0.2 * force ** 1.5 * 2 ** (-0.15 * height);
  return {
    frequency,
    brightCutoff: clamp(500 + frequency * (2.5 + 7 * force), 700, 14_000),
    darkCutoff: clamp(320 + frequency * (1.6 + 2.4 * force), 420, 9_000),
    strikeLevel: loudness * (0.55 + 0.45 * force),
    strikeDecay: clamp(0.5 * 2 ** (-0.75 * height), 0.08, 1.4),
    bodyLevel: loudness * 0.85,
    bodySustain: clamp(0.42 - 0.05 * height, 0.25, 0.55),
    bodyDecay: clamp(1.6 * 2 ** (-0.5 * height), 0.4, 3.5),
    noiseLevel: loudness * 0.22 * force,
    noiseCutoff: clamp(frequency * 2.2, 300, 3_500),
    release: clamp(0.085 * 2 ** (-0.35 * height), 0.045, 0.16),
    // Different for neighbours, the same every time: a choir of strings that nobody tuned twice.
    detune: 1.6 + ((pitch * 7) % 5) * 0.4,
  };
}

/** Where a voice sits between the ears, -1 left to 1 right: a choir seen from the front row. */
export function seatOf(voice: number): number {
  const seats = [-0.3, 0.2, -0.12, 0.34];
  return seats[voice] ?? ((((voice * 5) % 9) - 4) / 4) * 0.3;
}

function harmonics(count: number, strength: (n: number) => number): readonly number[] {
  return Array.from({ length: count }, (_, index) => strength(index + 1));
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
