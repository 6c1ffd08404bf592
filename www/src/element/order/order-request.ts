// From what is wished to what is ordered, or the sentence that says what does not fit.

import type { PieceRequest, WireScore } from "../../composer/index.ts";
import { INSTRUMENTS, styleOf } from "../../composer/index.ts";
import { TEMPI } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Wish } from "./wish.ts";

/** An order, or what is wrong with a field. */
export type Ordered =
  | { readonly kind: "ready"; readonly request: PieceRequest }
  | { readonly kind: "wrong"; readonly field: keyof Wish; readonly text: string };

/** In seconds, as `src/compose/piece/order.rs`. */
const SECONDS = { least: 10, most: 360 } as const;
const MAX_SECTIONS = 40;

/** What steers a piece beside its order. */
export interface Surroundings {
  /** The style of the answers. */
  readonly style: string;
  readonly influence: readonly WireScore[];
  readonly rngSeed: number;
}

export function orderOf(wish: Wish, { style, influence, rngSeed }: Surroundings): Ordered {
  const seconds = readLength(wish.length);
  if (seconds === null || seconds < SECONDS.least || seconds > SECONDS.most) {
    return wrong("length", t("A length from 0:10 to 6:00, such as 1:30 or 90."));
  }
  const tempo = wish.tempo.trim() === "" ? null : Number(wish.tempo);
  if (tempo !== null && !(tempo >= TEMPI.least && tempo <= TEMPI.most)) {
    return wrong("tempo", t("A number from {least} to {most}, or nothing.", TEMPI));
  }
  const form = wish.form.trim() === "" ? null : wish.form.trim();
  const mistake = form === null ? null : mistakeIn(form);
  if (mistake !== null) return wrong("form", mistake);
  const [beats = 4, beatUnit = 4] = wish.metre.split("/").map(Number);
  const chosen = wish.style ?? style;
  const instruments = instrumentsOf(wish, chosen);
  if (instruments !== null && isSilent(instruments, chosen)) {
    return wrong("instruments", t("At least one part has to play."));
  }
  const request: PieceRequest = {
    style: chosen,
    moods: wish.moods,
    key: wish.key,
    seconds,
    tempo,
    timeSignature: wish.metre === "" ? null : { beats, beatUnit },
    form,
    energy: wish.energy,
    instruments: instruments ?? [],
    influence,
    drafts: wish.drafts,
    rngSeed,
  };
  return { kind: "ready", request };
}

/** Seconds of "1:30", "90", "90 s" or "1.5 min"; null where it is none of them. */
export function readLength(text: string): number | null {
  const [, minutes, rest] = /^\s*(\d+):([0-5]?\d(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (minutes !== undefined && rest !== undefined) return 60 * Number(minutes) + Number(rest);
  const [, number, unit] =
    /^\s*(\d+(?:[.,]\d+)?)\s*(s|sec|seconds|m|min|minutes)?\s*$/i.exec(text) ?? [];
  if (number === undefined) return null;
  const value = Number(number.replace(",", "."));
  return unit?.toLowerCase().startsWith("m") === true ? 60 * value : value;
}

/** What the composer cannot read in a form; null where it can. */
export function mistakeIn(form: string): string | null {
  const words = form.split(/\s+/);
  if (words.length > MAX_SECTIONS) return t("At most {count} sections.", { count: MAX_SECTIONS });
  for (const [index, word] of words.entries()) {
    const name = word.replace(/['’′]+$/u, "").toLowerCase();
    if (!/^([a-h]|intro|verse|chorus|bridge|climax|outro)$/.test(name)) {
      return t(
        "“{word}” is no section: letters A to H, intro, verse, chorus, bridge, climax, outro.",
        { word },
      );
    }
    if (name === "intro" && index > 0) return t("An intro can only come first.");
    if (name === "outro" && index < words.length - 1) return t("An outro can only come last.");
  }
  return null;
}

/** Null where every part plays what is usual in the style. */
function instrumentsOf({ instruments }: Wish, style: string): readonly string[] | null {
  const pitched = styleOf(style).parts.filter((part) => !part.isPercussion);
  const chosen = pitched.map((_, index) => instruments[index] ?? "");
  if (chosen.every((name) => name === "")) return null;
  return chosen.map((name, index) => (name === "" ? usualInstrument(style, index) : name));
}

/** The name of the instrument that a part has by its style. */
function usualInstrument(style: string, part: number): string {
  const program = styleOf(style).parts[part]?.program;
  return INSTRUMENTS.find(([, number]) => number === program)?.[0] ?? "piano";
}

function isSilent(instruments: readonly string[], style: string): boolean {
  const pitched = styleOf(style).parts.filter((part) => !part.isPercussion);
  return pitched.every((_, index) => instruments[index] === "none");
}

function wrong(field: keyof Wish, text: string): Ordered {
  return { kind: "wrong", field, text };
}
