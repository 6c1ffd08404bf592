// A marked stretch is heard as soon as it is filled, unless something sounds already.

import type { Transport } from "../../audio/index.ts";
import type { PianoRoll } from "../../roll/index.ts";
import type { Draft, TickRange } from "../../score/index.ts";
import { moveTo } from "../playback.ts";
import type { Store } from "../store.ts";

/** Plays every marked stretch that is filled, until `signal` aborts. */
export function hearFills(
  store: Store,
  roll: PianoRoll,
  transport: Transport,
  signal: AbortSignal,
): void {
  let asked: { readonly stretch: TickRange; readonly draft: Draft } | null = null;
  store.onChange((state, before) => {
    if (state.answering !== null && before.answering === null) {
      const isMarked = state.answering.act === "infill" && before.region !== null;
      asked = isMarked ? { stretch: before.region, draft: before.history.present } : null;
    }
    if (state.answering !== null || before.answering === null || asked === null) return;
    const { stretch, draft } = asked;
    asked = null;
    const isWritten = state.history.present !== draft && state.message?.kind !== "error";
    if (!isWritten || transport.isPlaying) return;
    // Takes and loops go round by themselves.
    if (state.audition !== null || state.isLooping) return transport.play(stretch.start);
    playStretch(transport, stretch, signal, () => moveTo(store, roll, transport, stretch.start));
  }, signal);
}

/** Plays from the start of a stretch to its end, then calls `over`; who stops or jumps has it their way. */
export function playStretch(
  transport: Transport,
  { start, end }: TickRange,
  signal: AbortSignal,
  over: () => void = () => {},
): void {
  const playing = new AbortController();
  const until = AbortSignal.any([playing.signal, signal]);
  transport.play(start);
  transport.onTick((at) => {
    if (at < start) playing.abort();
    if (at < end) return;
    playing.abort();
    transport.stop();
    over();
  }, until);
  transport.onState((isPlaying) => {
    if (!isPlaying) playing.abort();
  }, until);
}
