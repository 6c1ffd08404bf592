// The tool row: draw or select, the voice to write, the grid, what to do with the selection, the view.

import { GRID_LENGTHS, keepOf } from "../score/index.ts";
import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, makeSelect, setAttribute, setOptions, setText } from "./dom.ts";
import { chooseVoice } from "./editing.ts";
import { actionButton } from "./header.ts";
import { field } from "./piece-fields.ts";
import { isFree } from "./store.ts";
import {
  ensembleOf,
  hasOtherVoices,
  offeredVoices,
  swatchOf,
  VOICES,
  voiceInitial,
  voiceTitle,
} from "./voices.ts";

/** The same tools for the panel, where the row has no height. */
export function buildToolSection(desk: Desk): readonly HTMLElement[] {
  const row = make("div", { class: "row wrap" }, pointerTools(desk), voices(desk));
  return [row, grid(desk), selectionTools(desk)];
}

export function buildTools(desk: Desk): HTMLElement {
  return make(
    "div",
    { class: "tools", part: "tools", role: "toolbar", "aria-label": t("Tools") },
    pointerTools(desk),
    voices(desk),
    grid(desk),
    selectionTools(desk),
    make("span", { class: "spring" }),
    make(
      "div",
      { class: "group view" },
      actionButton(desk, "zoom-out", "zoom-out", t("Zoom out (-)")),
      actionButton(desk, "zoom-in", "zoom-in", t("Zoom in (+)")),
      actionButton(desk, "fit", "fit", t("Show the whole piece (0)")),
    ),
  );
}

function pointerTools(desk: Desk): HTMLElement {
  const draw = actionButton(desk, "draw", "draw", t("Draw (D)"));
  // Where only this button has room, pressing it again goes back to drawing.
  const select = makeButton("select", t("Select (V)"), {
    class: "quiet",
    "data-action": "select",
    "aria-label": t("Select (V)"),
  });
  select.addEventListener(
    "click",
    () => desk.do(desk.store.state.tool === "select" ? "draw" : "select"),
    { signal: desk.signal },
  );
  desk.store.onChange(({ tool, isReadonly }) => {
    setAttribute(draw, "aria-pressed", String(tool === "draw" && !isReadonly));
    setAttribute(select, "aria-pressed", String(tool === "select" || isReadonly));
    draw.disabled = isReadonly;
  }, desk.signal);
  return make("div", { class: "group toggles" }, draw, select);
}

function voices({ store, signal }: Desk): HTMLElement {
  const buttons = VOICES.map((voice) => {
    const swatch = make("span", { class: "swatch" });
    const initial = make("span", {});
    const button = make(
      "button",
      { type: "button", class: "button voice", "data-voice": String(voice), part: "voice" },
      swatch,
      initial,
    );
    button.addEventListener("click", (event) => chooseVoice(store, voice, event.shiftKey), {
      signal,
    });
    store.onChange((state, before) => {
      if (!hasOtherVoices(state, before)) return;
      const ensemble = ensembleOf(state);
      const label = t("{voice} ({key}; with Shift, selected notes go there)", {
        voice: voiceTitle(ensemble, voice),
        key: voice + 1,
      });
      button.hidden = !offeredVoices(state).has(voice);
      setAttribute(button, "title", label);
      setAttribute(button, "aria-label", label);
      setAttribute(button, "aria-pressed", String(state.voice === voice));
      setAttribute(swatch, "data-voice", swatchOf(ensemble, voice));
      setText(initial, voiceInitial(ensemble, voice));
    }, signal);
    return button;
  });
  return make(
    "div",
    { class: "group toggles voices", role: "group", "aria-label": t("Voice to write") },
    ...buttons,
  );
}

function grid({ store, signal }: Desk): HTMLElement {
  const select = makeSelect(t("Grid"), { "data-field": "grid" });
  select.addEventListener("change", () => store.update({ grid: select.value }), { signal });
  const options = GRID_LENGTHS.map(({ id, label }) => [id, t(label)] as const);
  store.onChange((state) => setOptions(select, options, state.grid), signal);
  return field(t("Grid"), select);
}

function selectionTools(desk: Desk): HTMLElement {
  const locks = lockButtons(desk);
  const duplicate = actionButton(desk, "duplicate", "duplicate", t("Duplicate"));
  const bin = actionButton(desk, "delete", "bin", t("Delete"));
  const motif = actionButton(desk, "motif", "motif", t("Motif pad (J)"), "part");
  const count = make("span", { class: "count", part: "selection-count" });
  desk.store.onChange((state) => {
    const { selection } = state;
    const isIdle = selection.size === 0 || !isFree(state);
    for (const button of [duplicate, bin]) button.disabled = isIdle;
    motif.disabled = !isFree(state);
    setText(count, selection.size === 0 ? "" : t("{count} selected", { count: selection.size }));
  }, desk.signal);
  return make("div", { class: "group selection" }, ...locks, duplicate, bin, motif, count);
}

/** Lock as a whole, its rhythm, its pitch: three answers to what the composer keeps of a note. */
export function lockButtons(desk: Desk): readonly HTMLButtonElement[] {
  const whole = actionButton(desk, "lock", "lock", t("Lock or unlock (L)"));
  const rhythm = actionButton(
    desk,
    "lock-rhythm",
    "lock-rhythm",
    t("Lock the rhythm only (Y)"),
    "part",
  );
  const pitch = actionButton(
    desk,
    "lock-pitch",
    "lock-pitch",
    t("Lock the pitch only (I)"),
    "part",
  );
  const keeps = [
    [whole, "all"],
    [rhythm, "rhythm"],
    [pitch, "pitch"],
  ] as const;
  desk.store.onChange((state) => {
    const { selection, history } = state;
    for (const [button, keep] of keeps) {
      button.disabled = selection.size === 0 || !isFree(state);
      const isLocked =
        selection.size > 0 && [...selection].every((id) => keepOf(history.present, id) === keep);
      setAttribute(button, "aria-pressed", String(isLocked));
    }
  }, desk.signal);
  return [whole, rhythm, pitch];
}
