// What few elements have, loaded by those: presets, and the configuration, styles and sounds that a page names.

import { nameSoundfont } from "../audio/index.ts";
import { ComposerError, composerErrorFrom } from "../composer/index.ts";
import { t } from "../words/index.ts";
import type { AnsweringElement } from "./answers.ts";
import { taken } from "./attribute-effects.ts";
import { readUrl } from "./attributes.ts";
import type { Configuration } from "./configuration.ts";
import { configureElement } from "./configuration.ts";
import { insideOf, tellError } from "./inside.ts";
import { addStyles, fetchStyles, jsonOf } from "./own-styles.ts";
import { PRESETS, setPreset } from "./presets.ts";

/** The attributes whose effects are loaded when an element has them. */
export type Furnishing = "preset" | "config" | "styles" | "soundfont";

/** Takes in an attribute; what is wrong with it is one line and the event "error". */
export async function furnish(element: AnsweringElement, name: Furnishing): Promise<void> {
  const text = element.getAttribute(name);
  try {
    await EFFECTS[name](element, text);
  } catch (thrown) {
    if (element.getAttribute(name) !== text) return;
    const error = composerErrorFrom(thrown, "request-invalid");
    say(element, name, error.message);
    tellError(element, error);
  }
}

type Effect = (element: AnsweringElement, text: string | null) => unknown;

/** Files that have been taken in: an element that is moved in its page takes them once. */
const files = new WeakMap<Element, Partial<Record<Furnishing, string | null>>>();

const EFFECTS: { readonly [name in Furnishing]: Effect } = {
  preset: (element, text) => {
    const found = PRESETS.find((preset) => preset === text) ?? null;
    if (text !== null && found === null) {
      const allowed = PRESETS.join(", ");
      const line = t("The attribute {name} is “{text}”; allowed is {allowed}.", {
        name: "preset",
        text,
        allowed,
      });
      insideOf(element).store.update({ message: { kind: "error", text: line } });
    }
    setPreset(element, found);
  },
  config: async (element, text) => {
    if (text !== null) await configureElement(element, jsonOf(text) as Configuration);
  },
  styles: async (element, text) => {
    if (!isNew(element, "styles", text)) return;
    const url = addressOf(element, "styles", text);
    if (url === null) return;
    const styles = await fetchStyles(url);
    // Another file may have been named meanwhile.
    if (element.getAttribute("styles") === text) addStyles(element, styles);
  },
  soundfont: async (element, text) => {
    if (!isNew(element, "soundfont", text)) return;
    const url = addressOf(element, "soundfont", text);
    await nameSoundfont(url, (thrown) => {
      if (element.getAttribute("soundfont") !== text) return;
      const { message } = composerErrorFrom(thrown);
      say(element, "soundfont", message);
      tellError(element, new ComposerError("soundfont-unreadable", message, { cause: thrown }));
    });
  },
};

function isNew(element: Element, name: Furnishing, text: string | null): boolean {
  const known = files.get(element) ?? {};
  files.set(element, { ...known, [name]: text });
  return known[name] !== text;
}

function addressOf(element: Element, name: string, text: string | null): URL | null {
  if (text === null) return null;
  return taken(insideOf(element).store, readUrl(name, text, element.baseURI));
}

/** Says what is wrong with what an attribute names. */
export function say(element: Element, name: string, reason: string): void {
  const text = t("The attribute {name} is not understood: {reason}", { name, reason });
  insideOf(element).store.update({ message: { kind: "error", text } });
}
