// In which language an element speaks: as its attribute says, else as its page does, else as its reader does.

import { LANGUAGES, languageOf, spokenLanguage, t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeSelect, setOptions } from "./dom.ts";
import { field } from "./piece-fields.ts";

/** Where our own page finds what somebody has chosen. */
const CHOICE = "antiphon-language";

export function wantedLanguage(element: HTMLElement): ReturnType<typeof languageOf> {
  const around = element.closest<HTMLElement>("[lang]")?.lang;
  return languageOf([around, ...navigator.languages]);
}

/** What somebody has chosen here before; null where nobody has. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    // Frames without an origin have no storage.
    return null;
  }
}

/** Chooses the language; the element is built anew in it. */
export function languageField({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Language"), { "data-field": "language" });
  setOptions(
    select,
    LANGUAGES.map(({ tag, name }) => [tag, name] as const),
    spokenLanguage(),
  );
  for (const option of select.options) option.lang = option.value;
  select.addEventListener(
    "change",
    () => {
      const root = select.getRootNode();
      if (root instanceof ShadowRoot) root.host.setAttribute("lang", select.value);
      try {
        localStorage.setItem(CHOICE, select.value);
      } catch {
        // Then it lasts as long as the page.
      }
    },
    { signal },
  );
  // Whoever waits for an answer would lose it.
  store.onChange(({ answering }) => {
    select.disabled = answering !== null;
  }, signal);
  return make("div", { class: "row" }, field(t("Language"), select));
}
