// Strengths of the harmonics of the built-in waves, the fundamental first. No nodes.

/** A wave by what it sounds like. */
export type WaveName = keyof typeof WAVES;

const STRING = harmonics(18, (n) => {
  // Struck at an eighth of its length, a string lacks every eighth harmonic.
  return (
    (n ** -1.15 * Math.abs(Math.sin((Math.PI * n) / 8)) * Math.exp(-0.06 * n)) /
    Math.sin(Math.PI / 8)
  );
});
const PIPE: readonly number[] = [1, 0.36, 0.16, 0.05, 0.025, 0.012, 0.006];

export const WAVES = {
  string: STRING,
  pipe: PIPE,
  // Drawbars: 8', 4', 2 2/3', 2', 1 1/3', 1'.
  organ: asLoudAsPipe([1, 0.7, 0.45, 0.5, 0, 0.25, 0, 0.2]),
  // Plucked at a fifth of its length.
  pluck: asLoudAsPipe(harmonics(20, (n) => Math.abs(Math.sin((Math.PI * n) / 5)) / n ** 1.2)),
  bow: asLoudAsPipe(harmonics(16, (n) => n ** -1.15)),
  vowel: asLoudAsPipe([1, 0.62, 0.45, 0.3, 0.12, 0.06, 0.03, 0.04, 0.02]),
  reed: asLoudAsPipe([1, 0.18, 0.55, 0.15, 0.35, 0.1, 0.18, 0.06, 0.08]),
  flute: asLoudAsPipe([1, 0.32, 0.12, 0.05, 0.02]),
  bell: asLoudAsPipe([1, 0, 0, 0.35, 0, 0, 0, 0, 0, 0.12]),
} as const;

function harmonics(count: number, strength: (n: number) => number): readonly number[] {
  return Array.from({ length: count }, (_, index) => strength(index + 1));
}

function asLoudAsPipe(strengths: readonly number[]): readonly number[] {
  const gain = Math.sqrt(power(PIPE) / power(strengths));
  return strengths.map((strength) => strength * gain);
}

function power(strengths: readonly number[]): number {
  return strengths.reduce((sum, strength) => sum + strength ** 2, 0);
}
