// One change of tempo in the list: where it is and how fast it goes from there, each of them to be written anew.

import { spokenPlace } from "../../roll/index.ts";
import type { Score, TempoChange, Tick } from "../../score/index.ts";
import { barPosition, TEMPI } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { make, makeButton, setAttribute } from "../dom.ts";
import { beatOf } from "./place.ts";
import { shownTempo } from "./set-tempo.ts";

/** What is done with a row. */
export interface RowListener {
  move(from: Tick, bar: number, beat: number): void;
  set(at: Tick, tempo: number): void;
  remove(at: Tick): void;
}

/** A row of the list. */
export interface TempoRow {
  readonly element: HTMLElement;
  show(score: Score, change: TempoChange, look: { isFree: boolean; isNow: boolean }): void;
}

/** A number with its unit or what it counts. */
export function numberField(
  field: string,
  label: string,
  attributes: Readonly<Record<string, string>> = {},
): HTMLInputElement {
  const look = { type: "number", class: "number", "data-field": field, "aria-label": label };
  return make("input", { ...look, title: label, ...attributes });
}

/** A field for a tempo. */
export function tempoNumber(field: string): HTMLInputElement {
  const range = { min: String(TEMPI.least), max: String(TEMPI.most), step: "any" };
  return numberField(field, t("Tempo, quarter notes a minute"), range);
}

/** Words, a field, words: all of them one line. */
export function captioned(...content: readonly (Node | string)[]): HTMLElement {
  return make(
    "label",
    { class: "captioned" },
    ...content.map((one) => (typeof one === "string" ? make("span", { class: "unit" }, one) : one)),
  );
}

export function tempoRow(listener: RowListener): TempoRow {
  const bar = numberField("change-bar", t("Bar"), { min: "0", step: "1" });
  const beat = numberField("change-beat", t("Beat"), { min: "1", step: "any" });
  const tempo = tempoNumber("change-tempo");
  const remove = makeButton("close", t("Remove tempo change"), {
    class: "quiet",
    "data-field": "remove-change",
  });
  const element = make(
    "li",
    { class: "tempo-row" },
    captioned(t("Bar"), bar),
    captioned(t("Beat"), beat),
    captioned(tempo, t("bpm")),
    remove,
  );
  let shown: TempoChange | null = null;
  let isWritten = false;
  const act = (does: (at: Tick) => void) => () => {
    isWritten = false;
    if (shown !== null) does(shown.tick);
  };
  const move = act((at) => listener.move(at, bar.valueAsNumber, beat.valueAsNumber));
  // It goes with its row.
  element.addEventListener("input", () => {
    isWritten = true;
  });
  bar.addEventListener("change", move);
  beat.addEventListener("change", move);
  tempo.addEventListener(
    "change",
    act((at) => listener.set(at, tempo.valueAsNumber)),
  );
  remove.addEventListener(
    "click",
    act((at) => listener.remove(at)),
  );
  return {
    element,
    show(score, change, { isFree, isNow }) {
      const place = spokenPlace(score, change.tick);
      // What somebody is writing stays, wherever the playhead goes.
      if (!isWritten || shown !== change) {
        write(bar, barPosition(score, change.tick).bar);
        write(beat, beatOf(score, change.tick));
        write(tempo, shownTempo(change.tempo));
      }
      shown = change;
      for (const input of [bar, beat, tempo]) input.readOnly = !isFree;
      remove.disabled = !isFree;
      setAttribute(element, "data-tick", String(change.tick));
      setAttribute(element, "aria-current", String(isNow));
      const words = { place, tempo: shownTempo(change.tempo) };
      setAttribute(element, "aria-label", t("{place}: {tempo} bpm", words));
      setAttribute(remove, "aria-label", t("Remove the tempo change at {place}", { place }));
    },
  };
}

/** Shows a number where another one is shown. */
export function write(input: HTMLInputElement, value: number): void {
  if (input.value !== String(value)) input.value = String(value);
}
