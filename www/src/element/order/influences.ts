// The music that steers a piece: the one that is open, and MIDI files that were dropped or chosen.

import type { MidiFile, WireScore } from "../../composer/index.ts";
import { composerErrorFrom } from "../../composer/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { chooseFiles, make, makeButton, setText } from "../dom.ts";
import { errorLine } from "../error-line.ts";
import { wish } from "./order-fields.ts";

/** Who reads MIDI files. */
export interface MidiReader {
  readMidi(bytes: Uint8Array): Promise<MidiFile>;
}

/** The engine listens to this many at once. */
const MAX_INFLUENCES = 8;
const MAX_FILE_BYTES = 8_000_000;

interface Influence {
  readonly name: string;
  readonly score: WireScore;
}

/** The list of influences of one sheet. */
export class Influences {
  readonly element: HTMLElement;
  readonly #desk: Desk;
  readonly #reader: MidiReader;
  readonly #list = make("ul", { class: "influences" });
  readonly #remark = make("p", { class: "notice", role: "status" });
  #files: readonly Influence[] = [];

  constructor(desk: Desk, reader: MidiReader) {
    this.#desk = desk;
    this.#reader = reader;
    const { store, signal } = desk;
    const box = make("input", { type: "checkbox", "data-wish": "isInspired" });
    const label = make("label", { class: "check" }, box, t("The open piece"));
    box.addEventListener("change", () => wish(store, { isInspired: box.checked }), { signal });
    const add = makeButton("open", t("Add a MIDI file"), { "data-action": "influence" }, true);
    const accept = ".mid,.midi,audio/midi,audio/x-midi";
    const ask = () =>
      chooseFiles(this.element, { accept, multiple: true }, (files) => this.add(files), signal);
    add.addEventListener("click", ask, { signal });
    store.onChange(({ wish: { isInspired }, history: { present } }) => {
      box.disabled = present.score.notes.length === 0;
      box.checked = isInspired && !box.disabled;
    }, signal);
    this.element = make(
      "fieldset",
      { class: "field tall" },
      make("legend", { class: "caption" }, t("In the manner of")),
      make("div", { class: "row wrap" }, label, add),
      this.#list,
      this.#remark,
    );
  }

  /** What steers the next piece. */
  get scores(): readonly WireScore[] {
    const { state, draft } = this.#desk.store;
    const open = state.wish.isInspired && draft.score.notes.length > 0 ? [draft.score] : [];
    return [...open, ...this.#files.map(({ score }) => score)].slice(0, MAX_INFLUENCES);
  }

  /** Takes files in, each with a word if it cannot be. */
  async add(files: Iterable<File>): Promise<void> {
    const remarks: string[] = [];
    for (const file of files) {
      const remark = await this.#read(file);
      if (remark !== null) remarks.push(remark);
    }
    if (this.#desk.signal.aborted) return;
    setText(this.#remark, remarks.join(" "));
    this.#show();
  }

  async #read(file: File): Promise<string | null> {
    if (this.#files.length >= MAX_INFLUENCES) {
      return t("“{file}” is one too many: {most} are listened to at once.", {
        file: file.name,
        most: MAX_INFLUENCES,
      });
    }
    if (file.size > MAX_FILE_BYTES) {
      return t("“{file}” is too large to be one piece of music.", { file: file.name });
    }
    try {
      const { score } = await this.#reader.readMidi(new Uint8Array(await file.arrayBuffer()));
      if (score.notes.length === 0) {
        return t("There is no note in “{file}”.", { file: file.name });
      }
      const name = file.name.replace(/\.midi?$/i, "");
      this.#files = [...this.#files, { name, score }];
      return null;
    } catch (thrown) {
      return `“${file.name}”: ${errorLine(composerErrorFrom(thrown, "midi-invalid"))}`;
    }
  }

  #show(): void {
    this.#list.replaceChildren(
      ...this.#files.map((influence) => {
        const label = t("Remove {name}", { name: influence.name });
        const remove = makeButton("close", label, { class: "quiet", "aria-label": label });
        remove.addEventListener(
          "click",
          () => {
            this.#files = this.#files.filter((other) => other !== influence);
            this.#show();
          },
          { signal: this.#desk.signal },
        );
        return make("li", {}, make("span", {}, influence.name), remove);
      }),
    );
  }
}
