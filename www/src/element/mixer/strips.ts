// A row of the mixer for each voice: instrument, loudness, place, mute, solo.

import type { Strip } from "../../audio/index.ts";
import { seatOf, stripOf, withStrip } from "../../audio/index.ts";
import { partsWith, styleOf } from "../../composer/index.ts";
import type { Part, Voice } from "../../score/index.ts";
import { partOf } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setAttribute, setText } from "../dom.ts";
import { changeHeader } from "../editing.ts";
import { isFree, type State, type Store } from "../store.ts";
import { ensembleOf, hasOtherVoices, offeredVoices, swatchOf, voiceTitle } from "../voices.ts";
import { families } from "./general-midi.ts";

/** The rows, in the order of the voices. */
export function buildStrips(desk: Desk): HTMLElement {
  const list = make("div", { class: "strips", role: "list", "aria-label": t("Voices") });
  const titles = ["", t("Instrument"), t("Volume"), t("Pan"), ""];
  const head = make("div", { class: "strip titles", "aria-hidden": "true" });
  head.append(...titles.map((title) => make("span", { class: "caption" }, title)));
  const rows = new Map<Voice, StripRow>();
  desk.store.onChange((state, before) => {
    const isSameMix = state.mix === before.mix && isFree(state) === isFree(before);
    if (state !== before && isSameMix && !hasOtherVoices(state, before)) return;
    const voices = heardVoices(state);
    for (const voice of voices) {
      if (!rows.has(voice)) rows.set(voice, stripRow(desk, voice));
    }
    const shown = voices.flatMap((voice) => rows.get(voice) ?? []);
    const elements = shown.map(({ element }) => element);
    const isSame = elements.every((element, index) => list.children[index] === element);
    if (!isSame || list.childElementCount !== elements.length) list.replaceChildren(...elements);
    for (const row of shown) row.show(state);
  }, desk.signal);
  return make("div", {}, head, list);
}

/** What plays a voice: what is heard where it has notes, and what the style would bring where it has none. */
function playerOf(state: State, voice: Voice): Part | null {
  const { score } = state.history.present;
  const isUsed = score.notes.some((note) => note.voice === voice);
  return partOf(isUsed ? score : ensembleOf(state), voice);
}

interface StripRow {
  readonly element: HTMLElement;
  show(state: State): void;
}

/** Those that the tools offer, and all others that have notes. */
function heardVoices(state: State): readonly Voice[] {
  const used = state.history.present.score.notes.map(({ voice }) => voice);
  return [...new Set([...offeredVoices(state), ...used])].sort((a, b) => a - b);
}

function stripRow({ store, signal }: Desk, voice: Voice): StripRow {
  const change = (patch: Partial<Strip>) => {
    store.update({ mix: withStrip(store.state.mix, voice, patch) });
  };
  const swatch = make("span", { class: "swatch" });
  const name = make("span", { class: "name" });
  const instrument = instrumentSelect(store, voice, signal);
  const volume = slider("0", "1.5", "volume");
  volume.addEventListener("input", () => change({ volume: volume.valueAsNumber }), { signal });
  const pan = slider("-1", "1", "pan");
  pan.addEventListener("input", () => change({ pan: pan.valueAsNumber }), { signal });
  pan.addEventListener("dblclick", () => change({ pan: null }), { signal });
  const mute = toggle("M", "mute", () => {
    change({ isMuted: !stripOf(store.state.mix, voice).isMuted });
  });
  const solo = toggle("S", "solo", () => {
    change({ isSolo: !stripOf(store.state.mix, voice).isSolo });
  });
  const element = make(
    "div",
    { class: "strip", role: "listitem", "data-voice": String(voice) },
    make("span", { class: "who" }, swatch, name),
    instrument,
    under(t("Volume")),
    volume,
    under(t("Pan")),
    pan,
    make("span", { class: "mute-solo" }, mute, solo),
  );
  const show = (state: State): void => {
    const ensemble = ensembleOf(state);
    const title = voiceTitle(ensemble, voice);
    const strip = stripOf(state.mix, voice);
    setText(name, title);
    setAttribute(swatch, "data-voice", swatchOf(ensemble, voice));
    const player = playerOf(state, voice);
    const isDrums = player?.isPercussion ?? false;
    instrument.disabled = !isFree(state) || isDrums;
    instrument.value = isDrums ? "drums" : String(player?.program ?? 0);
    if (volume.valueAsNumber !== strip.volume) volume.valueAsNumber = strip.volume;
    const place = strip.pan ?? (isDrums ? 0 : seatOf(voice, player?.program ?? null));
    if (pan.valueAsNumber !== place) pan.valueAsNumber = place;
    setAttribute(instrument, "aria-label", t("Instrument of {voice}", { voice: title }));
    setAttribute(volume, "aria-label", t("Volume of {voice}", { voice: title }));
    setAttribute(
      volume,
      "aria-valuetext",
      t("{share} %", { share: Math.round(strip.volume * 100) }),
    );
    setAttribute(pan, "aria-label", t("Place of {voice} from left to right", { voice: title }));
    setAttribute(pan, "aria-valuetext", placeWords(place));
    setAttribute(
      pan,
      "title",
      `${placeWords(place)}; ${t("double click: where it sits by itself")}`,
    );
    setAttribute(mute, "aria-label", t("Mute {voice}", { voice: title }));
    setAttribute(solo, "aria-label", t("Only {voice}", { voice: title }));
    setAttribute(mute, "aria-pressed", String(strip.isMuted));
    setAttribute(solo, "aria-pressed", String(strip.isSolo));
  };
  return { element, show };
}

function placeWords(pan: number): string {
  const share = Math.round(Math.abs(pan) * 100);
  if (share === 0) return t("middle");
  return pan < 0 ? t("{share} % left", { share }) : t("{share} % right", { share });
}

function slider(min: string, max: string, field: string): HTMLInputElement {
  return make("input", { type: "range", min, max, step: "0.01", "data-field": field });
}

/** What a slider is for, where the row has no head. */
function under(words: string): HTMLElement {
  return make("small", { class: "under", "aria-hidden": "true" }, words);
}

function toggle(letter: string, field: string, act: () => void): HTMLButtonElement {
  const attributes = { type: "button", class: "button toggle", "data-field": field };
  const button = make("button", attributes, letter);
  // It goes with its row.
  button.addEventListener("click", act);
  return button;
}

function instrumentSelect(store: Store, voice: Voice, signal: AbortSignal): HTMLSelectElement {
  const select = make("select", { "data-field": "instrument" });
  select.append(
    ...families().map(({ name, instruments }) =>
      make(
        "optgroup",
        { label: name },
        ...instruments.map(([program, label]) => make("option", { value: String(program) }, label)),
      ),
    ),
    make("option", { value: "drums", hidden: true }, t("Drum kit")),
  );
  select.addEventListener("change", () => chooseInstrument(store, voice, Number(select.value)), {
    signal,
  });
  return select;
}

/** Who plays belongs to the piece, so it is one undo step. */
function chooseInstrument(store: Store, voice: Voice, program: number): void {
  const { history, settings } = store.state;
  const { parts } = history.present.score;
  const all = partsWith(parts, styleOf(settings.style), [voice]);
  const named = all.some(({ voices }) => voices.includes(voice))
    ? all
    : [...all, { name: "", program, isPercussion: false, voices: [voice] }];
  changeHeader(store, t("Change instrument"), {
    parts: named.map((part) => (part.voices.includes(voice) ? { ...part, program } : part)),
  });
}
