// Call and answer: somebody plays a phrase, and after a bar of silence the composer goes on from it, in time.

import type { Transport } from "../../audio/index.ts";
import { Capture, extentOf, onGrid } from "../../midi/index.ts";
import type { NewNote, Tick } from "../../score/index.ts";
import { barAt, barTicks, beatTicks, lastBarEnd, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { gridTicks } from "../editing.ts";
import type { RowActors } from "../rows.ts";
import type { Store } from "../store.ts";
import type { Hands } from "./hands.ts";
import { LiveEdit } from "./live-edit.ts";

/** Whose turn it is. */
export type Turn = "yours" | "composer";

/** The bars of one answer; a bar alone would be no more than a closing note. */
const ANSWER_BARS = { least: 2, most: 8 } as const;
/** An answer is not asked for closer to its bar line than this share of a bar. */
const LEAD_SHARE = 0.2;

/** What a duet needs. */
interface Surroundings extends Pick<RowActors, "dialogue" | "transport"> {
  readonly hands: Hands;
  onTurn(turn: Turn): void;
  onOver(): void;
}

/** One duet, from its start to its stop. */
export class Duet {
  readonly #store: Store;
  readonly #transport: Transport;
  readonly #around: Surroundings;
  readonly #lifetime = new AbortController();
  readonly #hadMetronome: boolean;
  #capture: Capture;
  #turn: Turn = "yours";
  #lastTick = 0;
  /** Whether the playhead is about to go back to where the answer begins. */
  #isTurning = false;
  /** Whether the answer is written, and still to be heard. */
  #isSounding = false;

  constructor(store: Store, around: Surroundings) {
    this.#store = store;
    this.#around = around;
    this.#transport = around.transport;
    this.#capture = new Capture(store.state.voice);
    this.#hadMetronome = store.state.isMetronomeOn;
    const { signal } = this.#lifetime;
    // Without a beat nobody knows where the bar ends.
    store.update({ isMetronomeOn: true, isLooping: false });
    this.#transport.setEndless(true);
    this.#transport.play(lastBarEnd(store.draft.score), 1);
    around.hands.listen(
      {
        press: (key, force, at) => this.#press(key, force, this.#transport.tickAt(at)),
        release: (key, at) => this.#capture.release(key, this.#transport.tickAt(at)),
        pedal: (isDown, at) => this.#capture.pedal(isDown, this.#transport.tickAt(at)),
      },
      signal,
    );
    this.#transport.onTick((at) => this.#look(at), signal);
    this.#transport.onState((isPlaying) => !isPlaying && this.stop(), signal);
    around.onTurn("yours");
  }

  stop(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#lifetime.abort();
    this.#capture.finish(this.#transport.tick);
    this.#write();
    this.#transport.setLoop(null);
    this.#transport.setEndless(false);
    this.#transport.stop();
    this.#store.update({ isMetronomeOn: this.#hadMetronome });
    this.#around.onOver();
  }

  /** What is played while the composer's answer sounds is heard, but not written. */
  #press(key: number, force: number, at: Tick): void {
    if (this.#turn !== "yours" || at < this.#opening) return;
    this.#capture.press(key, force, at);
  }

  /** From where on a phrase may begin: a beat before the piece is over. */
  get #opening(): number {
    const { score } = this.#store.draft;
    const [signature] = score.timeSignatures;
    return lastBarEnd(score) - (signature === undefined ? 0 : beatTicks(signature));
  }

  #look(at: Tick): void {
    if (this.#isTurning && at < this.#lastTick) {
      this.#isTurning = false;
      this.#transport.setLoop(null);
    }
    this.#lastTick = at;
    // One lets the other finish.
    if (this.#isSounding && !this.#isTurning && at >= this.#opening) {
      this.#isSounding = false;
      this.#turn = "yours";
      this.#around.onTurn("yours");
    }
    const isBusy = this.#store.state.answering !== null;
    if (this.#turn !== "yours" || isBusy || this.#capture.isHolding) return;
    const extent = extentOf(this.#capture.notes);
    if (extent === null) return;
    const { signature } = barAt(this.#store.draft.score, at);
    if (at - extent.end >= barTicks(signature)) void this.#answer(at);
  }

  async #answer(at: Tick): Promise<void> {
    this.#turn = "composer";
    this.#around.onTurn("composer");
    const bars = Math.max(ANSWER_BARS.least, Math.min(ANSWER_BARS.most, this.#write()));
    const { score } = this.#store.draft;
    const { signature, end } = barAt(score, at);
    const bar = barTicks(signature);
    // The beat goes on: at the next bar line the playhead steps back to where the answer begins.
    const line = end - at < LEAD_SHARE * bar ? end + bar : end;
    this.#isTurning = true;
    this.#transport.setLoop({ start: lastBarEnd(score), end: tick(line) });
    const { settings } = this.#store.state;
    this.#store.update({ settings: { ...settings, bars } });
    await this.#around.dialogue.ask("continue", 1);
    if (this.#lifetime.signal.aborted) return;
    this.#store.update({ settings: { ...this.#store.state.settings, bars: settings.bars } });
    this.#capture = new Capture(this.#store.state.voice);
    this.#isSounding = true;
  }

  /** Puts the phrase right after the piece, whole bars earlier than it was played; says how many bars it has. */
  #write(): number {
    const { state, draft } = this.#store;
    const played = onGrid(draft.score, this.#capture.take(), gridTicks(state));
    const extent = extentOf(played);
    if (extent === null) return 1;
    const place = lastBarEnd(draft.score);
    const first = barAt(draft.score, extent.start);
    const shift = place - first.start;
    const notes: readonly NewNote[] = played.map((note) => ({
      ...note,
      onset: tick(note.onset + shift),
    }));
    new LiveEdit(this.#store, t("Play a phrase")).append(notes);
    const length = lastBarEnd(this.#store.draft.score) - place;
    return Math.max(1, Math.round(length / barTicks(first.signature)));
  }
}
