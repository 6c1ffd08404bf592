// What all voices share: loudness, the room, whose notes are heard, and what makes the sound.

import { bringSoundfont, leaveSoundfont } from "../../audio/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { chooseFiles, make, makeButton, setAttribute, setText } from "../dom.ts";

const ACCEPT = ".sf2,.sf3,.dls";

export function soundFields(desk: Desk): HTMLElement {
  return make(
    "fieldset",
    { class: "sound-fields" },
    make("legend", {}, t("Everything")),
    shared(
      desk,
      t("Volume"),
      "volume",
      1,
      ({ volume }) => volume,
      (volume) => ({ volume }),
    ),
    shared(
      desk,
      t("Reverb"),
      "reverb",
      1,
      ({ mix }) => mix.reverb,
      (reverb) => ({ mix: { ...desk.store.state.mix, reverb } }),
    ),
    checks(desk),
    soundfontRow(desk),
  );
}

type State = Desk["store"]["state"];

function shared(
  { store, signal }: Desk,
  label: string,
  field: string,
  most: number,
  read: (state: State) => number,
  patch: (value: number) => Partial<State>,
): HTMLElement {
  const input = make("input", {
    type: "range",
    min: "0",
    max: String(most),
    step: "0.01",
    "data-field": `mixer-${field}`,
  });
  const told = make("output", { class: "told" });
  input.addEventListener("input", () => store.update(patch(input.valueAsNumber)), { signal });
  store.onChange((state) => {
    const value = read(state);
    if (input.valueAsNumber !== value) input.valueAsNumber = value;
    setText(told, t("{share} %", { share: Math.round(value * 100) }));
  }, signal);
  return make("label", { class: "slider" }, make("span", { class: "caption" }, label), input, told);
}

function checks({ store, signal }: Desk): HTMLElement {
  const composed = make("input", { type: "checkbox", "data-field": "mute-composed" });
  const sampled = make("input", { type: "checkbox", "data-field": "sampled" });
  const patch = (change: Partial<State["mix"]>) =>
    store.update({ mix: { ...store.state.mix, ...change } });
  composed.addEventListener("change", () => patch({ isComposedMuted: composed.checked }), {
    signal,
  });
  sampled.addEventListener("change", () => patch({ isSampled: sampled.checked }), { signal });
  store.onChange(({ mix }) => {
    composed.checked = mix.isComposedMuted;
    sampled.checked = mix.isSampled;
  }, signal);
  return make(
    "div",
    { class: "row wrap" },
    make("label", { class: "check" }, composed, t("Mute what was composed")),
    make("label", { class: "check" }, sampled, t("Recorded instruments")),
  );
}

/** Somebody's own soundfont: chosen, or dropped here. */
function soundfontRow({ store, signal }: Desk): HTMLElement {
  const choose = makeButton("open", t("Your soundfont"), { "data-field": "soundfont" }, true);
  const remove = makeButton("close", t("Leave your soundfont"), {
    class: "quiet",
    "aria-label": t("Leave your soundfont"),
    "data-field": "leave-soundfont",
  });
  const name = make("span", { class: "line", role: "status" });
  remove.hidden = true;
  const show = (text: string, isOwn: boolean) => {
    setText(name, text);
    remove.hidden = !isOwn;
  };
  const bring = async (file: File | undefined) => {
    if (file === undefined) return;
    show(t("Reading {name}", { name: file.name }), false);
    try {
      show(await bringSoundfont(file), true);
      store.update({ mix: { ...store.state.mix, isSampled: true }, message: null });
    } catch (thrown) {
      show("", false);
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      store.update({ message: { kind: "error", text } });
    }
  };
  remove.addEventListener("click", () => void leaveSoundfont().then(() => show("", false)), {
    signal,
  });
  const row = make("div", { class: "row soundfont" }, choose, name, remove);
  const ask = () => chooseFiles(row, { accept: ACCEPT }, ([file]) => bring(file), signal);
  choose.addEventListener("click", ask, { signal });
  acceptSoundfonts(row, bring, signal);
  setAttribute(
    choose,
    "title",
    t("An SF2, SF3 or DLS file plays instead; it stays on this device"),
  );
  return row;
}

function acceptSoundfonts(
  target: HTMLElement,
  bring: (file: File | undefined) => Promise<void>,
  signal: AbortSignal,
): void {
  target.addEventListener("dragover", (event) => event.preventDefault(), { signal });
  target.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      void bring(event.dataTransfer?.files[0]);
    },
    { signal },
  );
}
