// Many settings at once, as one plain object: each checked by its name before any is taken.

import type { Controls } from "../composer/index.ts";
import { ComposerError, styleOf, voicesOf } from "../composer/index.ts";
import type { PlainScore } from "../score/index.ts";
import { voice } from "../score/index.ts";
import type { AnsweringElement } from "./answers.ts";
import type { Reading } from "./attributes.ts";
import {
  readBars,
  readDevice,
  readKey,
  readStyle,
  readTakes,
  readTempo,
  readTheme,
  readUrl,
} from "./attributes.ts";
import { isObject, wrong } from "./checks.ts";
import { insideOf, reflect } from "./inside.ts";
import type { OwnStyle } from "./own-styles.ts";
import { addStyles, stylesFrom } from "./own-styles.ts";
import { PRESETS } from "./presets.ts";
import { TRAITS } from "./settings.ts";
import type { Steer } from "./steering.ts";

/** What `configure()` and the attribute `config` take; what is left out stays as it is. */
export interface Configuration {
  readonly device?: "auto" | "cpu" | "webgpu";
  readonly model?: string;
  /** Styles of one's own, or the address of a file of them. */
  readonly styles?: readonly OwnStyle[] | string;
  readonly style?: string;
  readonly key?: string | null;
  readonly bars?: number;
  readonly takes?: number;
  readonly tempo?: number;
  readonly theme?: "auto" | "light" | "dark";
  readonly preset?: (typeof PRESETS)[number] | null;
  readonly readOnly?: boolean;
  readonly loop?: boolean;
  readonly muted?: boolean;
  /** 0 to 1. */
  readonly volume?: number;
  /** 0.25 to 4. */
  readonly playbackRate?: number;
  /** How bold answers are, 0 (the likeliest) to 2. */
  readonly temperature?: number;
  /** The voices that may be written: 0 is the highest, 4 the drums. */
  readonly voices?: readonly number[];
  /** 0 to 4 each. */
  readonly controls?: Controls;
  /** The same number gives the same answer; null lets dice choose. */
  readonly rngSeed?: number | null;
  readonly score?: PlainScore;
  readonly src?: string;
  /** Address of a soundfont; null for the instruments that ship. */
  readonly soundfont?: string | null;
  readonly steer?: Steer | null;
}

/** Checks a value, and gives what takes it in; throws what is allowed. */
type Setting = (element: AnsweringElement, value: unknown) => () => unknown;

/** The order in which they are taken in: the style first, since it settles voices and boldness. */
const SETTINGS: { readonly [name in keyof Configuration]-?: Setting } = {
  device: attribute("device", readDevice),
  model: address("model"),
  styles: (element, value) => {
    if (typeof value === "string") {
      return address("styles")(element, value);
    }
    const styles = stylesFrom({ styles: value });
    return () => addStyles(element, styles);
  },
  style: attribute("composer-style", readStyle),
  key: attribute("key-signature", readKey),
  bars: attribute("bars", readBars),
  takes: attribute("takes", readTakes),
  tempo: attribute("tempo", readTempo),
  theme: attribute("theme", readTheme),
  preset: (element, value) => {
    if (value !== null && !PRESETS.some((preset) => preset === value)) {
      throw wrong("preset", value, `${PRESETS.join(", ")} or null`);
    }
    return () => reflect(element, "preset", value === null ? null : String(value));
  },
  readOnly: flag((element, isSet) => reflect(element, "readonly", isSet)),
  loop: flag((element, isSet) => {
    element.loop = isSet;
  }),
  muted: flag((element, isSet) => {
    element.muted = isSet;
  }),
  volume: number(0, 1, (element, value) => {
    element.volume = value;
  }),
  playbackRate: number(0.25, 4, (element, value) => {
    element.playbackRate = value;
  }),
  temperature: number(0, 2, (element, temperature) => set(element, { temperature })),
  voices: (element, value) => {
    const known = voicesOf(styleOf(insideOf(element).store.state.settings.style));
    const isList = Array.isArray(value) && value.every((one) => known.includes(one));
    if (!isList) throw wrong("voices", value, `a list of ${known.join(", ")}`);
    return () => set(element, { voices: value.map(voice) });
  },
  controls: (element, value) => {
    const kinds = TRAITS.map(({ kind }) => kind);
    const entries = isObject(value) ? Object.entries(value) : [["controls", value]];
    for (const [kind, level] of entries) {
      const isKnown = kinds.some((known) => known === kind);
      if (isKnown && [0, 1, 2, 3, 4].some((one) => one === level)) continue;
      throw wrong(`controls.${kind}`, level, `0 to 4 for ${kinds.join(", ")}`);
    }
    return () => set(element, { controls: { ...(value as Controls) } });
  },
  rngSeed: (element, value) => {
    const isSeed = value === null || (Number.isSafeInteger(value) && Number(value) >= 0);
    if (!isSeed) throw wrong("rngSeed", value, "a whole number from 0 on, or null");
    const kept = { rngSeed: Number(value), isRngSeedKept: true };
    return () => set(element, value === null ? { isRngSeedKept: false } : kept);
  },
  score: (element, value) => {
    if (!isObject(value) || !("notes" in value)) throw wrong("score", value, "a score");
    return () => {
      element.value = JSON.stringify(value);
    };
  },
  src: address("src"),
  soundfont: address("soundfont"),
  steer: (element, value) => {
    if (value !== null && !isObject(value)) throw wrong("steer", value, "tension and density");
    return () => element.steer(value);
  },
};

/** Takes a configuration in, as a whole or not at all. */
export async function configureElement(
  element: AnsweringElement,
  configuration: Configuration,
): Promise<void> {
  if (!isObject(configuration)) throw wrong("the configuration", configuration, "an object");
  const settings = new Map<string, Setting>(Object.entries(SETTINGS));
  for (const name of Object.keys(configuration)) {
    if (settings.has(name)) continue;
    const allowed = [...settings.keys()].join(", ");
    throw new ComposerError("request-invalid", `“${name}” found; allowed are ${allowed}`);
  }
  const given = new Map<string, unknown>(Object.entries(configuration));
  const effects = [...settings]
    .filter(([name]) => given.get(name) !== undefined)
    .map(([name, setting]) => setting(element, given.get(name)));
  for (const effect of effects) await effect();
}

function attribute(name: string, read: (text: string) => Reading<unknown>): Setting {
  return (element, value) => {
    const reading = read(String(value ?? "auto"));
    if (!reading.isUnderstood) throw new ComposerError("request-invalid", reading.remark);
    return () => reflect(element, name, value === null ? null : String(value));
  };
}

function address(name: "model" | "src" | "styles" | "soundfont"): Setting {
  return (element, value) =>
    attribute(name, (text) => readUrl(name, text, element.baseURI))(element, value);
}

function flag(effect: (element: AnsweringElement, isSet: boolean) => void): Setting {
  return (element, value) => {
    if (typeof value !== "boolean") throw wrong("a flag", value, "true or false");
    return () => effect(element, value);
  };
}

function number(
  least: number,
  most: number,
  effect: (element: AnsweringElement, value: number) => void,
): Setting {
  return (element, value) => {
    if (typeof value !== "number" || !(value >= least && value <= most)) {
      throw wrong("a number", value, `${least} to ${most}`);
    }
    return () => effect(element, value);
  };
}

function set(
  element: AnsweringElement,
  patch: Partial<ReturnType<typeof insideOf>["store"]["state"]["settings"]>,
): void {
  const { store } = insideOf(element);
  store.update({ settings: { ...store.state.settings, ...patch } });
}
