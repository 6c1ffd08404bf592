// The letters of a computer's keyboard as piano keys: by their places, whatever is printed on them.

/** Semitones above the C that the row begins with. */
const KEYS: Readonly<Record<string, number>> = {
  KeyA: 0,
  KeyW: 1,
  KeyS: 2,
  KeyE: 3,
  KeyD: 4,
  KeyF: 5,
  KeyT: 6,
  KeyG: 7,
  KeyY: 8,
  KeyH: 9,
  KeyU: 10,
  KeyJ: 11,
  KeyK: 12,
  KeyO: 13,
  KeyL: 14,
  KeyP: 15,
  Semicolon: 16,
  Quote: 17,
};

const OCTAVES: Readonly<Record<string, number>> = { KeyZ: -1, KeyX: 1 };

/** What a key of the computer plays; null for none. */
export function pitchOfKey(code: string, lowest: number): number | null {
  const semitones = KEYS[code];
  if (semitones === undefined) return null;
  const pitch = lowest + semitones;
  return pitch <= 127 ? pitch : null;
}

/** By how many octaves a key moves the row. */
export function octavesOfKey(code: string): number {
  return OCTAVES[code] ?? 0;
}

/** The key of the computer that plays so many semitones above the first; null for none. */
export function keyThatPlays(semitones: number): string | null {
  return Object.keys(KEYS).find((code) => KEYS[code] === semitones) ?? null;
}
