// The line above the roll: name, title, what the piece is, undo and files.

import { styleOf } from "../composer/index.ts";
import { keyLabel, likelyKey, parseKey, pitchedNotes, redoName, undoName } from "../score/index.ts";
import { inSentence, spokenKey, t } from "../words/index.ts";
import type { ActionId } from "./actions.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, setAttribute, setText } from "./dom.ts";
import type { IconName } from "./icons.ts";
import { noteHeads } from "./icons.ts";
import { keyField, metreField, styleField, tempoField, titleField } from "./piece-fields.ts";
import { isFree } from "./store.ts";

export function buildHeader(desk: Desk): HTMLElement {
  const wordmark = make(
    "span",
    { class: "wordmark", part: "wordmark" },
    noteHeads(),
    make("span", { class: "name" }, "Antiphon"),
  );
  const facts = make(
    "div",
    { class: "facts" },
    styleField(desk),
    keyField(desk),
    metreField(desk),
    tempoField(desk),
  );
  const files = make(
    "div",
    { class: "group files" },
    actionButton(desk, "open", "open", t("Open MIDI, MusicXML or ABC")),
    actionButton(desk, "export", "save", t("Save and share")),
  );
  return make(
    "header",
    { class: "header", part: "header" },
    wordmark,
    titleField(desk),
    facts,
    chip(desk),
    make("span", { class: "spring" }),
    pieceButton(desk, "quiet"),
    history(desk),
    libraryButton(desk),
    files,
    make(
      "div",
      { class: "group" },
      stavesButton(desk),
      actionButton(desk, "help", "help", t("Keyboard and gestures (?)"), "help"),
      panelButton(desk),
    ),
  );
}

/** Style and key in one chip, where the fields have no room; it opens the panel. */
function chip({ store, signal, do: act }: Desk): HTMLElement {
  const style = make("span", { class: "chip-style" });
  const key = make("span", { class: "chip-key" });
  const button = make(
    "button",
    { type: "button", class: "chip", title: t("Style, key, tempo"), "data-action": "panel" },
    style,
    key,
  );
  button.addEventListener("click", () => act("panel"), { signal });
  store.onChange(({ history: { present }, settings }) => {
    setText(style, t(styleOf(settings.style).name));
    const given = present.score.key === null ? null : parseKey(present.score.key);
    const signature = given ?? likelyKey(pitchedNotes(present.score));
    setText(key, signature === null ? "" : spokenKey(keyLabel(signature)));
  }, signal);
  return button;
}

function history(desk: Desk): HTMLElement {
  const { store, signal } = desk;
  const undo = actionButton(desk, "undo", "undo", t("Undo"));
  const redo = actionButton(desk, "redo", "redo", t("Redo"));
  store.onChange((state) => {
    const isBusy = !isFree(state);
    name(undo, t("Undo"), undoName(state.history), isBusy);
    name(redo, t("Redo"), redoName(state.history), isBusy);
  }, signal);
  return make("div", { class: "group history" }, undo, redo);
}

function name(button: HTMLButtonElement, verb: string, step: string | null, isBusy: boolean): void {
  const label = step === null ? verb : `${verb}: ${inSentence(t(step))}`;
  setAttribute(button, "title", label);
  setAttribute(button, "aria-label", label);
  button.disabled = step === null || isBusy;
}

/** Where a whole piece is ordered. */
export function pieceButton({ store, signal, do: act }: Desk, className = ""): HTMLElement {
  const attributes = { "data-action": "piece", class: `piece-button ${className}`.trim() };
  const button = makeButton("piece", t("Whole piece"), attributes, true);
  button.title = t("Order a whole piece (O)");
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => act("piece"), { signal });
  store.onChange((state) => {
    button.disabled = !isFree(state);
  }, signal);
  return button;
}

/** Roll, both, staves: pressed while staves are seen. */
function stavesButton(desk: Desk): HTMLElement {
  const button = actionButton(desk, "staves", "staves", t("Staves (/)"));
  desk.store.onChange(
    ({ view }) => setAttribute(button, "aria-pressed", String(view !== "roll")),
    desk.signal,
  );
  return button;
}

/** The pieces of this device, where they are kept. */
function libraryButton(desk: Desk): HTMLElement {
  const button = actionButton(desk, "library", "library", t("Pieces on this device (:)"));
  desk.store.onChange(({ autosave }) => {
    button.hidden = autosave === null;
  }, desk.signal);
  return button;
}

function panelButton(desk: Desk): HTMLElement {
  const button = actionButton(desk, "panel", "panel", t("Composer panel"));
  button.classList.add("panel-button");
  desk.store.onChange(
    ({ isPanelOpen }) => setAttribute(button, "aria-expanded", String(isPanelOpen)),
    desk.signal,
  );
  return button;
}

/** A button with an icon that does one action. */
export function actionButton(
  { do: act, signal }: Desk,
  id: ActionId,
  iconName: IconName,
  label: string,
  extra = "",
): HTMLButtonElement {
  const button = makeButton(iconName, label, {
    class: `quiet ${extra}`.trim(),
    "data-action": id,
    "aria-label": label,
  });
  button.addEventListener("click", () => act(id), { signal });
  return button;
}
