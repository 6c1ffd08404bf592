// What of a history is written already, and what has to be written next: only steps that are new.

import type { Draft, History } from "../score/index.ts";
import { EMPTY_DRAFT, historyOf } from "../score/index.ts";
import type { Change } from "./change.ts";
import { applied, changeBetween } from "./change.ts";

/** Older undo steps than these are not kept. */
export const KEPT_STEPS = 500;

/** One step as it is kept; `name` is the change that led to it. */
export interface Row {
  readonly seq: number;
  readonly name: string;
  readonly change: Change;
}

/** What is written of a piece: its drafts in order, from the number `first` on. */
export interface Ledger {
  readonly first: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly name: string;
  readonly draft: Draft;
}

/** What has to be done so that the rows are those of a history. */
export interface Plan {
  readonly put: readonly Row[];
  /** Rows before the first and from the second number on are no longer there, but for those of `put`. */
  readonly first: number;
  readonly end: number;
  /** The number of the step that is shown. */
  readonly place: number;
  /** What is written once that is done. */
  readonly ledger: Ledger;
}

/** Nothing is written yet, or nobody knows what. */
export const EMPTY_LEDGER: Ledger = { first: 0, steps: [] };

/** What has to be written of a history where a ledger is written. */
export function planOf(ledger: Ledger, history: History, most = KEPT_STEPS): Plan {
  const { steps, place } = stepsOf(history, most);
  const offset = ledger.steps.findIndex(({ draft }) => draft === steps[0]?.draft);
  const first = offset < 0 ? 0 : ledger.first + offset;
  const isWritten = (step: Step, index: number): boolean => {
    const was = offset < 0 ? undefined : ledger.steps[offset + index];
    return was?.draft === step.draft && (was.name === step.name || index === 0);
  };
  const fresh = steps.findIndex((step, index) => !isWritten(step, index));
  const begin = fresh < 0 ? steps.length : fresh;
  const put = steps.slice(begin).map((step, index) => row(steps, begin + index, first, step));
  // The oldest row is whole, whatever was before it.
  const [oldest] = steps;
  if (offset > 0 && oldest !== undefined) put.unshift(row(steps, 0, first, oldest));
  return {
    put,
    first,
    end: first + steps.length,
    place: first + place,
    ledger: { first, steps },
  };
}

/** The history of some rows, in order, and what is written of it. */
export function historyFrom(
  rows: readonly Row[],
  place: number,
): { readonly history: History; readonly ledger: Ledger } {
  let draft = EMPTY_DRAFT;
  const steps = rows.map(({ name, change }) => {
    draft = applied(draft, change);
    return { name, draft };
  });
  const first = rows[0]?.seq ?? 0;
  const shown = Math.min(Math.max(0, place - first), steps.length - 1);
  const present = steps[shown];
  if (present === undefined) return { history: historyOf(EMPTY_DRAFT), ledger: EMPTY_LEDGER };
  const past = steps.slice(0, shown).map((step, i) => ({
    name: steps[i + 1]?.name ?? "",
    draft: step.draft,
  }));
  return {
    history: { present: present.draft, past, future: steps.slice(shown + 1).reverse() },
    ledger: { first, steps },
  };
}

function row(steps: readonly Step[], index: number, first: number, step: Step): Row {
  const before = steps[index - 1]?.draft ?? EMPTY_DRAFT;
  return { seq: first + index, name: step.name, change: changeBetween(before, step.draft) };
}

/** The drafts of a history from the oldest to the one furthest ahead, and which of them is shown. */
function stepsOf(
  { present, past, future }: History,
  most: number,
): { steps: readonly Step[]; place: number } {
  const kept = past.slice(-most);
  const ahead = future.slice(-most).toReversed();
  const nameAt = (index: number) => kept[index - 1]?.name ?? "";
  return {
    steps: [
      ...kept.map(({ draft }, index) => ({ name: nameAt(index), draft })),
      { name: nameAt(kept.length), draft: present },
      ...ahead,
    ],
    place: kept.length,
  };
}
