// Records what is played while the piece goes on, from the playhead, after a bar of counting.

import type { Transport } from "../../audio/index.ts";
import { Capture, onGrid } from "../../midi/index.ts";
import { t } from "../../words/index.ts";
import { gridTicks } from "../editing.ts";
import type { Store } from "../store.ts";
import type { Hands } from "./hands.ts";
import { LiveEdit } from "./live-edit.ts";

/** One recording, from its start to its stop. */
export class Recording {
  readonly #store: Store;
  readonly #transport: Transport;
  readonly #capture: Capture;
  readonly #edit: LiveEdit;
  readonly #isSnapping: () => boolean;
  readonly #lifetime = new AbortController();
  readonly #onOver: () => void;

  /** Begins; `onOver` is called when it ends, however that comes. */
  constructor(
    store: Store,
    transport: Transport,
    hands: Hands,
    { isSnapping, onOver }: { isSnapping: () => boolean; onOver: () => void },
  ) {
    this.#store = store;
    this.#transport = transport;
    this.#isSnapping = isSnapping;
    this.#onOver = onOver;
    this.#capture = new Capture(store.state.voice);
    this.#edit = new LiveEdit(store, t("Record notes"));
    const { signal } = this.#lifetime;
    transport.setEndless(true);
    // Who records into what is playing is in time already.
    if (!transport.isPlaying) transport.play(store.state.position, 1);
    hands.listen(
      {
        press: (key, force, at) => this.#capture.press(key, force, transport.tickAt(at)),
        release: (key, at) => {
          this.#capture.release(key, transport.tickAt(at));
          this.#write();
        },
        pedal: (isDown, at) => {
          this.#capture.pedal(isDown, transport.tickAt(at));
          this.#write();
        },
      },
      signal,
    );
    transport.onState((isPlaying) => !isPlaying && this.stop(), signal);
  }

  /** Ends it; what is held ends here. */
  stop(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#lifetime.abort();
    this.#capture.finish(this.#transport.tick);
    this.#write();
    this.#edit.select();
    this.#transport.setEndless(false);
    this.#transport.stop();
    this.#onOver();
  }

  #write(): void {
    const notes = this.#capture.take();
    const { state, draft } = this.#store;
    const grid = gridTicks(state);
    this.#edit.append(this.#isSnapping() ? onGrid(draft.score, notes, grid) : notes);
  }
}
