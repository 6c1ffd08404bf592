// Attributes of the element: strings and flags in, settings out. A wrong value is a message, not a throw.

import type { DeviceChoice } from "../composer/index.ts";
import { parseKey, TEMPI } from "../score/index.ts";
import { t } from "../words/index.ts";
import { MAX_BARS, MAX_TAKES } from "./settings.ts";
import type { Theme } from "./store.ts";

/** A value that was understood, or the sentence that says what was allowed. */
export type Reading<Value> =
  | { readonly isUnderstood: true; readonly value: Value }
  | { readonly isUnderstood: false; readonly remark: string };

export function readDevice(text: string): Reading<DeviceChoice> {
  return readOneOf("device", text, ["auto", "cpu", "webgpu"] as const);
}

export function readTheme(text: string): Reading<Theme> {
  return readOneOf("theme", text, ["auto", "light", "dark"] as const);
}

export function readStyle(text: string): Reading<string> {
  const value = text.trim();
  if (/^[a-z][a-z0-9-]*$/.test(value)) return understood(value);
  return remark("composer-style", text, t("a name such as bach-chorale"));
}

/** A key's name, or null for "auto". */
export function readKey(text: string): Reading<string | null> {
  if (text.trim() === "" || text.trim() === "auto") return understood(null);
  const key = parseKey(text);
  return key === null
    ? remark("key-signature", text, t("a key such as “G major”, or auto"))
    : understood(key.name);
}

export function readBars(text: string): Reading<number> {
  const bars = Number(text);
  if (text.trim() !== "" && Number.isInteger(bars) && bars >= 1 && bars <= MAX_BARS)
    return understood(bars);
  return remark("bars", text, t("a whole number from 1 to {most}", { most: MAX_BARS }));
}

export function readTakes(text: string): Reading<number> {
  const takes = Number(text);
  if (text.trim() !== "" && Number.isInteger(takes) && takes >= 1 && takes <= MAX_TAKES)
    return understood(takes);
  return remark("takes", text, t("a whole number from 1 to {most}", { most: MAX_TAKES }));
}

export function readTempo(text: string): Reading<number> {
  const tempo = Number(text);
  if (text.trim() !== "" && tempo >= TEMPI.least && tempo <= TEMPI.most) return understood(tempo);
  return remark("tempo", text, t("a number from {least} to {most}", TEMPI));
}

export function readUrl(name: string, text: string, base: string): Reading<URL> {
  return URL.canParse(text, base)
    ? understood(new URL(text, base))
    : remark(name, text, t("an address"));
}

function readOneOf<Value extends string>(
  name: string,
  text: string,
  allowed: readonly Value[],
): Reading<Value> {
  const found = allowed.find((value) => value === text.trim());
  return found === undefined ? remark(name, text, allowed.join(", ")) : understood(found);
}

function understood<Value>(value: Value): Reading<Value> {
  return { isUnderstood: true, value };
}

function remark(name: string, text: string, allowed: string): Reading<never> {
  return {
    isUnderstood: false,
    remark: t("The attribute {name} is “{text}”; allowed is {allowed}.", { name, text, allowed }),
  };
}
