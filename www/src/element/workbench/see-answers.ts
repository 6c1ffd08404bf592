// What was answered is brought into view: a bass that nobody sees cannot be judged.

import type { Equipment } from "../../roll/index.ts";
import type { Note } from "../../score/index.ts";
import { notesIn, notesWith } from "../../score/index.ts";
import type { State, Store } from "../store.ts";

/** Shows the rows of each answer, and of each take that is chosen, until `signal` aborts. */
export function seeAnswers(store: Store, equipment: Equipment, signal: AbortSignal): void {
  store.onChange((state, before) => {
    const isOver = state.answering === null && before.answering !== null;
    const isOther = state.audition !== null && state.audition.draft !== before.audition?.draft;
    if (!isOver && !isOther) return;
    const pitches = answered(state).map<number>(({ pitch }) => pitch);
    if (pitches.length === 0) return;
    const lowest = pitches.reduce((least, pitch) => Math.min(least, pitch));
    const highest = pitches.reduce((most, pitch) => Math.max(most, pitch));
    // The line of takes comes with the next frame, and takes some of the roll's height.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!signal.aborted) equipment.seeRows(lowest, highest);
      }),
    );
  }, signal);
}

/** The notes in the time of the takes, or those that were just written. */
function answered({ audition, history, selection }: State): readonly Note[] {
  if (audition !== null) return notesIn(audition.draft.score, audition.range);
  return notesWith(history.present.score, selection);
}
