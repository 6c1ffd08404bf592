// The undo list: drafts with the names of the changes between them, as one immutable value.

import type { Draft } from "./draft.ts";
import type { Edit } from "./edit.ts";

/** A draft one can go back or forward to, and the name of the change on the way. */
type Step = Edit;

/** Where the piece stands, and the way back and forward. */
export interface History {
  readonly present: Draft;
  /** Newest last; `name` is the change that led away from `draft`. */
  readonly past: readonly Step[];
  /** Nearest last; `name` is the change that leads to `draft`. */
  readonly future: readonly Step[];
}

/** More steps than this are forgotten, oldest first. */
export const MAX_STEPS = 1000;

/** A history that begins with a draft. */
export function historyOf(draft: Draft): History {
  return { present: draft, past: [], future: [] };
}

/** The history after a change; a change that changes nothing is not recorded. */
export function recorded(history: History, edit: Edit): History {
  if (edit.draft === history.present) return history;
  const past = [...history.past, { name: edit.name, draft: history.present }].slice(-MAX_STEPS);
  return { present: edit.draft, past, future: [] };
}

/** The history whose last change has come out otherwise: no step more. */
export function amended(history: History, draft: Draft): History {
  return draft === history.present ? history : { ...history, present: draft };
}

/** One step back, or the same history where there is none. */
export function undone(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    present: step.draft,
    past: history.past.slice(0, -1),
    future: [...history.future, { name: step.name, draft: history.present }],
  };
}

/** One step forward, or the same history where there is none. */
export function redone(history: History): History {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  return {
    present: step.draft,
    past: [...history.past, { name: step.name, draft: history.present }],
    future: history.future.slice(0, -1),
  };
}

/** The name of the change that undo takes back, if any. */
export function undoName(history: History): string | null {
  return history.past.at(-1)?.name ?? null;
}

/** The name of the change that redo makes again, if any. */
export function redoName(history: History): string | null {
  return history.future.at(-1)?.name ?? null;
}
