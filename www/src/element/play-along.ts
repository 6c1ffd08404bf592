// Plays a piece while it is written: begins as soon as something stands, and waits for the pen where it has to.

import type { Transport } from "../audio/index.ts";
import type { Tick } from "../score/index.ts";
import { barTicks, tick } from "../score/index.ts";
import type { State, Store } from "./store.ts";

/** What it needs beside the store. */
interface Surroundings {
  /** Sets the playhead. */
  moveTo(at: Tick): void;
  /** Where the last note that is known so far ends. */
  soundingEnd(): number;
  readonly signal: AbortSignal;
}

/** The pen has to be this many bars ahead before playing begins, or goes on. */
const LEAD_BARS = 2;

export function playAlong(
  store: Store,
  transport: Transport,
  { moveTo, soundingEnd, signal }: Surroundings,
): void {
  /** Whether playing goes on by itself once there is something to play. */
  let isWaiting = false;
  store.onChange((state, before) => {
    const ground = groundOf(state);
    const was = groundOf(before);
    if (ground !== was) {
      if (ground !== null && was === null) {
        transport.stop();
        moveTo(tick(0));
        isWaiting = state.wish.isHeard;
      } else if (ground === null) {
        // What was waited for is all there, or will never come.
        const hasMore = isWaiting && soundingEnd() > state.position && state.message === null;
        isWaiting = false;
        if (hasMore) transport.play(state.position);
        return;
      }
    }
    if (!isWaiting || state.answering === null) return;
    const [signature] = ground?.score.timeSignatures ?? [];
    const lead = LEAD_BARS * barTicks(signature ?? { beats: 4, beatUnit: 4 });
    if (state.answering.pen - state.position < lead) return;
    isWaiting = false;
    transport.play(state.position);
  }, signal);
  transport.onState((isPlaying) => {
    if (isPlaying) isWaiting = false;
    else if (groundOf(store.state) !== null) isWaiting = transport.tick >= soundingEnd();
  }, signal);
}

function groundOf({ answering }: State) {
  return answering?.ground ?? null;
}
