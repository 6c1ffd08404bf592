// Noise that is the same every time, so that two renderings of a score are the same file.

/** Fills samples with white noise in -1 to 1 from a seed (xorshift32, Marsaglia 2003). */
export function fillNoise(samples: Float32Array, seed: number): void {
  let state = seed | 0 || 1;
  for (let i = 0; i < samples.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    samples[i] = state / 0x8000_0000;
  }
}

/** A buffer of white noise. */
export function noiseBuffer(context: BaseAudioContext, length: number, seed: number): AudioBuffer {
  const frames = Math.ceil(length * context.sampleRate);
  const buffer = context.createBuffer(1, frames, context.sampleRate);
  fillNoise(buffer.getChannelData(0), seed);
  return buffer;
}

/** The noise of struck metal: six square waves that have no harmonic in common, in white noise. */
export function metalBuffer(context: BaseAudioContext, length: number, seed: number): AudioBuffer {
  const buffer = noiseBuffer(context, length, seed);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++) {
    const at = i / context.sampleRate;
    const squares = METAL.reduce((sum, hertz) => sum + ((at * hertz) % 1 < 0.5 ? 1 : -1), 0);
    samples[i] = 0.45 * (samples[i] ?? 0) + 0.16 * squares;
  }
  return buffer;
}

/** The oscillators of a Roland TR-808's cymbals, in hertz, an octave higher, where our filters are. */
const METAL: readonly number[] = [410.6, 608.8, 739.2, 1045.4, 1080, 1600];

/** The echo of a wooden room: early reflections, then a tail that darkens while it fades. */
export function roomImpulse(context: BaseAudioContext): AudioBuffer {
  const { sampleRate } = context;
  const frames = Math.ceil(ROOM_LENGTH * sampleRate);
  const buffer = context.createBuffer(2, frames, sampleRate);
  for (const channel of [0, 1]) {
    const samples = buffer.getChannelData(channel);
    fillNoise(samples, 0x9e37 + channel * 0x79b9);
    let smooth = 0;
    for (let i = 0; i < frames; i++) {
      const at = i / sampleRate;
      // A one-pole lowpass whose corner falls: air and curtains take the treble first.
      const openness = 0.5 * Math.exp(-at * 2.2) + 0.06;
      smooth += openness * ((samples[i] ?? 0) - smooth);
      const swell = Math.min(1, at / SWELL);
      samples[i] = smooth * swell * Math.exp((-6.9 * at) / DECAY_60);
    }
    for (const [at, level] of EARLY) {
      const index = Math.round((at + channel * 0.0013) * sampleRate);
      if (index < frames) samples[index] = (samples[index] ?? 0) + level;
    }
  }
  return buffer;
}

/** All in seconds: length of the buffer, time to fall by 60 dB, time until the tail is full. */
const ROOM_LENGTH = 2.1;
const DECAY_60 = 1.7;
const SWELL = 0.03;
/** Early reflections: delay in seconds, level. */
const EARLY: readonly (readonly [number, number])[] = [
  [0.0113, 0.5],
  [0.0171, -0.38],
  [0.0237, 0.3],
  [0.0319, -0.22],
  [0.0413, 0.16],
];
