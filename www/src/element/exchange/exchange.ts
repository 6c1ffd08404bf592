// Brings music in and out for one element: files, pasted text, links, the sheet that saves and shares.

import type { ComposerClient } from "../../composer/index.ts";
import { ComposerError, composerErrorFrom, STYLES } from "../../composer/index.ts";
import type { Draft } from "../../score/index.ts";
import { draftOf, EMPTY_SELECTION, recorded, scoreFrom, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { keeperFor } from "../autosave.ts";
import type { Desk } from "../desk.ts";
import { chooseStyle } from "../editing.ts";
import { errorLine } from "../error-line.ts";
import { copyAbc, isOwn, isTune, pasteText } from "./abc-clipboard.ts";
import { download, FORMATS } from "./formats.ts";
import { LinkError } from "./link/errors.ts";
import { isLink, pieceFromLink } from "./link/link.ts";
import { checkSize, readMusic, titleOf } from "./read-music.ts";

/** Where the exchange stands, and whom it asks. */
export interface ExchangeActors {
  readonly desk: Desk;
  readonly root: ShadowRoot;
  readonly composer: HTMLElement;
  readonly client: ComposerClient;
  /** Something else lies open now. */
  opened(): void;
}

/** The exchange of one element. */
export class Exchange {
  readonly #actors: ExchangeActors;
  #sheet: Promise<HTMLDialogElement> | null = null;

  constructor(actors: ExchangeActors) {
    this.#actors = actors;
  }

  /** Opens a file. */
  async openFile(file: File): Promise<void> {
    await this.#open(nameOf(file.name), this.#actors.desk.signal, async () => {
      checkSize(file.size);
      return this.#read(new Uint8Array(await file.arrayBuffer()), file.name);
    });
  }

  /** Opens what an address leads to, or what it holds; whether it is shown now. */
  async openUrl(url: URL, wanted: AbortSignal): Promise<boolean> {
    if (isLink(url.hash)) return this.openLink(url.hash, wanted);
    const name = (url.pathname.split("/").at(-1) ?? "").replaceAll("%20", " ");
    return this.#open(nameOf(name), wanted, async () => {
      const response = await fetch(url, { signal: wanted });
      if (!response.ok) {
        const said = { address: url.href, status: String(response.status) };
        throw new ComposerError("midi-invalid", t("{address} answered {status}", said));
      }
      return this.#read(new Uint8Array(await response.arrayBuffer()), name);
    });
  }

  /** Opens a piece that somebody shares; whether it is shown now. */
  async openLink(hash: string, wanted: AbortSignal): Promise<boolean> {
    const { store } = this.#actors.desk;
    const found = { style: "", receipt: store.state.receipt };
    const isShown = await this.#open(nameOf(t("a shared piece")), wanted, async () => {
      const { draft, style, receipt } = await pieceFromLink(hash);
      if (style !== null) found.style = style;
      if (receipt !== null) found.receipt = receipt;
      // What somebody else wrote is never kept over a piece of one's own.
      const keeper = await keeperFor(store)?.catch(() => null);
      await keeper?.setAside();
      return { draft, remarks: [] };
    });
    if (!isShown) return false;
    store.update({ receipt: found.receipt });
    const isKnown = STYLES.some(({ id }) => id === found.style);
    if (isKnown && store.draft.score.notes.length > 0) chooseStyle(store, found.style);
    return true;
  }

  /** Has chains learn from files. */
  async learn(files: readonly File[]): Promise<void> {
    const { desk, client } = this.#actors;
    for (const file of files) {
      try {
        checkSize(file.size);
        const bytes = new Uint8Array(await file.arrayBuffer());
        const { score } = await readMusic(client, bytes, file.name);
        if (score.notes.length === 0) throw new ComposerError("midi-invalid", t("it has no notes"));
        if (desk.signal.aborted) return;
        const { ownMusic } = desk.store.state;
        const piece = { name: titleOf(file.name), score };
        desk.store.update({ ownMusic: [...ownMusic, piece], message: null });
      } catch (thrown) {
        const reason = errorLine(composerErrorFrom(thrown, "midi-invalid"));
        if (!desk.signal.aborted) this.#say(t("“{name}”: {reason}", { name: file.name, reason }));
      }
    }
  }

  /** Downloads the piece as a MIDI file. */
  async saveMidi(): Promise<void> {
    const { desk, client } = this.#actors;
    await this.#try(async () => {
      const { score } = desk.store.draft;
      download(desk.signal, await client.writeMidi(score), score.title, FORMATS.midi);
    });
  }

  /** Opens the sheet that saves in every format and makes links. */
  async share(): Promise<void> {
    this.#sheet ??= import("./exchange-sheet.ts").then(({ buildExchangeSheet }) =>
      buildExchangeSheet(this.#actors),
    );
    await this.#try(async () => {
      const sheet = await this.#sheet;
      if (!this.#actors.desk.signal.aborted && sheet?.open === false) sheet.showModal();
    });
  }

  /** Prints the staves. */
  async print(): Promise<void> {
    await this.#try(async () => {
      const { printStaves } = await import("./paper.ts");
      await printStaves(this.#actors);
    });
  }

  /** Puts what was copied on the system's clipboard too, as ABC. */
  copy(): void {
    copyAbc(this.#actors);
  }

  /** Puts pasted text in at the playhead, a link or a whole tune; false where it is no music of others. */
  async paste(text: string): Promise<boolean> {
    const { hash } = URL.canParse(text.trim()) ? new URL(text.trim()) : { hash: "" };
    const { store, signal } = this.#actors.desk;
    if (isLink(hash)) return this.openLink(hash, signal);
    // Onto empty paper a tune comes as it is: with its title, key, metre, tempo and chord symbols.
    const { answering, isReadonly } = store.state;
    const isEmpty = store.draft.score.notes.length === 0 && answering === null && !isReadonly;
    if (isEmpty && isTune(text) && !isOwn(text)) {
      const bytes = new TextEncoder().encode(text);
      await this.#open(t("Paste a tune"), signal, () => this.#read(bytes, ".abc"));
      return true;
    }
    let isPasted = false;
    await this.#try(async () => {
      isPasted = await pasteText(this.#actors, text);
    });
    return isPasted;
  }

  async #read(bytes: Uint8Array, name: string): Promise<Found> {
    const { score: plain, warnings } = await readMusic(this.#actors.client, bytes, name);
    const found = scoreFrom(plain);
    const score = found.title === "" ? { ...found, title: titleOf(name) } : found;
    return { draft: draftOf(score), remarks: warnings };
  }

  /** Shows what was found as one step: undo leads back to what lay there. */
  async #open(name: string, wanted: AbortSignal, find: () => Promise<Found>): Promise<boolean> {
    const { desk, opened } = this.#actors;
    const { store, signal } = desk;
    try {
      const { draft, remarks } = await find();
      if (signal.aborted || wanted.aborted) return false;
      const { history, settings } = store.state;
      store.update({
        history: recorded(history, { name, draft }),
        selection: EMPTY_SELECTION,
        region: null,
        loop: null,
        position: tick(0),
        isHinting: false,
        settings: { ...settings, isHeaderChosen: true },
        message: remarks.length === 0 ? null : { kind: "remark", text: remarks.join(" · ") },
      });
      opened();
      return true;
    } catch (thrown) {
      if (signal.aborted || wanted.aborted) return false;
      this.#say(reasonOf(thrown));
      return false;
    }
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      if (!this.#actors.desk.signal.aborted) this.#say(reasonOf(thrown));
    }
  }

  #say(text: string): void {
    this.#actors.desk.store.update({ message: { kind: "error", text } });
  }
}

/** Music that was brought in, and what of it could not be kept. */
interface Found {
  readonly draft: Draft;
  readonly remarks: readonly string[];
}

/** How the step is called that opens something. */
function nameOf(name: string): string {
  return t("Open {name}", { name });
}

/** What went wrong, as a sentence. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof LinkError) return thrown.message;
  const error = composerErrorFrom(thrown, "midi-invalid");
  switch (error.code) {
    case "score-unreadable":
      return t("That is no music this page can read: {reason}.", { reason: error.message });
    case "too-large":
      return t("That is too large to be one piece of music: {reason}.", { reason: error.message });
    case "module-missing":
      return t("What reads and writes this format could not be loaded: check the connection.");
    default:
      return errorLine(error);
  }
}
