// Showing how likely each note was; what is said about it is on the note card.

import type { State, Store } from "./store.ts";

/** Shows how likely notes were, or no longer; who wants to see it has new answers explained. */
export function showHeat(store: Store, isHeatShown: boolean): void {
  const { settings } = store.state;
  const isExplained = settings.isExplained || isHeatShown;
  store.update({ isHeatShown, settings: { ...settings, isExplained } });
}

/** Whether there is anything that the note card could say. */
export function hasWords({ isHeatShown, selection, history }: State): boolean {
  const [id] = selection;
  return isHeatShown || (id !== undefined && history.present.accounts.has(id));
}
