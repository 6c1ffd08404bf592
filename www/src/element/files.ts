// The way of files in and out, for one element; what does the work is loaded by who first brings or takes one.

import { chooseFiles } from "./dom.ts";
import type { Exchange, ExchangeActors } from "./exchange/exchange.ts";

/** What an open dialog offers. */
const ACCEPTED = ".mid,.midi,.musicxml,.xml,.mxl,.abc,.krn,audio/midi";

/** Opens and saves for one element. */
export class Files {
  readonly #actors: ExchangeActors;
  readonly #later: <Part>(loading: Promise<Part>) => Promise<Part | null>;
  #exchange: Exchange | null = null;

  /** `later` says so where something cannot be loaded. */
  constructor(
    actors: ExchangeActors,
    later: <Part>(loading: Promise<Part>) => Promise<Part | null>,
  ) {
    this.#actors = actors;
    this.#later = later;
  }

  /** Asks for a file. */
  choose(): void {
    const { root, desk } = this.#actors;
    chooseFiles(root, { accept: ACCEPTED }, (files) => this.openFirst(files), desk.signal);
  }

  /** Asks for files of which chains learn. */
  chooseOwn(): void {
    const { root, desk } = this.#actors;
    const learn = (files: readonly File[]) => this.do((exchange) => exchange.learn(files));
    chooseFiles(root, { accept: ACCEPTED, multiple: true }, learn, desk.signal);
  }

  /** Opens the first of some files. */
  async openFirst([file]: readonly File[]): Promise<void> {
    if (file !== undefined) await this.do((exchange) => exchange.openFile(file));
  }

  /** Opens a file by its address, or a piece that the address holds; whether it is shown now. */
  async openUrl(url: URL, signal: AbortSignal): Promise<boolean> {
    return (await this.do((exchange) => exchange.openUrl(url, signal))) ?? false;
  }

  /** Has the exchange do something. */
  async do<Answer>(act: (exchange: Exchange) => Answer): Promise<Awaited<Answer> | null> {
    const loaded = await this.#later(import("./exchange/exchange.ts"));
    if (loaded === null) return null;
    this.#exchange ??= new loaded.Exchange(this.#actors);
    return await act(this.#exchange);
  }
}

/** Lets files of music be dropped on an element. */
export function acceptDrops(target: HTMLElement, files: Files, signal: AbortSignal): void {
  const hover = (event: DragEvent, isOver: boolean): void => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    target.toggleAttribute("data-dropping", isOver);
  };
  target.addEventListener("dragover", (event) => hover(event, true), { signal });
  target.addEventListener("dragleave", (event) => hover(event, false), { signal });
  target.addEventListener(
    "drop",
    (event) => {
      hover(event, false);
      void files.openFirst([...(event.dataTransfer?.files ?? [])]);
    },
    { signal },
  );
}

/** Lets music be pasted as text or files; `own` puts in what this page has copied itself. */
export function acceptPastes(
  target: HTMLElement,
  files: Files,
  own: () => void,
  signal: AbortSignal,
): void {
  const paste = (event: ClipboardEvent): void => {
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    event.preventDefault();
    const data = event.clipboardData;
    if (data !== null && data.files.length > 0) return void files.openFirst([...data.files]);
    const text = data?.getData("text/plain") ?? "";
    if (text === "") return own();
    void files.do((exchange) => exchange.paste(text)).then((isPasted) => isPasted || own());
  };
  target.addEventListener("paste", paste, { signal });
}
