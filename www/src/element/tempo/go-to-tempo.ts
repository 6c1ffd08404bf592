// Opens the mixer, where it is not open, and leads to the field for another tempo from the playhead on.

import type { Desk } from "../desk.ts";

/** Resolves when one can write. */
export async function goToTempo(desk: Desk, root: ShadowRoot | null): Promise<void> {
  const mixer = root?.querySelector<HTMLElement>(".mixer") ?? null;
  if (root !== null && (mixer === null || mixer.hidden)) {
    const opened = new Promise((resolve) => {
      root.addEventListener("rowtoggle", resolve, { capture: true, once: true });
    });
    desk.do("mixer");
    await opened;
  }
  const field = root?.querySelector<HTMLInputElement>('[data-field="tempo-here"]');
  field?.scrollIntoView({ block: "nearest" });
  field?.focus();
  field?.select();
}
