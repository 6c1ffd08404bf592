// How the fields of rules change them.

import type { Desk } from "../desk.ts";
import type { Rules } from "./rules.ts";

/** What fields need of the desk. */
export type RuleDesk = Pick<Desk, "store" | "signal">;

/** Changes rules. */
export function setRules({ store }: RuleDesk, patch: Partial<Rules>): void {
  const { settings } = store.state;
  store.update({ settings: { ...settings, rules: { ...settings.rules, ...patch } } });
}
