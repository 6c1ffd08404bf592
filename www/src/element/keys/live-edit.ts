// Notes that are played into the piece one after another and are one undo step together.

import type { Draft, NewNote, NoteId } from "../../score/index.ts";
import { added, amended, recorded } from "../../score/index.ts";
import type { Store } from "../store.ts";

/** One undo step that grows. */
export class LiveEdit {
  readonly #store: Store;
  readonly #name: string;
  #last: Draft | null = null;
  #waiting: NewNote[] = [];
  readonly #ids: NoteId[] = [];
  #patience: AbortController | null = null;

  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** What has been written so far. */
  get ids(): readonly NoteId[] {
    return this.#ids;
  }

  /** Writes notes; while the composer writes they wait. */
  append(notes: readonly NewNote[]): void {
    this.#waiting.push(...notes);
    const { state, draft } = this.#store;
    if (this.#waiting.length === 0 || state.isReadonly) return;
    if (state.answering !== null) return this.#later();
    const next = added(draft, this.#waiting);
    this.#waiting = [];
    this.#ids.push(...next.ids);
    // Whatever else was done in between is a step of its own, and so is what follows.
    const history =
      draft === this.#last
        ? amended(state.history, next.draft)
        : recorded(state.history, { name: this.#name, draft: next.draft });
    this.#last = next.draft;
    this.#store.update({ history, isHinting: false, message: null });
  }

  /** Writes as soon as the composer has written. */
  #later(): void {
    if (this.#patience !== null) return;
    const patience = new AbortController();
    this.#patience = patience;
    this.#store.onChange(({ answering }) => {
      if (answering !== null || patience.signal.aborted) return;
      patience.abort();
      this.#patience = null;
      this.append([]);
    }, patience.signal);
  }

  /** Selects what was written, so that it can be quantised, moved or taken out at once. */
  select(): void {
    if (this.#ids.length > 0) this.#store.update({ selection: new Set(this.#ids), region: null });
  }
}
