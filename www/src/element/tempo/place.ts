// Places of a piece as somebody writes them: a bar and a beat, and what is wrong with them.

import type { Score, Tick } from "../../score/index.ts";
import { type Bar, barAt, barPosition, barTicks, beatTicks, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";

/** Longer pieces are not written here. */
const MOST_BARS = 9_999;

/** What was written, or what is wrong with it. */
export type Written<Value> =
  | { readonly kind: "right"; readonly value: Value }
  | { readonly kind: "wrong"; readonly text: string };

/** The bar that is called so. */
export function barCalled(score: Score, number: number): Written<Bar> {
  const least = barAt(score, tick(0)).number;
  if (!Number.isInteger(number) || number < least || number > MOST_BARS) {
    const text = t("Bar {found} found; {least} to {most} are allowed.", {
      found: Number.isFinite(number) ? number : "?",
      least,
      most: MOST_BARS,
    });
    return { kind: "wrong", text };
  }
  let bar = barAt(score, tick(0));
  while (bar.number < number) bar = barAt(score, bar.end);
  return { kind: "right", value: bar };
}

/** The tick of a beat of a bar; beats may be fractions. */
export function placeCalled(score: Score, number: number, beat: number): Written<Tick> {
  const called = barCalled(score, number);
  if (called.kind === "wrong") return called;
  const { start, end, signature } = called.value;
  const length = beatTicks(signature);
  // A pick-up is counted from its end, as everywhere.
  const missing = number === 0 ? barTicks(signature) - (end - start) : 0;
  const at = Math.round(start - missing + (beat - 1) * length);
  if (at >= start && at < end) return { kind: "right", value: tick(at) };
  const text = t("Beat {found} found; bar {bar} has {least} to {most}.", {
    found: Number.isFinite(beat) ? beat : "?",
    bar: number,
    least: 1 + Math.ceil(missing / length),
    most: Math.ceil((missing + end - start) / length),
  });
  return { kind: "wrong", text };
}

/** The beat of a tick in its bar, as a number with a fraction. */
export function beatOf(score: Score, at: Tick): number {
  const { beat, rest } = barPosition(score, at);
  const share = rest / beatTicks(barAt(score, at).signature);
  return Math.round((beat + share) * 1000) / 1000;
}
