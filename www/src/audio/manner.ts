// How the families of General MIDI differ from the house instrument, as numbers.

import type { WaveName } from "./waves.ts";

/** One of the two oscillators of a note; gain and decay are multiples of the house's. */
export interface Touch {
  readonly wave: WaveName;
  /** 0 for none. */
  readonly gain: number;
  /** Seconds until it is full. */
  readonly attack: number;
  readonly decay: number;
  /** What is left of it while the key is held, 0 to 1; `house` is what the house instrument keeps. */
  readonly sustain: number | "house";
}

/** A family of instruments; all but the touches and `vibrato` are multiples of the house's. */
export interface Manner {
  /** The string: struck, bright, gone soon. In an ensemble, its second desk. */
  readonly strike: Touch;
  /** The pipe: soft, slow to speak, there for as long as the key is held. */
  readonly body: Touch;
  readonly brightness: number;
  /** The hammer, the bow's bite, the chiff. */
  readonly noise: number;
  /** Air that goes on sounding, against the loudness of the note. */
  readonly breath: number;
  readonly release: number;
  readonly detune: number;
  /** Width to either side, in cents. */
  readonly vibrato: number;
}

/** Between a felt piano and a small wooden organ: for voices that no part names. */
export const HOUSE: Manner = {
  strike: touch("string", 1, 0.004),
  body: touch("pipe", 0.85, 0.018, 1, "house"),
  brightness: 1,
  noise: 1,
  breath: 0,
  release: 1,
  detune: 1,
  vibrato: 0,
};

const PIANO: Manner = {
  ...HOUSE,
  strike: touch("string", 1.15, 0.002, 0.8),
  body: touch("string", 0.75, 0.004, 1.6),
  brightness: 1.15,
  noise: 1.2,
};
const MALLETS: Manner = {
  ...HOUSE,
  strike: touch("bell", 0.9, 0.002, 0.6),
  body: touch("pipe", 0.7, 0.002, 0.35),
  brightness: 1.6,
  noise: 0.6,
  release: 5,
};
const ORGAN: Manner = {
  ...HOUSE,
  strike: touch("pipe", 0.36, 0.014, 1, 1),
  body: touch("organ", 0.62, 0.01, 1, 1),
  brightness: 1.5,
  noise: 0.35,
};
const PLUCK: Manner = {
  ...HOUSE,
  strike: touch("pluck", 1.2, 0.002, 1.1),
  body: touch("pipe", 0.55, 0.003, 0.45),
  brightness: 1.1,
  noise: 0.8,
};
const DRIVE: Manner = {
  ...HOUSE,
  strike: touch("pluck", 0.9, 0.002, 1.5, 0.3),
  body: touch("bow", 0.5, 0.004, 1.2, 0.6),
  noise: 0.5,
};
const BASS: Manner = {
  ...HOUSE,
  strike: touch("pluck", 0.7, 0.002, 0.5),
  body: touch("pipe", 1.25, 0.006, 0.8, 0.4),
  brightness: 0.9,
  noise: 0.5,
  release: 0.8,
  detune: 0.4,
};
const FIDDLE: Manner = {
  ...HOUSE,
  strike: touch("bow", 0.2, 0.02, 1, 1),
  body: touch("bow", 0.74, 0.045, 1, 0.9),
  brightness: 1.4,
  noise: 0.2,
  breath: 0.012,
  release: 0.8,
  vibrato: 9,
};
const STRINGS: Manner = {
  ...HOUSE,
  strike: touch("bow", 0.46, 0.11, 1, 1),
  body: touch("bow", 0.58, 0.08, 1, 1),
  noise: 0.1,
  release: 2.2,
  detune: 4,
  vibrato: 5,
};
const CHOIR: Manner = {
  ...HOUSE,
  strike: touch("vowel", 0.46, 0.09, 1, 1),
  body: touch("vowel", 0.66, 0.06, 1, 1),
  brightness: 0.9,
  noise: 0.1,
  breath: 0.02,
  release: 2,
  detune: 3.5,
  vibrato: 6,
};
const BRASS: Manner = {
  ...HOUSE,
  strike: touch("reed", 0.42, 0.02, 0.6, 0.4),
  body: touch("bow", 0.66, 0.035, 1, 0.9),
  noise: 0.2,
};
const REED: Manner = {
  ...HOUSE,
  strike: touch("reed", 0, 0),
  body: touch("reed", 0.74, 0.028, 1, 1),
  brightness: 1.2,
  noise: 0.2,
  breath: 0.015,
  vibrato: 5,
};
const FLUTE: Manner = {
  ...REED,
  body: touch("flute", 0.88, 0.035, 1, 0.95),
  noise: 0.3,
  breath: 0.05,
  vibrato: 7,
};
const LEAD: Manner = {
  ...HOUSE,
  strike: touch("bow", 0.42, 0.008, 1, 1),
  body: touch("reed", 0.58, 0.008, 1, 0.9),
  noise: 0,
  detune: 2.5,
};

/** The sixteen families in the order of their programs, eight programs each. */
const FAMILIES: readonly Manner[] = [
  PIANO,
  MALLETS,
  ORGAN,
  PLUCK,
  BASS,
  FIDDLE,
  STRINGS,
  BRASS,
  REED,
  FLUTE,
  LEAD,
  CHOIR,
  STRINGS,
  PLUCK,
  MALLETS,
  HOUSE,
];

/** Programs that sound like another family than their own. */
const EXCEPTIONS: Readonly<Record<number, Manner>> = {
  29: DRIVE, // overdriven
  30: DRIVE, // distorted
  44: STRINGS, // tremolo
  45: PLUCK, // pizzicato
  46: PLUCK, // harp
  47: MALLETS, // timpani
  52: CHOIR,
  53: CHOIR,
  54: CHOIR,
  108: MALLETS, // kalimba
  109: REED, // bagpipe
  110: FIDDLE,
  111: REED, // shanai
};

/** How a General MIDI program is played; null is the house instrument. */
export function mannerOf(program: number | null): Manner {
  if (program === null) return HOUSE;
  return EXCEPTIONS[program] ?? FAMILIES[program >> 3] ?? HOUSE;
}

function touch(
  wave: WaveName,
  gain: number,
  attack: number,
  decay = 1,
  sustain: Touch["sustain"] = 0,
): Touch {
  return { wave, gain, attack, decay, sustain };
}
