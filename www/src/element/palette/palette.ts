// The command palette: one field, and below it everything that can be done, found by a few letters.

import { t } from "../../words/index.ts";
import type { ActionId, KeyStroke } from "../actions.ts";
import { actionOf } from "../actions.ts";
import type { Desk } from "../desk.ts";
import { make, setText } from "../dom.ts";
import { buildSheet } from "../sheet.ts";
import type { Caught } from "../shortcuts/capture.ts";
import { asking, caught } from "../shortcuts/capture.ts";
import { setOwnKeys, showOwnKeys } from "../shortcuts/own-keys.ts";
import { adoptSheet } from "../styles/adopt.ts";
import type { Command, Hit } from "./commands.ts";
import { commandsOf, hitsOf } from "./commands.ts";
import css from "./palette.css?inline";
import { recentOf, remember } from "./recent.ts";

/** How far Page Up and Page Down go. */
const PAGE = 8;

/** A dialog; each time it is opened it offers what can be done then. */
export function buildPalette(
  desk: Desk,
  root: ShadowRoot,
  composer: HTMLElement,
): HTMLDialogElement {
  adoptSheet(root, css);
  showOwnKeys(composer, desk.signal);
  return new Palette(desk, root).sheet;
}

class Palette {
  readonly sheet: HTMLDialogElement;
  readonly #desk: Desk;
  readonly #root: ShadowRoot;
  readonly #field = make("input", {
    type: "text",
    class: "palette-field",
    role: "combobox",
    "aria-label": t("Find a command"),
    "aria-autocomplete": "list",
    "aria-controls": "palette-list",
    "aria-expanded": "true",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    placeholder: t("What would you like to do?"),
  });
  readonly #list = make("div", {
    id: "palette-list",
    class: "palette-list",
    role: "listbox",
    "aria-label": t("Commands"),
  });
  readonly #count = make("p", { class: "palette-count", role: "status" });
  readonly #rekey = make(
    "button",
    { type: "button", class: "button quiet palette-rekey" },
    t("Change its key (F2)"),
  );
  /** The action that waits for a key, and the key that somebody else was found to have. */
  #waiting: { readonly id: ActionId; asked: KeyStroke | null } | null = null;
  #commands: readonly Command[] = [];
  #hits: readonly Hit[] = [];
  #active = 0;

  constructor(desk: Desk, root: ShadowRoot) {
    const { signal } = desk;
    this.#desk = desk;
    this.#root = root;
    const look = { part: "palette", className: "palette", title: t("Commands") };
    const foot = make("div", { class: "palette-foot" }, this.#count, this.#rekey);
    this.sheet = buildSheet(look, signal, this.#field, this.#list, foot);
    this.#rekey.addEventListener("click", () => this.#ask(), { signal });
    // The field keeps the focus, and with it the keys.
    this.#rekey.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    this.sheet.addEventListener("keydown", (event) => this.#catch(event), {
      signal,
      capture: true,
    });
    this.#field.addEventListener("input", () => this.#search(), { signal });
    this.sheet.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    const optionOf = ({ target }: Event): number => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      return option === null ? -1 : [...this.#list.children].indexOf(option);
    };
    // The field keeps the focus, so that one can go on typing.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    this.#list.addEventListener("pointermove", (event) => this.#go(optionOf(event), false), {
      signal,
    });
    this.#list.addEventListener("click", (event) => this.#run(optionOf(event)), { signal });
    // However it is opened, it begins anew.
    new MutationObserver(() => this.sheet.open && this.#begin()).observe(this.sheet, {
      attributeFilter: ["open"],
    });
  }

  get #isKept(): boolean {
    return this.#desk.store.state.autosave !== null;
  }

  #begin(): void {
    this.#waiting = null;
    this.#commands = commandsOf(this.#desk, this.#root.host);
    this.#field.value = "";
    this.#search();
    this.#field.focus();
  }

  /** Waits for another key of the command that is gone to. */
  #ask(): void {
    const id = this.#hits[this.#active]?.command.action;
    if (id === undefined) return;
    this.#field.focus();
    this.#waiting = { id, asked: null };
    this.#tell(asking(id));
  }

  /** While a key is waited for, every key is that one. */
  #catch(event: KeyboardEvent): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    event.preventDefault();
    event.stopPropagation();
    const found = event.repeat ? null : caught(waiting.id, event, waiting.asked);
    if (found === null) return;
    waiting.asked = found.kind === "held" ? found.stroke : null;
    if (found.kind === "set") {
      setOwnKeys(found.map);
      this.#commands = commandsOf(this.#desk, this.#root.host);
      const { id } = waiting;
      this.#search();
      this.#go(this.#hits.findIndex(({ command }) => command.action === id));
    }
    if (found.kind === "set" || found.kind === "left") this.#waiting = null;
    this.#tell(found);
  }

  #tell({ kind, words }: Caught): void {
    setText(this.#count, words);
    this.#count.dataset["kind"] = kind;
    this.sheet.toggleAttribute("data-waiting", this.#waiting !== null);
  }

  #search(): void {
    this.#waiting = null;
    this.sheet.removeAttribute("data-waiting");
    delete this.#count.dataset["kind"];
    const query = this.#field.value;
    this.#hits = hitsOf(query, this.#commands, recentOf(this.#isKept));
    this.#list.replaceChildren(...this.#hits.map(optionFor));
    this.#list.scrollTop = 0;
    const none = t("No command is called that: try another word.");
    const count = this.#hits.length;
    setText(this.#count, count === 0 ? none : t("{count} commands", { count }, "{count} command"));
    this.#active = -1;
    this.#go(0);
    if (count === 0) this.#field.removeAttribute("aria-activedescendant");
  }

  /** Goes to a place of the list. */
  #go(to: number, isShown = true): void {
    const option = this.#list.children[to];
    if (option === undefined || to === this.#active) return;
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    this.#field.setAttribute("aria-activedescendant", option.id);
    this.#active = to;
    this.#rekey.disabled = this.#hits[to]?.command.action === undefined;
    if (isShown) option.scrollIntoView({ block: "nearest" });
  }

  #keyed(event: KeyboardEvent): void {
    const { length } = this.#hits;
    const isCommand = event.ctrlKey || event.metaKey || event.key.length > 1;
    const isToggle = isCommand && actionOf(event) === "palette";
    if (event.isComposing || (event.target !== this.#field && !isToggle)) return;
    const last = length - 1;
    const steps: Readonly<Record<string, () => void>> = {
      // The list is a ring.
      ArrowDown: () => this.#go(this.#active === last ? 0 : this.#active + 1),
      ArrowUp: () => this.#go(this.#active <= 0 ? last : this.#active - 1),
      PageDown: () => this.#go(Math.min(last, this.#active + PAGE)),
      PageUp: () => this.#go(Math.max(0, this.#active - PAGE)),
      Enter: () => this.#run(this.#active),
      F2: () => this.#ask(),
    };
    const step = isToggle ? () => this.sheet.close() : steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  }

  #run(index: number): void {
    const hit = this.#hits[index];
    if (hit === undefined) return;
    remember(hit.command.id, this.#isKept);
    // What is done may open a sheet of its own, or speak to screen readers, which hear nothing behind a dialog.
    this.sheet.close();
    hit.command.run();
  }
}

function optionFor({ command, at }: Hit, index: number): HTMLElement {
  const { label, group, keys, lang, isChosen } = command;
  const name = make(
    "span",
    { class: "palette-name", ...(lang === undefined ? {} : { lang }) },
    ...marked(label, at),
  );
  const [key = ""] = keys;
  return make(
    "div",
    {
      id: `palette-${index}`,
      role: "option",
      "aria-selected": "false",
      "data-command": command.id,
    },
    name,
    " ",
    make(
      "span",
      { class: "palette-group" },
      isChosen === true ? `${group}, ${t("chosen")}` : group,
    ),
    " ",
    ...(key === "" ? [] : [make("kbd", {}, key)]),
  );
}

/** A text in which the characters that were typed stand out. */
function marked(text: string, at: ReadonlySet<number>): readonly (Node | string)[] {
  if (at.size === 0) return [text];
  return [...text].map((character, index) =>
    at.has(index) ? make("mark", {}, character) : character,
  );
}
