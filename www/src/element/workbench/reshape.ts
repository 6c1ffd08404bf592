// Edits of the selected notes as a passage: each is one step of the history with a name.

import type { Draft, KeySignature, Selection } from "../../score/index.ts";
import { allowedShift, likelyKey, moved, parseKey, pitchedNotes } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { BenchAction } from "../actions.ts";
import { ACTIONS } from "../actions.ts";
import { applyEdit } from "../editing.ts";
import { isFree, type Store } from "../store.ts";
import {
  inverted,
  invertedInKey,
  isSameMusic,
  reversed,
  shortened,
  steppedInKey,
  stretched,
  tied,
} from "./passage.ts";

/** The edits of a passage. */
export type ReshapeAction = Exclude<
  BenchAction,
  | "focus-voice"
  | "overview"
  | "waterfall"
  | "loudness"
  | "fit-selection"
  | "rows-higher"
  | "rows-lower"
  | "read-aloud"
>;

/** As the menu shows them, in groups. */
export const RESHAPES: readonly (readonly ReshapeAction[])[] = [
  ["octave-up", "octave-down", "step-up", "step-down"],
  ["invert", "invert-in-key", "retrograde"],
  ["legato", "staccato", "double", "halve"],
];

/** How an action is called where a person sees it. */
export function nameOf(id: BenchAction): string {
  return t(ACTIONS.find((action) => action.id === id)?.label ?? id);
}

/** Does an edit, or says why it cannot be done. */
export function reshape(store: Store, action: ReshapeAction): void {
  const { state, draft } = store;
  if (!isFree(state)) return;
  const name = nameOf(action);
  if (state.selection.size === 0) {
    return remark(store, t("{edit} needs some notes: select them first.", { edit: name }));
  }
  const next = reshaped(draft, state.selection, action);
  if (next === null) return remark(store, limitOf(action, name));
  if (isSameMusic(draft, next)) {
    return remark(store, t("{edit}: nothing had to be changed.", { edit: name }));
  }
  applyEdit(store, { name, draft: next }, state.selection);
}

/** The draft after an edit; null where a note would leave what can be written. */
export function reshaped(draft: Draft, ids: Selection, action: ReshapeAction): Draft | null {
  switch (action) {
    case "octave-up":
      return transposed(draft, ids, 12);
    case "octave-down":
      return transposed(draft, ids, -12);
    case "step-up":
      return steppedInKey(draft, ids, keyOf(draft), 1);
    case "step-down":
      return steppedInKey(draft, ids, keyOf(draft), -1);
    case "invert":
      return inverted(draft, ids);
    case "invert-in-key":
      return invertedInKey(draft, ids, keyOf(draft));
    case "retrograde":
      return reversed(draft, ids);
    case "legato":
      return tied(draft, ids);
    case "staccato":
      return shortened(draft, ids);
    case "double":
      return stretched(draft, ids, 2);
    case "halve":
      return stretched(draft, ids, 0.5);
    default:
      return action satisfies never;
  }
}

/** A whole octave or nothing: half of one would be another chord. */
function transposed(draft: Draft, ids: Selection, semitones: number): Draft | null {
  const shift = { ticks: 0, semitones };
  if (allowedShift(draft.score, ids, shift).semitones !== semitones) return null;
  return moved(draft, ids, shift);
}

/** The key that is set, or the one that the notes suggest. */
function keyOf({ score }: Draft): KeySignature {
  const key = score.key === null ? null : parseKey(score.key);
  return (
    key ??
    likelyKey(pitchedNotes(score)) ?? { name: "C major", tonic: 0, mode: "major", isFlat: false }
  );
}

function limitOf(action: ReshapeAction, edit: string): string {
  if (action === "halve") {
    return t("{edit}: a note would be shorter than a 128th, so nothing was done.", { edit });
  }
  if (action === "double") {
    return t("{edit}: the piece would become too long, so nothing was done.", { edit });
  }
  return t("{edit}: a note would leave the keyboard (C−1 to G9), so nothing was done.", { edit });
}

function remark(store: Store, text: string): void {
  store.update({ message: { kind: "remark", text } });
}
