// An answer on its way: its notes as they are written, and the whole at the end.

import type { Outcome, WireNote } from "../composer/index.ts";

/** What an answer calls to be written: tells notes, obeys the signal, and ends with the outcome. */
type Writer<Whole> = (onNote: (note: WireNote) => void, signal: AbortSignal) => Promise<Whole>;

/**
 * One answer. `for await` gives its notes one by one; who breaks off the loop cancels the rest.
 * `outcome` is the score with the answer in it, and the receipt by which it can be had again.
 */
export class Answer<Whole = Outcome> implements AsyncIterable<WireNote> {
  /** Resolves with the whole; after a cancel with what was written until then. */
  readonly outcome: Promise<Whole>;
  readonly #notes: WireNote[] = [];
  readonly #cancelling = new AbortController();
  #isOver = false;
  #wake: () => void = () => {};

  constructor(write: Writer<Whole>, signal?: AbortSignal) {
    const cancel = () => this.cancel();
    if (signal?.aborted === true) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
    const onNote = (note: WireNote) => {
      this.#notes.push(note);
      this.#wake();
    };
    this.outcome = write(onNote, this.#cancelling.signal).finally(() => {
      signal?.removeEventListener("abort", cancel);
      this.#isOver = true;
      this.#wake();
    });
    // Who only listens to notes hears of a failure there.
    this.outcome.catch(() => {});
  }

  /** Writes no further; what was written is kept. */
  cancel(): void {
    this.#cancelling.abort();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WireNote, void, undefined> {
    let next = 0;
    try {
      while (true) {
        const note = this.#notes[next];
        if (note !== undefined) {
          next += 1;
          yield note;
        } else if (this.#isOver) break;
        else await new Promise<void>((resolve) => this.#listen(resolve));
      }
      await this.outcome;
    } finally {
      if (!this.#isOver) this.cancel();
    }
  }

  /** Several may listen at once. */
  #listen(resolve: () => void): void {
    const others = this.#wake;
    this.#wake = () => {
      this.#wake = () => {};
      others();
      resolve();
    };
  }
}
