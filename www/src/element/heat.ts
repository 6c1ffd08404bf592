// Showing how likely each note was; what is said about it is on the note card.

import type { State, Store } from "./store.ts";

/** Whether there may be something to say. */
export function isSpeaking({ isHeatShown, selection, history }: State): boolean {
  return isHeatShown || (selection.size === 1 && history.present.origins.size > 0);
}

/** Shows how likely notes were, or no longer; who wants to see it has new answers explained. */
export function showHeat(store: Store, isHeatShown: boolean): void {
  const { settings } = store.state;
  const isExplained = settings.isExplained || isHeatShown;
  store.update({ isHeatShown, settings: { ...settings, isExplained } });
}
