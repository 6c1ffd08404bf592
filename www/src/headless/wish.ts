// What a script has to say of a request; the rest is what the page would choose.

import type { Act, RequestOf, SeedRequest } from "../composer/index.ts";
import { styleOf, voicesOf } from "../composer/index.ts";
import { type PlainScore, scoreFrom } from "../score/index.ts";

/** A request in which only what has no default must be said. */
export type Wish<A extends Act> = Partial<RequestOf[A]> & {
  readonly [name in Needed[A] & keyof RequestOf[A]]: RequestOf[A][name];
};

/** What has no default. */
interface Needed {
  readonly seed: never;
  readonly continue: "score";
  readonly harmonize: "score";
  readonly infill: "score" | "region";
}

/** Of the words that may come next, the composer looks at those that make up this share. */
const TOP_P = 0.97;

/** A whole request; the number of the dice is new where none is given. */
export function requestOf<A extends Act>(act: A, wish: Wish<A>): RequestOf[A] {
  const { style: id = "bach-chorale" } = wish as Partial<SeedRequest>;
  const style = styleOf(id);
  const given =
    "score" in wish && wish.score !== undefined ? scoreFrom(wish.score as PlainScore) : null;
  const request = {
    style: style.id,
    bars: style.bars,
    voices: voicesFor(act, given?.notes.map(({ voice }) => voice) ?? [], voicesOf(style)),
    sampling: { temperature: style.temperature, topK: 0, topP: TOP_P },
    rngSeed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
    ...(act === "seed"
      ? { key: null, timeSignature: style.timeSignature, tempo: style.tempo }
      : { locked: [] }),
    ...wish,
    ...(given === null ? {} : { score: given }),
  };
  return request as unknown as RequestOf[A];
}

/** The voices that are there go on; those that are not there harmonize. */
function voicesFor(
  act: Act,
  written: readonly number[],
  all: readonly number[],
): readonly number[] {
  const has = new Set(written);
  if (act === "harmonize") return all.filter((voice) => !has.has(voice));
  const present = all.filter((voice) => has.has(voice));
  return act === "continue" && present.length > 0 ? present : all;
}
