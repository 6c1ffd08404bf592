// What few elements have, loaded by those: presets, and the configuration by attribute.

import { ComposerError, composerErrorFrom } from "../composer/index.ts";
import type { AnsweringElement } from "./answers.ts";
import type { Configuration } from "./configuration.ts";
import { configureElement } from "./configuration.ts";
import { insideOf, tellError } from "./inside.ts";
import { PRESETS, setPreset } from "./presets.ts";
import type { Store } from "./store.ts";

/** Takes in the attribute `preset` or `config`; what is wrong with it is one line and the event "error". */
export async function furnish(element: AnsweringElement, name: "preset" | "config"): Promise<void> {
  const { store } = insideOf(element);
  const text = element.getAttribute(name);
  if (name === "preset") {
    const found = PRESETS.find((preset) => preset === text) ?? null;
    if (text !== null && found === null) {
      say(store, `The attribute preset is “${text}”; allowed is ${PRESETS.join(", ")}.`);
    }
    return setPreset(element, found);
  }
  if (text === null) return;
  try {
    await configureElement(element, parsed(text));
  } catch (thrown) {
    const error = composerErrorFrom(thrown, "request-invalid");
    say(store, `The attribute config is not understood: ${error.message}.`);
    tellError(element, error);
  }
}

function parsed(text: string): Configuration {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = composerErrorFrom(cause);
    throw new ComposerError("request-invalid", `it is no JSON text: ${message}`, { cause });
  }
}

function say(store: Store, text: string): void {
  store.update({ message: { kind: "error", text } });
}
