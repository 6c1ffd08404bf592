// A small card on the paper: why the selected note is as it is, or how to read the heat.

import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, setText } from "./dom.ts";
import { isSpeaking } from "./heat.ts";
import type { Store } from "./store.ts";
import { adoptSheet } from "./styles/adopt.ts";
import css from "./styles/note-card.css?inline";

export function buildNoteCard({ store, signal }: Desk, root: ShadowRoot): HTMLElement {
  adoptSheet(root, css);
  const title = make("strong", {});
  const lines = [0, 1, 2].map(() => make("span", { class: "card-line" }));
  const card = make(
    "div",
    {
      class: "note-card",
      part: "note-card",
      role: "note",
      "aria-label": t("Why this note"),
      hidden: true,
    },
    title,
    ...lines,
  );
  /** The words are loaded when there is something to say. */
  const show = async (): Promise<void> => {
    const words = isSpeaking(store.state) ? await wordsOf(store) : null;
    card.hidden = words === null;
    if (words === null) return;
    const [head = "", ...rest] = words;
    setText(title, head);
    for (const [index, line] of lines.entries()) setText(line, rest[index] ?? "");
  };
  store.onChange((state, before) => {
    const isSame =
      state.selection === before.selection &&
      state.history === before.history &&
      state.answering === before.answering &&
      state.isHeatShown === before.isHeatShown;
    if (!isSame || state === before) void show();
  }, signal);
  return card;
}

/** What it says of what is there once the words are; null also where they cannot be had. */
async function wordsOf(store: Store): Promise<readonly string[] | null> {
  try {
    const { cardOf } = await import("./note-words.ts");
    return cardOf(store.state);
  } catch {
    return null;
  }
}
