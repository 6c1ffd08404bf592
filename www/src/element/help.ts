// The "?" sheet: every key and gesture, made from the tables that the element obeys. Keys are set there too.

import { t } from "../words/index.ts";
import type { Action } from "./actions.ts";
import { ACTIONS } from "./actions.ts";
import { make, setText } from "./dom.ts";
import { POINTER_ACTS, ROLL_KEYS, TAKE_KEYS, TYPING_KEYS } from "./key-tables.ts";
import type { Letters } from "./keys/letters.ts";
import { namedLetters, printedLetters, usualLetter } from "./keys/letters.ts";
import { buildSheet } from "./sheet.ts";
import { KeyRows } from "./shortcuts/key-rows.ts";
import { showOwnKeys } from "./shortcuts/own-keys.ts";
import css from "./shortcuts/shortcuts.css?inline";
import { adoptSheet } from "./styles/adopt.ts";

const GROUPS: readonly Action["group"][] = ["Play", "Compose", "Takes", "Edit", "Look", "Files"];

/** A dialog; `showModal` opens it, Esc closes it. The keys of actions can be set on it. */
export function buildHelp(
  signal: AbortSignal,
  root: ShadowRoot,
  composer: HTMLElement,
): HTMLDialogElement {
  adoptSheet(root, css);
  showOwnKeys(composer, signal);
  const rows = new KeyRows(signal);
  const about = make("slot", { name: "about" });
  about.addEventListener("slotchange", () => sayAbout(about), { signal });
  const sheet = buildSheet(
    { part: "help", className: "", title: t("Keys and gestures") },
    signal,
    // What the page around has to say of itself.
    about,
    rows.head,
    make(
      "div",
      { class: "columns" },
      ...GROUPS.map((group) =>
        table(t(group), [
          ...ACTIONS.filter((action) => action.group === group).map((action) => rows.row(action)),
          ...(group === "Takes" ? plainRows(TAKE_KEYS) : []),
        ]),
      ),
      table(t("On the roll"), plainRows(ROLL_KEYS)),
      table(t("Type to play"), typingRows()),
      table(t("Pointer and touch"), plainRows(POINTER_ACTS)),
    ),
  );
  rows.attach(sheet);
  return sheet;
}

/** What stays as it is, in the language that is spoken. */
function plainRows(rows: readonly (readonly [string, string])[]): readonly HTMLElement[] {
  return rows.map(([keys, label]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("kbd", {}, t(keys))),
      make("td", {}, t(label)),
    ),
  );
}

/** The letters are those that are printed on this keyboard. */
function typingRows(): readonly HTMLElement[] {
  const rows = plainRows(TYPING_KEYS);
  const print = (letters: Letters): void => {
    const named = namedLetters(letters);
    for (const [place, [keys]] of TYPING_KEYS.entries()) {
      const printed = rows[place]?.querySelector("kbd");
      if (printed) setText(printed, t(keys, named));
    }
  };
  print(usualLetter);
  void printedLetters().then(print);
  return rows;
}

/** Our own page asks to have what it says of itself said in the reader's language. */
function sayAbout(slot: HTMLSlotElement): void {
  const asking = slot.assignedElements().filter((around) => around.matches("[data-say]"));
  for (const link of asking.flatMap((around) => [...around.querySelectorAll("a")])) {
    link.hreflang = "en";
    // What stands there in English is kept, as another language may be chosen next.
    link.dataset["english"] ??= link.textContent;
    setText(link, t(link.dataset["english"]));
  }
}

/** What there is to read about Antiphon, as its page calls it. */
export const ABOUT = ["Put it into your page", "Reference", "How it works", "Model card"] as const;

function table(title: string, rows: readonly HTMLElement[]): HTMLElement {
  const body = make("tbody", {}, ...rows);
  return make("section", { class: "section" }, make("h3", {}, title), make("table", {}, body));
}
