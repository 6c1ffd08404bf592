// The rows under the roll that are built by who opens them: the mixer, the keys.

import type { Transport } from "../audio/index.ts";
import type { PianoRoll } from "../roll/index.ts";
import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import type { Dialogue } from "./dialogue.ts";

/** A row by the action that opens it. */
export type RowName = "mixer" | "keys";

/** What a row may use. */
export interface RowActors {
  readonly root: ShadowRoot;
  readonly transport: Transport;
  readonly roll: PianoRoll;
  readonly dialogue: Dialogue;
  say(words: string): void;
  /** Puts the focus where the keys work. */
  home(): void;
}

const LOADERS: Readonly<
  Record<RowName, () => Promise<{ build(desk: Desk, actors: RowActors): HTMLElement }>>
> = {
  mixer: () => import("./mixer/mixer.ts"),
  keys: () => import("./keys/keys.ts"),
};

/** The rows of one composer. */
export class Rows {
  readonly #desk: Desk;
  readonly #actors: RowActors;
  readonly #foot: HTMLElement;
  readonly #built = new Map<RowName, HTMLElement>();

  constructor(desk: Desk, actors: RowActors, foot: HTMLElement) {
    this.#desk = desk;
    this.#actors = actors;
    this.#foot = foot;
  }

  /** Opens a row, or closes it; rejects where it cannot be loaded. */
  async toggle(name: RowName): Promise<void> {
    // What is there needs no waiting: a key right behind this one finds it done.
    const row = this.#built.get(name) ?? (await this.#build(name));
    if (row === null) return;
    const shown = row.hidden ? row : null;
    const hadFocus = row.contains(this.#actors.root.activeElement);
    // One row at a time leaves room for the roll.
    for (const other of this.#built.values()) show(other, other === shown);
    const title = row.getAttribute("aria-label") ?? "";
    // The focus stays on the roll, whose keys go on working.
    this.#actors.say(shown === null ? t("{row} closed", { row: title }) : title);
    if (shown === null && hadFocus) this.#actors.home();
  }

  /** The row, hidden, once it is loaded; null where the composer has gone by then. */
  async #build(name: RowName): Promise<HTMLElement | null> {
    const { build } = await LOADERS[name]();
    if (this.#desk.signal.aborted) return null;
    const built = this.#built.get(name);
    if (built !== undefined) return built;
    const row = build(this.#desk, this.#actors);
    row.hidden = true;
    this.#built.set(name, row);
    this.#foot.before(row);
    return row;
  }
}

/** Shows or hides a row and lets it know. */
function show(row: HTMLElement, isShown: boolean): void {
  if (row.hidden !== isShown) return;
  row.hidden = !isShown;
  row.dispatchEvent(new CustomEvent("rowtoggle"));
}
