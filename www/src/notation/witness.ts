// Notes that an extract is given beside its own, so that the whole piece's clefs and tonic are found in it.
// They stand in bars that nobody sees.

import type { Ground, Register } from "./ground.ts";
import { add, heightOf, scaleOf, sumWithin, tonicOf, total } from "./ground.ts";

/** The pitches that each voice has to play in addition. */
export type Witnesses = ReadonlyMap<number, readonly number[]>;

/** How much longer than its notes an extract is tried to be made, at last as long as the piece. */
const SHARES = [1, 1.3, 1.7, 2.5, 4, 8, Number.POSITIVE_INFINITY] as const;
/** More octaves of the scale than these are no extract any longer. */
const SCALES = 40;

/**
 * What has to sound beside notes of these registers and pitch classes. Null where only the whole piece tells.
 */
export function witnessesOf(
  ground: Ground,
  registers: ReadonlyMap<number, Register>,
  classes: readonly number[],
): Witnesses | null {
  const witnesses = new Map<number, number[]>();
  for (const part of ground.parts) {
    const found = SHARES.map((share) => ofPart(part, registers, share)).find((one) => one !== null);
    if (found === undefined || found === null) return null;
    for (const [voice, pitches] of found) witnesses.set(voice, pitches);
  }
  if (ground.tonic !== null && !sayTonic(ground, witnesses, [...classes])) return null;
  return isTrue(ground, registers, witnesses) ? witnesses : null;
}

/** Voices keep their shares of the notes of their part, and their heights. */
function ofPart(
  part: ReadonlyMap<number, Register>,
  registers: ReadonlyMap<number, Register>,
  share: number,
): Map<number, number[]> | null {
  const here = (voice: number): Register => registers.get(voice) ?? { count: 0, sum: 0 };
  const shares = [...part].map(([voice, { count }]) => here(voice).count / count);
  const wanted = Math.min(1, Math.max(...shares) * share);
  const found = new Map<number, number[]>();
  const all: Register[] = [];
  for (const [voice, whole] of part) {
    const own = here(voice);
    const isRight = heightOf(own) === heightOf(whole);
    const count =
      share === 1 && part.size === 1 && isRight
        ? own.count
        : Math.max(own.count, 1, Math.ceil(wanted * whole.count));
    const mean = whole.sum / whole.count;
    const more = count - own.count;
    const sum = more === 0 ? own.sum : sumWithin(heightOf(whole), count, mean * count);
    const pitches = spread(more, sum - own.sum);
    if (pitches === null || heightOf({ count, sum }) !== heightOf(whole)) return null;
    found.set(voice, pitches);
    all.push({ count, sum });
  }
  return heightOf(total(all)) === heightOf(total(part.values())) ? found : null;
}

/** So many pitches with a sum; null where there are none. */
function spread(count: number, sum: number): number[] | null {
  if (count === 0) return sum === 0 ? [] : null;
  const low = Math.floor(sum / count);
  const isInRange = low >= 0 && (low < 127 || (low === 127 && sum === 127 * count));
  if (!isInRange) return null;
  const higher = sum - low * count;
  return Array.from({ length: count }, (_, index) => (index < higher ? low + 1 : low));
}

/** Adds scales until they have the say; pairs around the mean, so that heights stay. */
function sayTonic(
  { tonic, parts }: Ground,
  witnesses: Map<number, number[]>,
  counts: number[],
): boolean {
  for (const pitches of witnesses.values()) for (const pitch of pitches) add(counts, pitch);
  if (tonic === null || tonicOf(counts) === tonic) return true;
  const voices = parts.flatMap((part) => [...part]);
  const most = voices.reduce((a, b) => (b[1].count > a[1].count ? b : a), voices[0] ?? NOBODY);
  const mean = most[1].sum / most[1].count;
  const scale = scaleOf(tonic);
  const around = Array.from({ length: 12 }, (_, index) => Math.round(mean) - 6 + index).filter(
    (pitch) => scale.includes(((pitch % 12) + 12) % 12),
  );
  const own = witnesses.get(most[0]) ?? [];
  witnesses.set(most[0], own);
  for (let turn = 0; turn < SCALES; turn++) {
    for (const pitch of around) {
      own.push(pitch);
      add(counts, pitch);
    }
    if (tonicOf(counts) === tonic) return true;
  }
  return false;
}

const NOBODY: readonly [number, Register] = [0, { count: 1, sum: 60 }];

function isTrue(
  { parts }: Ground,
  registers: ReadonlyMap<number, Register>,
  witnesses: Witnesses,
): boolean {
  return parts.every((part) => {
    const all = [...part.keys()].map((voice) => {
      const pitches = witnesses.get(voice) ?? [];
      const own = registers.get(voice) ?? { count: 0, sum: 0 };
      const sum = pitches.reduce((sum, pitch) => sum + pitch, own.sum);
      return { count: own.count + pitches.length, sum };
    });
    const wholes = [...part.values()];
    return (
      all.every((register, index) => {
        const whole = wholes[index];
        return whole !== undefined && heightOf(register) === heightOf(whole);
      }) && heightOf(total(all)) === heightOf(total(wholes))
    );
  });
}
