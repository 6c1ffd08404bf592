// Buttons that choose what is seen: one voice alone, loudness, the overview.

import { t } from "../../words/index.ts";
import type { BenchAction } from "../actions.ts";
import { ACTIONS } from "../actions.ts";
import type { Desk } from "../desk.ts";
import { make, setAttribute } from "../dom.ts";
import { drawnIcon } from "../icons.ts";
import { isMac, keyLabel } from "../key-tables.ts";
import type { Lanes } from "./lanes.ts";
import { nameOf } from "./reshape.ts";

/** Drawn like the others: 20 by 20, one stroke width. */
const PICTURES = {
  "focus-voice":
    '<path d="M3 6h9" opacity=".4"/><path d="M5 10h11" stroke-width="2.6"/><path d="M8 14h8" opacity=".4"/>',
  waterfall:
    '<path d="M3 13.500h14V17H3zM7.500 13.500V17M12.500 13.500V17"/><path d="M5.500 8v3M10 3v5M14.500 6v4" stroke-width="2.6"/>',
  loudness: '<path d="M4 16v-4M8 16V7M12 16V4M16 16v-7"/>',
  overview:
    '<rect x="2.500" y="6" width="15" height="8" rx="1.500"/><path d="M6.500 6v8M11.500 6v8M8 9h2M8.500 11.500h1.500"/>',
} as const;

export function buildViewButtons(desk: Desk, lanes: Lanes): readonly HTMLElement[] {
  const focus = viewButton(desk, "focus-voice");
  desk.store.onChange(
    ({ isFocused }) => setAttribute(focus, "aria-pressed", String(isFocused)),
    desk.signal,
  );
  const buttons = (["loudness", "overview"] as const).map((lane) => {
    const button = viewButton(desk, lane);
    const show = () => setAttribute(button, "aria-pressed", String(lanes.isOpen(lane)));
    lanes.onChange(show);
    show();
    return button;
  });
  return [focus, ...buttons];
}

/** A button that opens or closes a view. */
export function viewButton(
  { do: act, signal }: Desk,
  id: keyof typeof PICTURES,
): HTMLButtonElement {
  const label = titleOf(id);
  const button = make(
    "button",
    {
      type: "button",
      class: "button quiet bench",
      "data-action": id,
      title: label,
      "aria-label": label,
    },
    drawnIcon(id, PICTURES[id]),
  );
  button.addEventListener("click", () => act(id), { signal });
  return button;
}

/** "Loudness (8)". */
export function titleOf(id: BenchAction): string {
  const [stroke] = ACTIONS.find((action) => action.id === id)?.keys ?? [];
  if (stroke === undefined) return nameOf(id);
  return t("{action} ({key})", { action: nameOf(id), key: keyLabel(stroke, isMac()) });
}
