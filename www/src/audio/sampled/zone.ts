// One recorded note of an instrument, and how it is played higher, lower, longer and softer.

/** A stretch of a buffer, with its envelope; times in seconds, levels as linear gains. */
export interface Zone {
  readonly buffer: AudioBuffer;
  /** The pitch at which it sounds as it was recorded; cents are its fraction. */
  readonly root: number;
  readonly start: number;
  readonly length: number;
  /** What is repeated while the key is held, in seconds of the buffer; null for a sound that ends by itself. */
  readonly loop: readonly [from: number, to: number] | null;
  readonly attack: number;
  readonly hold: number;
  /** Until it has fallen by 100 dB, at which it would be if it went on to silence. */
  readonly decay: number;
  readonly sustain: number;
  readonly release: number;
  readonly gain: number;
  /** -1 left to 1 right of where the voice sits. */
  readonly pan: number;
}

/** What plays a pitch at a velocity: several zones where left and right were recorded apart. */
export interface Recorded {
  readonly name: string;
  zonesOf(pitch: number, velocity: number): readonly Zone[];
}

/** The zone whose root is nearest to a pitch. */
export function nearestZone(zones: readonly Zone[], pitch: number): Zone | null {
  const distance = ({ root }: Zone) => Math.abs(root - pitch);
  return zones.reduce<Zone | null>(
    (best, zone) => (best === null || distance(zone) < distance(best) ? zone : best),
    null,
  );
}
