// How voices are balanced: loudness, place, silence. It is for the ear, so it is no part of the score.

/** One voice at the mixer. */
export interface Strip {
  /** 0 to 1.5; 1 leaves the voice as it is. */
  readonly volume: number;
  /** -1 left to 1 right; null for where the instrument sits by itself. */
  readonly pan: number | null;
  readonly isMuted: boolean;
  readonly isSolo: boolean;
}

/** The whole mixer. */
export interface Mix {
  /** By the number of the voice; who is not there is as he was. */
  readonly strips: Readonly<Record<number, Strip>>;
  /** How much of the room is heard, 0 to 1. */
  readonly reverb: number;
  /** Whether notes that the composer wrote are silent. */
  readonly isComposedMuted: boolean;
  /** What makes the sound: recorded instruments, or the one that is built in. */
  readonly isSampled: boolean;
}

export const PLAIN_STRIP: Strip = { volume: 1, pan: null, isMuted: false, isSolo: false };

export const PLAIN_MIX: Mix = {
  strips: {},
  reverb: 0.26,
  isComposedMuted: false,
  isSampled: true,
};

/** A voice as it stands at the mixer. */
export function stripOf({ strips }: Mix, voice: number): Strip {
  return strips[voice] ?? PLAIN_STRIP;
}

/** A mix in which one voice stands otherwise. */
export function withStrip(mix: Mix, voice: number, patch: Partial<Strip>): Mix {
  return { ...mix, strips: { ...mix.strips, [voice]: { ...stripOf(mix, voice), ...patch } } };
}

/** Where a voice sits by itself, -1 left to 1 right: a choir seen from the front row, basses in the middle. */
export function seatOf(voice: number, program: number | null): number {
  if (program !== null && program >> 3 === BASSES) return 0;
  const seats = [-0.3, 0.2, -0.12, 0.34];
  return seats[voice] ?? ((((voice * 5) % 9) - 4) / 4) * 0.3;
}

/** The family of General MIDI that has the basses. */
const BASSES = 4;

/** The linear gain of a voice: nothing where it is muted, or where others are alone. */
export function gainOf(mix: Mix, voice: number): number {
  const { volume, isMuted, isSolo } = stripOf(mix, voice);
  const hasSolo = Object.values(mix.strips).some((strip) => strip.isSolo);
  if (isMuted || (hasSolo && !isSolo)) return 0;
  // Felt loudness is closer to a square than to a line.
  return Math.min(1.5, Math.max(0, volume)) ** 2;
}
