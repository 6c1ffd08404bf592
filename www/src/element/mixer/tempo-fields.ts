// How fast it goes: a slider that is heard while it is dragged, taps, metronome and count-in.

import { TEMPI } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setText } from "../dom.ts";
import { changeHeader } from "../editing.ts";
import { isFree } from "../store.ts";
import { type Taps, tapped, tempoOf } from "./tap.ts";

/** Slowest and fastest on the slider; who wants more writes the number. */
const SLIDER = { least: 40, most: 240 } as const;

export function tempoFields(desk: Desk): HTMLElement {
  return make(
    "fieldset",
    { class: "tempo-fields" },
    make("legend", {}, t("Tempo")),
    tempoSlider(desk),
    make("div", { class: "row wrap" }, tapButton(desk), ...checks(desk)),
  );
}

function tempoSlider({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    min: String(SLIDER.least),
    max: String(SLIDER.most),
    step: "1",
    "data-field": "tempo-slider",
    "aria-label": t("Tempo, quarter notes a minute"),
  });
  const told = make("output", { class: "told" });
  // A drag changes nothing until it ends, but one hears where it would lead.
  input.addEventListener("input", () => store.update({ heardTempo: input.valueAsNumber }), {
    signal,
  });
  input.addEventListener(
    "change",
    () => {
      const tempo = input.valueAsNumber;
      store.update({ heardTempo: null });
      setTempo(store, tempo);
    },
    { signal },
  );
  store.onChange((state) => {
    const tempo = state.heardTempo ?? state.history.present.score.tempo;
    if (input.valueAsNumber !== tempo) input.valueAsNumber = tempo;
    input.disabled = !isFree(state);
    setText(told, t("{tempo} bpm", { tempo: Math.round(tempo) }));
  }, signal);
  return make("div", { class: "slider" }, input, told);
}

function tapButton({ store, signal }: Desk): HTMLElement {
  let taps: Taps = [];
  let settling: ReturnType<typeof setTimeout> | undefined;
  const button = make(
    "button",
    {
      type: "button",
      class: "button",
      "data-field": "tap",
      title: t("Tap the beat several times"),
    },
    t("Tap"),
  );
  button.addEventListener(
    "pointerdown",
    (event) => {
      event.preventDefault();
      tap(event.timeStamp);
    },
    { signal },
  );
  // Keys press buttons by clicks, which have no pointer.
  button.addEventListener("click", (event) => event.detail === 0 && tap(event.timeStamp), {
    signal,
  });
  const tap = (at: number) => {
    taps = tapped(taps, at);
    const tempo = tempoOf(taps);
    if (tempo === null) return;
    const heardTempo = Math.min(TEMPI.most, Math.max(TEMPI.least, tempo));
    store.update({ heardTempo });
    clearTimeout(settling);
    // All taps together are one change of the piece.
    settling = setTimeout(() => {
      store.update({ heardTempo: null });
      setTempo(store, heardTempo);
    }, SETTLE_MS);
  };
  signal.addEventListener("abort", () => clearTimeout(settling), { once: true });
  return button;
}

const SETTLE_MS = 1_200;

function setTempo(store: Desk["store"], tempo: number): void {
  if (tempo !== store.draft.score.tempo) changeHeader(store, t("Change tempo"), { tempo });
}

function checks({ store, signal }: Desk): readonly HTMLElement[] {
  const metronome = make("input", { type: "checkbox", "data-field": "metronome" });
  const countIn = make("input", { type: "checkbox", "data-field": "count-in" });
  metronome.addEventListener("change", () => store.update({ isMetronomeOn: metronome.checked }), {
    signal,
  });
  countIn.addEventListener("change", () => store.update({ isCountInOn: countIn.checked }), {
    signal,
  });
  store.onChange(({ isMetronomeOn, isCountInOn }) => {
    metronome.checked = isMetronomeOn;
    countIn.checked = isCountInOn;
  }, signal);
  return [
    make("label", { class: "check" }, metronome, t("Metronome")),
    make("label", { class: "check" }, countIn, t("Count a bar in")),
  ];
}
