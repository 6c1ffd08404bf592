// What an answer is asked to be like, in one line of the panel; its fields are loaded by who unfolds it.

import type { Controls } from "../composer/index.ts";
import { inSentence, t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, setText } from "./dom.ts";
import { lazyFold } from "./fold.ts";
import { TRAITS } from "./settings.ts";

export function characterFold(desk: Desk): HTMLElement {
  const { store, signal } = desk;
  const asked = make("span", { class: "asked" });
  store.onChange(({ settings }) => setText(asked, askedFor(settings.controls)), signal);
  const load = async () => (await import("./character-fields.ts")).characterFields(desk);
  const fold = { part: "character", title: t("Character"), className: "" };
  return lazyFold(fold, asked, load, signal);
}

/** What is asked for, in words. */
export function askedFor(controls: Controls): string {
  const words = TRAITS.flatMap(({ kind, name, levels }) => {
    const level = controls[kind];
    return level === undefined
      ? []
      : [
          t("{what}: {words}", {
            what: inSentence(t(name)),
            words: t(levels[level] ?? String(level)),
          }),
        ];
  });
  return words.length === 0 ? t("left to the composer") : words.join(", ");
}
