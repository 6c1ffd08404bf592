// Where the tempo changes, as a list below the tempo: written anew, added at the playhead, taken out.

import { spokenPlace } from "../../roll/index.ts";
import type { TempoChange, Tick } from "../../score/index.ts";
import { tempoAt } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setText } from "../dom.ts";
import { isFree, type State } from "../store.ts";
import { leadFields } from "./lead-fields.ts";
import type { Written } from "./place.ts";
import {
  hereOf,
  moveTempo,
  removeAllTempi,
  removeTempoAt,
  setTempoAt,
  shownTempo,
} from "./set-tempo.ts";
import type { RowListener, TempoRow } from "./tempo-row.ts";
import { captioned, tempoNumber, tempoRow, write } from "./tempo-row.ts";

/** Of a rubato that a machine wrote down no more are shown at once, in rows. */
const MOST_ROWS = 60;

/** Hears what was done: words for everybody, or a line about what is wrong. */
export type Tell = (written: Written<unknown>) => void;

export function tempoChanges(desk: Desk, say: (words: string) => void): HTMLElement {
  const line = make("p", { class: "line", role: "status" });
  const tell: Tell = (written) => {
    setText(line, written.kind === "wrong" ? written.text : "");
    if (written.kind === "right" && typeof written.value === "string") say(written.value);
  };
  return make(
    "fieldset",
    { class: "tempo-changes", "data-field": "tempo-changes" },
    make("legend", {}, t("Tempo changes")),
    listOf(desk, tell),
    hereField(desk, tell),
    leadFields(desk, tell),
    line,
  );
}

/** The changes in order; rows are kept, so that the focus stays where it is. */
function listOf({ store, signal }: Desk, tell: Tell): HTMLElement {
  const list = make("ol", { class: "tempo-list", "aria-label": t("Tempo changes") });
  const some = make("p", { class: "line" });
  const clear = make(
    "button",
    { type: "button", class: "button quiet", "data-field": "remove-changes" },
    t("Remove all tempo changes"),
  );
  const rows: TempoRow[] = [];
  const listener: RowListener = {
    move(from, bar, beat) {
      const to = moveTempo(store, from, bar, beat);
      tell(to);
      if (to.kind === "right") follow(list, to.value);
      else show(store.state);
    },
    set(at, tempo) {
      const written = setTempoAt(store, at, tempo);
      tell(written);
      if (written.kind === "wrong") show(store.state);
    },
    remove(at) {
      tell({ kind: "right", value: removeTempoAt(store, at) });
    },
  };
  const show = (state: State): void => {
    const { score } = state.history.present;
    const shown = around(score.tempoChanges, state.position);
    while (rows.length < shown.length) rows.push(tempoRow(listener));
    const now = shown.findLast((change) => change.tick <= state.position);
    for (const [index, change] of shown.entries()) {
      rows[index]?.show(score, change, { isFree: isFree(state), isNow: change === now });
    }
    for (const [index, { element }] of rows.entries()) {
      if (index >= shown.length) element.remove();
      else if (!element.isConnected || element.parentElement !== list) list.append(element);
    }
    const count = score.tempoChanges.length;
    list.hidden = count === 0;
    some.hidden = shown.length === count;
    setText(
      some,
      t("{shown} of {count} shown, around the playhead", { shown: shown.length, count }),
    );
    clear.hidden = count < 2;
    clear.disabled = !isFree(state);
  };
  store.onChange((state, before) => {
    const isSame =
      state.history.present.score === before.history.present.score &&
      state.position === before.position &&
      isFree(state) === isFree(before);
    if (!isSame || state === before) show(state);
  }, signal);
  clear.addEventListener("click", () => tell({ kind: "right", value: removeAllTempi(store) }), {
    signal,
  });
  return make("div", { class: "tempo-box" }, list, some, clear);
}

/** The changes that are shown: all of them, or those around a place. */
function around(changes: readonly TempoChange[], at: Tick): readonly TempoChange[] {
  if (changes.length <= MOST_ROWS) return changes;
  const next = changes.findIndex((change) => change.tick > at);
  const middle = next < 0 ? changes.length : next;
  const last = changes.length - MOST_ROWS;
  const first = Math.min(last, Math.max(0, middle - MOST_ROWS / 2));
  return changes.slice(first, first + MOST_ROWS);
}

/** Who writes in a row goes on writing in it, wherever it has gone. */
function follow(list: HTMLElement, at: Tick): void {
  const root = list.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  const field = focused?.getAttribute("data-field");
  if (field == null || !list.contains(focused)) return;
  list.querySelector<HTMLElement>(`[data-tick="${at}"] [data-field="${field}"]`)?.focus();
}

/** Another tempo from the playhead on. */
function hereField({ store, signal }: Desk, tell: Tell): HTMLElement {
  const tempo = tempoNumber("tempo-here");
  const add = make(
    "button",
    { type: "button", class: "button", "data-field": "add-change" },
    t("Change tempo here"),
  );
  const place = make("span", { class: "line" });
  let isWritten = false;
  const act = () => {
    const written = setTempoAt(store, hereOf(store.state), tempo.valueAsNumber);
    tell(written);
    if (written.kind === "right") isWritten = false;
  };
  tempo.addEventListener("input", () => (isWritten = true), { signal });
  tempo.addEventListener("keydown", (event) => event.key === "Enter" && act(), { signal });
  add.addEventListener("click", act, { signal });
  store.onChange((state) => {
    const { score } = state.history.present;
    const here = hereOf(state);
    setText(place, spokenPlace(score, here));
    // What somebody is writing stays, wherever the playhead goes.
    if (!isWritten) write(tempo, shownTempo(tempoAt(score, here)));
    tempo.readOnly = !isFree(state);
    add.disabled = !isFree(state);
  }, signal);
  return make("div", { class: "row wrap" }, captioned(tempo, t("bpm")), add, place);
}
