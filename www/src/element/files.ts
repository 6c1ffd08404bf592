// MIDI files in and out: the open dialog, drag and drop, a URL, the download.

import type { ComposerClient } from "../composer/index.ts";
import { ComposerError, composerErrorFrom } from "../composer/index.ts";
import type { Score } from "../score/index.ts";
import { draftOf, EMPTY_SELECTION, recorded, scoreFrom, tick } from "../score/index.ts";
import { t } from "../words/index.ts";
import { errorLine } from "./dialogue.ts";
import { make } from "./dom.ts";
import type { Store } from "./store.ts";

/** Larger files are no single piece of music. */
export const MAX_FILE_BYTES = 8_000_000;

/** Reads and writes MIDI files for one element. */
export class Files {
  readonly #store: Store;
  readonly #client: ComposerClient;
  readonly #signal: AbortSignal;
  readonly #onOpened: () => void;

  constructor(store: Store, client: ComposerClient, onOpened: () => void, signal: AbortSignal) {
    this.#store = store;
    this.#client = client;
    this.#onOpened = onOpened;
    this.#signal = signal;
  }

  /** Asks for a file. */
  choose(): void {
    const input = make("input", { type: "file", accept: ".mid,.midi,audio/midi,audio/x-midi" });
    input.addEventListener("change", () => void this.openFirst(input.files), {
      signal: this.#signal,
    });
    input.click();
  }

  /** Asks for files of which chains learn. */
  chooseOwn(): void {
    const accept = ".mid,.midi,audio/midi,audio/x-midi";
    const input = make("input", { type: "file", accept, multiple: true });
    input.addEventListener(
      "change",
      () => void this.#learn([...(input.files ?? [])]).catch(() => {}),
      {
        signal: this.#signal,
      },
    );
    input.click();
  }

  /** Opens the first of some files. */
  async openFirst(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (file === undefined) return;
    if (file.size > MAX_FILE_BYTES)
      return this.#say(t("“{file}” is too large to be one piece of music.", { file: file.name }));
    await this.#open(() => file.arrayBuffer(), file.name);
  }

  /** Opens a file by its address; whether it is shown now. */
  async openUrl(url: URL, signal: AbortSignal): Promise<boolean> {
    const name = (url.pathname.split("/").at(-1) ?? "").replaceAll("%20", " ");
    return this.#open(
      async () => {
        const response = await fetch(url, { signal });
        if (!response.ok) {
          throw new ComposerError("midi-invalid", `${url.href} answered ${response.status}`);
        }
        return response.arrayBuffer();
      },
      name,
      signal,
    );
  }

  /** Downloads the piece as a MIDI file. */
  async save(): Promise<void> {
    const { score } = this.#store.draft;
    try {
      const bytes = await this.#client.writeMidi(score);
      if (this.#signal.aborted) return;
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "audio/midi" }));
      make("a", { href: url, download: `${fileName(score)}.mid` }).click();
      // The download has begun once the click is handled.
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    } catch (thrown) {
      if (!this.#signal.aborted) this.#say(errorLine(composerErrorFrom(thrown)), "error");
    }
  }

  async #open(
    read: () => Promise<ArrayBuffer>,
    name: string,
    wanted: AbortSignal = this.#signal,
  ): Promise<boolean> {
    const store = this.#store;
    try {
      const bytes = new Uint8Array(await read());
      const { score: plain, warnings } = await this.#client.readMidi(bytes);
      if (this.#signal.aborted || wanted.aborted) return false;
      const found = scoreFrom(plain);
      const score = found.title === "" ? { ...found, title: name.replace(/\.midi?$/i, "") } : found;
      store.update({
        history: recorded(store.state.history, {
          name: t("Open {file}", { file: name }),
          draft: draftOf(score),
        }),
        selection: EMPTY_SELECTION,
        region: null,
        loop: null,
        position: tick(0),
        isHinting: false,
        settings: { ...store.state.settings, isHeaderChosen: true },
        message: warnings.length === 0 ? null : { kind: "remark", text: warnings.join(" · ") },
      });
      this.#onOpened();
      return true;
    } catch (thrown) {
      if (this.#signal.aborted || wanted.aborted) return false;
      this.#say(errorLine(composerErrorFrom(thrown, "midi-invalid")), "error");
      return false;
    }
  }

  async #learn(files: readonly File[]): Promise<void> {
    const { learnFrom } = await import("./own-files.ts");
    await learnFrom(files, this.#store, this.#client, this.#signal);
  }

  #say(text: string, kind: "error" | "remark" = "error"): void {
    this.#store.update({ message: { kind, text } });
  }
}

/** Lets MIDI files be dropped on an element. */
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
      void files.openFirst(event.dataTransfer?.files ?? null);
    },
    { signal },
  );
}

function fileName(score: Score): string {
  const name = score.title.replaceAll(/[^\p{L}\p{N} _-]+/gu, "").trim();
  return name === "" ? "antiphon" : name;
}
