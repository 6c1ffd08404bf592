// Parts of the page that are built when they are first wanted, from scripts that are loaded then.

import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { isSpeaking } from "./heat.ts";
import { isPending } from "./spoken.ts";
import type { State, Store } from "./store.ts";
import type { Parts } from "./template.ts";

/** The sheet of keys, the card of a note and the bar of takes, for one element. */
export class LateParts {
  readonly #desk: Desk;
  readonly #parts: Parts;
  readonly #root: ShadowRoot;
  #help: Promise<HTMLDialogElement> | null = null;
  #hasCard = false;
  #hasTakeBar = false;

  constructor(desk: Desk, parts: Parts, root: ShadowRoot) {
    this.#desk = desk;
    this.#parts = parts;
    this.#root = root;
  }

  /** Opens the sheet of keys and gestures. */
  async openHelp(): Promise<void> {
    const { store, signal } = this.#desk;
    this.#help ??= import("./help.ts").then(({ buildHelp }) => {
      const help = buildHelp(this.#root, signal);
      this.#parts.composer.append(help);
      return help;
    });
    const help = await loaded(store, this.#help);
    if (help === null) this.#help = null;
    else if (help.isConnected && !help.open) help.showModal();
  }

  /** Builds what a state has something to show of. */
  changed(state: State): void {
    if (!this.#hasCard && isSpeaking(state)) {
      this.#hasCard = true;
      import("./note-card.ts").then(
        ({ layNoteCard }) => layNoteCard(this.#desk, this.#root, this.#parts.paper),
        // The next note tries again.
        () => {
          this.#hasCard = false;
        },
      );
    }
    if (!this.#hasTakeBar && (state.audition !== null || isPending(state))) {
      this.#hasTakeBar = true;
      import("./take-bar.ts").then(
        ({ layTakeBar }) => layTakeBar(this.#desk, this.#root, this.#parts.footer),
        () => {
          this.#hasTakeBar = false;
        },
      );
    }
  }
}

/** What is loaded when it is asked for; null after a word about it where it cannot be had. */
export async function loaded<Part>(store: Store, loading: Promise<Part>): Promise<Part | null> {
  try {
    return await loading;
  } catch {
    const text = t(
      "That part of the page could not be loaded: check the connection, then try again.",
    );
    store.update({ message: { kind: "error", text } });
    return null;
  }
}
