// The rows of the sheet of keys: a press on a key waits for another one, which is the action's from then on.

import { t } from "../../words/index.ts";
import type { Action, ActionId, KeyMap, KeyStroke } from "../actions.ts";
import { keyMap, keysOf } from "../actions.ts";
import { make, setText } from "../dom.ts";
import { isMac, keyLabel } from "../key-tables.ts";
import type { Caught } from "./capture.ts";
import { asking, caught, changeWords } from "./capture.ts";
import { firstKeys, keysIn, restored, withoutKey } from "./key-map.ts";
import { setOwnKeys, watchKeys } from "./own-keys.ts";

interface Row {
  readonly action: Action;
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
}

export class KeyRows {
  /** Above all tables: what can be done, what was done, and the way back. */
  readonly head: HTMLElement;
  readonly #words = make("p", { class: "key-words", role: "status" }, introduction());
  readonly #reset = plainButton(t("All keys as they were"), "reset-keys");
  readonly #back = plainButton(t("Take that back"), "keys-back");
  readonly #rows: Row[] = [];
  readonly #signal: AbortSignal;
  /** The row that waits for a key, and what stands under it. */
  #open: { readonly row: Row; readonly note: HTMLElement; asked: KeyStroke | null } | null = null;
  #before: KeyMap | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.head = make("div", { class: "key-head" }, this.#words, this.#reset, this.#back);
    this.#back.hidden = true;
    const options = { signal };
    this.#reset.addEventListener("click", () => this.#resetAll(), options);
    this.#back.addEventListener("click", () => this.#takeBack(), options);
  }

  /** Hears the keys of the sheet once all rows stand. */
  attach(sheet: HTMLDialogElement): void {
    const options = { signal: this.#signal, capture: true };
    sheet.addEventListener("keydown", (event) => this.#keyed(event), options);
    sheet.addEventListener("close", () => this.#close(), options);
    watchKeys(() => this.#show(), this.#signal);
  }

  /** The row of one action. */
  row(action: Action): HTMLElement {
    const button = make("button", { type: "button", class: "key", "data-key-of": action.id });
    const element = make(
      "tr",
      {},
      make("th", { scope: "row" }, button),
      make("td", {}, t(action.label)),
    );
    const row = { action, element, button };
    button.addEventListener("click", () => this.#ask(row), { signal: this.#signal });
    this.#rows.push(row);
    return element;
  }

  #show(): void {
    for (const { action, button } of this.#rows) {
      const keys = keysOf(action).map((stroke) => keyLabel(stroke, isMac()));
      const key = keys.join(t(" or "));
      const name = t(action.label);
      button.replaceChildren(make("kbd", {}, key || "–"));
      button.toggleAttribute("data-own", keyMap().has(action.id));
      button.setAttribute(
        "aria-label",
        key === ""
          ? t("{action} has no key: give it one", { action: name })
          : t("Change the key of {action}: {key}", { action: name, key }),
      );
    }
    this.#reset.hidden = keyMap().size === 0;
  }

  #ask(row: Row): void {
    const isSame = this.#open?.row === row;
    this.#close();
    if (isSame) return;
    const { id } = row.action;
    const words = make("p", { role: "status" });
    const note = make("tr", { class: "key-note" }, make("td", { colspan: "2" }, words));
    const ways = make("div", { class: "key-ways" });
    const way = (label: string, name: string, act: () => void): void => {
      const button = plainButton(label, name);
      button.addEventListener("click", act, { signal: this.#signal });
      ways.append(button);
    };
    if (keyMap().has(id)) {
      const key = firstKeys(id).map((stroke) => keyLabel(stroke, isMac()));
      const label =
        key.length === 0 ? t("As it was") : t("Back to {key}", { key: key.join(t(" or ")) });
      way(label, "key-reset", () => this.#set(id, restored(keyMap(), id)));
    }
    if (keysIn(keyMap(), id).length > 0) {
      way(t("No key"), "key-none", () => this.#set(id, withoutKey(keyMap(), id)));
    }
    way(t("Cancel"), "key-cancel", () => this.#close(true));
    words.after(ways);
    row.element.after(note);
    row.button.setAttribute("aria-expanded", "true");
    this.#open = { row, note, asked: null };
    // Said after it stands there, so that screen readers hear it; who is quick may have pressed a key by then.
    requestAnimationFrame(() => {
      if (words.textContent === "") setText(words, asking(id).words);
    });
    row.button.focus();
    note.scrollIntoView({ block: "nearest" });
  }

  #keyed(event: KeyboardEvent): void {
    const open = this.#open;
    if (open === null || event.key === "Tab") return;
    const isOnWay = event.target instanceof Element && open.note.contains(event.target);
    if (isOnWay && (event.key === "Enter" || event.key === " ")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const { id } = open.row.action;
    const found = caught(id, event, open.asked);
    if (found !== null) this.#take(id, found);
  }

  #take(id: ActionId, found: Caught): void {
    const open = this.#open;
    if (open === null) return;
    if (found.kind === "set") return this.#set(id, found.map);
    if (found.kind === "left") return this.#close(true);
    open.asked = found.kind === "held" ? found.stroke : null;
    open.note.toggleAttribute("data-held", found.kind === "held");
    const words = open.note.querySelector("p");
    if (words !== null) setText(words, found.words);
  }

  #set(id: ActionId, map: KeyMap): void {
    const words = changeWords(keyMap(), map, id);
    this.#close(true);
    this.#change(map, words);
  }

  #resetAll(): void {
    this.#close();
    this.#change(new Map(), t("All keys are as they were at first."));
    this.#back.focus();
  }

  #change(map: KeyMap, words: string): void {
    this.#before = keyMap();
    setOwnKeys(map);
    setText(this.#words, words);
    this.#back.hidden = false;
  }

  #takeBack(): void {
    const before = this.#before;
    if (before === null) return;
    setOwnKeys(before);
    this.#before = null;
    this.#back.hidden = true;
    setText(this.#words, t("The keys are as before."));
    this.#rows[0]?.button.focus();
  }

  #close(isFocused = false): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    open.note.remove();
    open.row.button.removeAttribute("aria-expanded");
    if (isFocused) open.row.button.focus();
  }
}

function introduction(): string {
  return t("Choose a key below to change it. Your keys stay on this device.");
}

function plainButton(label: string, name: string): HTMLButtonElement {
  return make("button", { type: "button", class: "button", "data-way": name }, label);
}
