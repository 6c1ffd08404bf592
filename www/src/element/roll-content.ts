// From what there is to what the roll shows of it.

import type { RollContent } from "../roll/index.ts";
import { likelyKey, parseKey, pitchedNotes } from "../score/index.ts";
import { gridSwing, gridTicks } from "./editing.ts";
import type { State } from "./store.ts";
import { shownDraft } from "./store.ts";

/** Whether two states look different on the roll. */
export function shows(state: State, before: State): boolean {
  return (
    state === before ||
    state.history !== before.history ||
    state.selection !== before.selection ||
    state.region !== before.region ||
    state.voice !== before.voice ||
    state.grid !== before.grid ||
    state.swing !== before.swing ||
    state.isFocused !== before.isFocused ||
    state.tool !== before.tool ||
    state.loop !== before.loop ||
    state.isLooping !== before.isLooping ||
    state.isReadonly !== before.isReadonly ||
    state.isHeatShown !== before.isHeatShown ||
    state.answering !== before.answering ||
    state.sketch !== before.sketch
  );
}

/** What the roll shows of a state. */
export function contentOf(state: State): RollContent {
  const draft = shownDraft(state);
  const { score } = draft;
  const answer = state.answering ?? state.sketch;
  return {
    draft,
    selection: state.selection,
    voice: state.voice,
    grid: gridTicks(state),
    swing: gridSwing(state),
    isFocused: state.isFocused,
    tool: state.tool,
    key: score.key === null ? likelyKey(pitchedNotes(score)) : parseKey(score.key),
    loop: state.loop,
    isLooping: state.isLooping,
    region: state.region,
    isReadonly: state.isReadonly || answer !== null,
    isHeatShown: state.isHeatShown,
    answer,
  };
}
