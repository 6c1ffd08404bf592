// What screen readers hear of what the composer does.

import { t } from "../words/index.ts";
import { spokenTakes } from "./audition.ts";
import type { Answering, State } from "./store.ts";

/** What screen readers hear of a change; null for nothing. */
export function spokenChange(state: State, before: State): string | null {
  const { answering, selection, message } = state;
  const isWritten = answering === null && before.answering !== null && message === null;
  if (isWritten && before.answering?.act === "piece") return t("the piece is written");
  if (answering?.act === "piece") return spokenPlan(answering, before.answering);
  if (isWritten && state.audition === null) {
    return t("{count} notes written", { count: selection.size }, "{count} note written");
  }
  if (answering !== null && before.answering === null && answering.takes > 1) {
    return t("writing {count} takes", { count: answering.takes });
  }
  return spokenTakes(state, before);
}

function spokenPlan(now: Answering, before: State["answering"]): string | null {
  const sections = now.ground?.sections ?? [];
  if (sections === (before?.ground?.sections ?? []) || sections.length === 0) return null;
  return t("writing {sections}", { sections: sections.map(({ name }) => t(name)).join(", ") });
}
