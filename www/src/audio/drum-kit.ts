// How the drums of the built-in kit sound, as numbers; which pitch is which is General MIDI's choice.

/** A skin, a bar, a bell: it swings at one frequency, higher or lower where it is struck. */
export interface Skin {
  readonly kind: "skin";
  readonly wave: OscillatorType;
  /** Hertz. */
  readonly frequency: number;
  /** The frequency at the stroke, as a multiple. */
  readonly bend: number;
  readonly level: number;
  /** Time constant in seconds. */
  readonly decay: number;
}

/** Snares, cymbals, seeds, hands: noise through a filter. */
export interface Hiss {
  readonly kind: "hiss";
  readonly noise: "white" | "metal";
  readonly filter: BiquadFilterType;
  readonly frequency: number;
  readonly level: number;
  readonly decay: number;
  /** How often it sounds; all but the last time short. */
  readonly bursts: number;
}

/** One drum. */
export interface Drum {
  readonly pieces: readonly (Skin | Hiss)[];
  /** -1 left to 1 right, as the drummer's audience sees it. */
  readonly pan: number;
  /** The two cymbals of a hat: one sound ends the other. */
  readonly isHat: boolean;
}

/** Seconds between bursts. */
export const BURST_GAP = 0.011;

const LOWEST = 35;

/** The drum of a pitch; what no kit has is a wood block. */
export function drumOf(pitch: number): Drum {
  return KIT[pitch - LOWEST] ?? block(880);
}

/** How long a drum is heard: until -60 dB. */
export function ringOf({ pieces }: Drum): number {
  const lengths = pieces.map((piece) => {
    return 7 * piece.decay + (piece.kind === "hiss" ? piece.bursts * BURST_GAP : 0);
  });
  return Math.max(...lengths);
}

/** From pitch 35 on, in the order of `score/drums.ts`. */
const KIT: readonly Drum[] = [
  kick(47, 0.2),
  kick(53, 0.15),
  drum(0.1, skin(1650, 0.012, 0.2, 1, "triangle"), white("bandpass", 1800, 0.55, 0.014)),
  drum(0.05, skin(184, 0.07, 0.36, 1.6, "triangle"), white("highpass", 1500, 0.36, 0.095)),
  drum(-0.1, white("bandpass", 1250, 0.9, 0.08, 3)),
  drum(0.05, skin(212, 0.05, 0.32, 1.4, "triangle"), white("highpass", 2200, 0.36, 0.07)),
  tom(80, 0.32),
  hat(0.52, 0.03),
  tom(97, 0.24),
  hat(0.36, 0.022),
  tom(118, 0.1),
  hat(0.46, 0.26),
  tom(141, -0.02),
  tom(169, -0.14),
  cymbal(0.4, 3800, 0.5, -0.35),
  tom(202, -0.24),
  drum(0.35, metal("bandpass", 7600, 0.5, 0.45), metal("highpass", 9000, 0.2, 0.025)),
  drum(-0.4, metal("bandpass", 4200, 0.5, 0.4)),
  drum(0.35, skin(1180, 0.26, 0.1, 1, "triangle"), metal("bandpass", 5200, 0.26, 0.3)),
  drum(-0.2, metal("highpass", 8200, 0.5, 0.06, 2)),
  cymbal(0.26, 5200, 0.22, -0.2),
  drum(0.15, skin(562, 0.09, 0.13, 1, "square"), skin(845, 0.07, 0.1, 1, "square")),
  cymbal(0.38, 4300, 0.45, 0.4),
  drum(-0.3, white("bandpass", 3000, 0.5, 0.12, 7)),
  drum(0.3, metal("bandpass", 6900, 0.5, 0.5)),
  hand(400, 0.06),
  hand(300, 0.08),
  hand(330, 0.025),
  hand(312, 0.14),
  hand(216, 0.17),
  drum(-0.2, skin(430, 0.1, 0.36, 1.15, "triangle"), metal("highpass", 5000, 0.08, 0.03)),
  drum(-0.2, skin(318, 0.13, 0.36, 1.15, "triangle"), metal("highpass", 5000, 0.08, 0.03)),
  agogo(920),
  agogo(690),
  drum(0.25, white("highpass", 6500, 0.26, 0.04, 2)),
  drum(0.25, white("highpass", 7500, 0.24, 0.022)),
  drum(0, skin(2350, 0.05, 0.12, 1.03)),
  drum(0, skin(2350, 0.2, 0.12, 1.03)),
  drum(-0.25, white("bandpass", 3600, 0.4, 0.03, 4)),
  drum(-0.25, white("bandpass", 3600, 0.4, 0.05, 12)),
  drum(0.1, skin(2500, 0.018, 0.4)),
  block(1040),
  block(760),
  drum(-0.1, skin(430, 0.06, 0.3, 0.7)),
  drum(-0.1, skin(350, 0.13, 0.3, 0.65)),
  triangle(0.03),
  triangle(0.5),
];

function drum(pan: number, ...pieces: readonly (Skin | Hiss)[]): Drum {
  return { pieces, pan, isHat: false };
}

function kick(frequency: number, decay: number): Drum {
  return drum(0, skin(frequency, decay, 0.95, 3.4), white("lowpass", 2600, 0.26, 0.006));
}

function tom(frequency: number, pan: number): Drum {
  return drum(pan, skin(frequency, 0.19, 0.62, 1.7), white("lowpass", 1200, 0.12, 0.03));
}

function hat(level: number, decay: number): Drum {
  return { ...drum(-0.25, metal("highpass", 7200, level, decay)), isHat: true };
}

function cymbal(level: number, frequency: number, decay: number, pan: number): Drum {
  return drum(
    pan,
    metal("highpass", frequency, level, decay),
    white("highpass", frequency + 1400, level * 0.7, decay * 0.8),
  );
}

function hand(frequency: number, decay: number): Drum {
  return drum(
    -0.15,
    skin(frequency, decay, 0.5, 1.3),
    white("bandpass", frequency * 6, 0.16, 0.006),
  );
}

function agogo(frequency: number): Drum {
  return drum(
    0.2,
    skin(frequency, 0.13, 0.16, 1, "triangle"),
    skin(frequency * 1.48, 0.1, 0.1, 1, "triangle"),
  );
}

function block(frequency: number): Drum {
  return drum(0.1, skin(frequency, 0.02, 0.42, 1.1), skin(frequency * 2.4, 0.01, 0.16));
}

function triangle(decay: number): Drum {
  return drum(0.3, skin(4180, decay, 0.09), skin(6930, decay * 0.8, 0.05));
}

function skin(
  frequency: number,
  decay: number,
  level: number,
  bend = 1,
  wave: OscillatorType = "sine",
): Skin {
  return { kind: "skin", wave, frequency, bend, level, decay };
}

function white(
  filter: BiquadFilterType,
  frequency: number,
  level: number,
  decay: number,
  bursts = 1,
): Hiss {
  return { kind: "hiss", noise: "white", filter, frequency, level, decay, bursts };
}

function metal(
  filter: BiquadFilterType,
  frequency: number,
  level: number,
  decay: number,
  bursts = 1,
): Hiss {
  return { ...white(filter, frequency, level, decay, bursts), noise: "metal" };
}
