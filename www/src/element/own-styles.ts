// Styles that a page brings: each is one that ships, under another name, with another beginning and character.

import type { Controls, Style } from "../composer/index.ts";
import {
  ComposerError,
  composerErrorFrom,
  INSTRUMENTS,
  OWN_STYLES,
  orchestrated,
  STYLES,
  styleOf,
} from "../composer/index.ts";
import { TEMPI } from "../score/index.ts";
import { t } from "../words/index.ts";
import { applyAttribute } from "./attribute-effects.ts";
import { isObject, wrong } from "./checks.ts";
import { insideOf } from "./inside.ts";
import { MAX_BARS, TRAITS } from "./settings.ts";

/** A style as a page writes it; what is left out is as in the style that it is made from. */
export interface OwnStyle {
  /** By which `composer-style` names it: small letters, digits and hyphens. */
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  /** The style that answers, such as "keyboard". */
  readonly from: string;
  /** One line on what it is. */
  readonly line?: string;
  /** Such as "6/8". */
  readonly timeSignature?: string;
  /** Quarter notes a minute. */
  readonly tempo?: number;
  /** The length of an answer. */
  readonly bars?: number;
  /** How bold answers are, 0 to 2. */
  readonly temperature?: number;
  /** Names of instruments, one for all parts or one for each. */
  readonly instruments?: readonly string[];
  /** What answers are like, 0 to 4 each. */
  readonly controls?: Controls;
}

/** A file of styles is small; a larger one is something else. */
const MOST_BYTES = 200_000;
const MOST_STYLES = 64;

/** Says whether a value is allowed; what is allowed is in words beside it. */
type Check = readonly [allowed: string, isAllowed: (value: unknown) => boolean];

const CHECKS: { readonly [name in keyof OwnStyle]-?: Check } = {
  id: [
    "small letters, digits and hyphens, and no name of a style that ships",
    (value) => isText(value, /^[a-z][a-z0-9-]{0,39}$/) && !STYLES.some(({ id }) => id === value),
  ],
  name: ["a text of 1 to 40 characters", (value) => isText(value, /^.{1,40}$/)],
  from: [STYLES.map(({ id }) => id).join(", "), (value) => STYLES.some(({ id }) => id === value)],
  line: ["a text of up to 120 characters", (value) => isText(value, /^.{0,120}$/)],
  timeSignature: ["a text such as 6/8", (value) => isText(value, /^([1-9]|1[0-6])\/(1|2|4|8|16)$/)],
  tempo: [
    `a number from ${TEMPI.least} to ${TEMPI.most}`,
    (value) => isIn(value, TEMPI.least, TEMPI.most),
  ],
  bars: [
    `a whole number from 1 to ${MAX_BARS}`,
    (value) => isIn(value, 1, MAX_BARS) && Number.isInteger(value),
  ],
  temperature: ["a number from 0 to 2", (value) => isIn(value, 0, 2)],
  instruments: [
    `a list of ${INSTRUMENTS.map(([name]) => name).join(", ")}`,
    (value) =>
      Array.isArray(value) && value.every((one) => INSTRUMENTS.some(([name]) => name === one)),
  ],
  controls: [
    `0 to 4 for ${TRAITS.map(({ kind }) => kind).join(", ")}`,
    (value) =>
      isObject(value) &&
      Object.entries(value).every(
        ([kind, level]) =>
          TRAITS.some((trait) => trait.kind === kind) &&
          [0, 1, 2, 3, 4].some((one) => one === level),
      ),
  ],
};

const NEEDED = ["id", "name", "from"];

/** The styles of a file's content; throws what is wrong with the first that is. */
export function stylesFrom(content: unknown): readonly Style[] {
  const list = isObject(content) ? content["styles"] : undefined;
  if (!Array.isArray(list) || list.length > MOST_STYLES) {
    throw wrong("styles", list, `a list of at most ${MOST_STYLES} styles`);
  }
  return list.map((value: unknown, index) => {
    if (!isOwnStyle(value, `styles[${index}]`)) throw wrong(`styles[${index}]`, value, "an object");
    return styleFrom(value);
  });
}

function isOwnStyle(value: unknown, place: string): value is OwnStyle {
  if (!isObject(value)) return false;
  const checks = new Map<string, Check>(Object.entries(CHECKS));
  for (const name of Object.keys(value)) {
    if (checks.has(name)) continue;
    const allowed = [...checks.keys()].join(", ");
    throw new ComposerError(
      "request-invalid",
      `“${name}” found in ${place}; allowed are ${allowed}`,
    );
  }
  for (const [name, [allowed, isAllowed]] of checks) {
    const isLeftOut = value[name] === undefined && !NEEDED.includes(name);
    if (!isLeftOut && !isAllowed(value[name]))
      throw wrong(`${place}.${name}`, value[name], allowed);
  }
  return true;
}

function styleFrom({ timeSignature, instruments, ...own }: OwnStyle): Style {
  const base = styleOf(own.from);
  const [beats = 4, beatUnit = 4] = timeSignature?.split("/").map(Number) ?? [];
  return {
    ...base,
    ...own,
    ...(timeSignature === undefined ? {} : { timeSignature: { beats, beatUnit } }),
    ...(instruments && { instruments, parts: orchestrated(base, instruments) }),
  };
}

/** Makes styles known to all composers of the page; this one has its style settled anew. */
export function addStyles(element: Element, styles: readonly Style[]): void {
  for (const style of styles) OWN_STYLES.set(style.id, style);
  const { store } = insideOf(element);
  const named = element.getAttribute("composer-style");
  if (named !== null) applyAttribute(store, "composer-style", named);
  // Whatever offers styles looks again.
  store.update({ settings: { ...store.state.settings } });
  const { style } = store.state.settings;
  const { name: first } = styleOf("bach-chorale");
  if (OWN_STYLES.has(style) || STYLES.some(({ id }) => id === style)) return;
  applyAttribute(store, "composer-style", null);
  const text = t("The composer does not know the style “{found}”; it answers as {style}.", {
    found: style,
    style: t(first),
  });
  store.update({ message: { kind: "error", text } });
}

/** Fetches a file of styles; rejects with what is wrong with it. */
export async function fetchStyles(url: URL): Promise<readonly Style[]> {
  const response = await fetch(url);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || type.startsWith("text/html")) {
    const found = response.ok ? "a web page" : `status ${response.status}`;
    throw new ComposerError("request-invalid", `${found} at ${url.href}`);
  }
  const text = await response.text();
  if (text.length > MOST_BYTES) {
    throw wrong(`the file at ${url.href}`, text.length, `up to ${MOST_BYTES} characters`);
  }
  return stylesFrom(jsonOf(text));
}

/** What a text of JSON says; rejects with where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = composerErrorFrom(cause);
    throw new ComposerError("request-invalid", `it is no JSON text: ${message}`, { cause });
  }
}

function isText(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

function isIn(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}
