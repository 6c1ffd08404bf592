// What screen readers hear when something has changed.

import type { Answering, State } from "./store.ts";

/** What screen readers hear of a change; null for nothing. */
export function spokenChange(state: State, before: State): string | null {
  const { answering, selection, message } = state;
  const isWritten = answering === null && before.answering !== null && message === null;
  if (isWritten && before.answering?.act === "piece") return "the piece is written";
  if (answering?.act === "piece") return spokenPlan(answering, before.answering);
  if (isWritten && state.audition === null) return `${selection.size} notes written`;
  if (answering !== null && before.answering === null && answering.takes > 1) {
    return `writing ${answering.takes} takes`;
  }
  return spokenTakes(state, before);
}

function spokenPlan(now: Answering, before: State["answering"]): string | null {
  const sections = now.ground?.sections ?? [];
  if (sections === (before?.ground?.sections ?? []) || sections.length === 0) return null;
  return `writing ${sections.map(({ name }) => name).join(", ")}`;
}

/** "take 2 of 3": what is said when another take is shown, or another bar held; null for nothing new. */
export function spokenTakes({ audition }: State, before: State): string | null {
  if (audition === null || audition === before.audition) return null;
  const { shown, takes, held, bars } = audition;
  const was = before.audition;
  if (was === null || was.shown !== shown) return `take ${shown + 1} of ${takes.length}`;
  const changed = bars.find(({ index }) => held.get(index) !== was.held.get(index));
  if (changed === undefined) return null;
  const take = held.get(changed.index);
  const many = bars.filter(({ index }) => held.get(index) !== was.held.get(index)).length;
  const what = many === 1 ? `bar ${changed.number}` : `${many} bars`;
  return take === undefined ? `${what} as in the take shown` : `${what} kept from take ${take + 1}`;
}

/** Several takes are being written. */
export function isPending({ answering }: State): boolean {
  return answering !== null && answering.takes > 1;
}
