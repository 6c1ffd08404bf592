// Play, loop, metronome, where we are, how loud, and what answers.

import { wakeSound } from "../audio/index.ts";
import { barPosition, lastBarEnd, tick } from "../score/index.ts";
import { t } from "../words/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, setAttribute, setText } from "./dom.ts";
import { actionButton } from "./header.ts";
import { icon } from "./icons.ts";
import type { State } from "./store.ts";
import { shownDraft } from "./store.ts";

export function buildTransport(desk: Desk): HTMLElement {
  return make(
    "div",
    { class: "transport", part: "transport", role: "group", "aria-label": t("Playback") },
    actionButton(desk, "to-start", "start", t("Back to the start"), "to-start"),
    playButton(desk),
    ...switches(desk),
    position(desk),
  );
}

/** Loop, metronome, mixer and keys; the panel shows them too, where the transport has no room. */
export function switches(desk: Desk): readonly HTMLElement[] {
  const loop = actionButton(desk, "loop", "loop", t("Loop (R)"), "switch");
  const metronome = actionButton(desk, "metronome", "metronome", t("Metronome (M)"), "switch");
  const mixer = actionButton(desk, "mixer", "mixer", t("Mixer (Z)"), "switch");
  const keys = actionButton(desk, "keys", "keys", t("Keys and recording (A)"), "switch");
  desk.store.onChange(({ isLooping, isMetronomeOn }) => {
    setAttribute(loop, "aria-pressed", String(isLooping));
    setAttribute(metronome, "aria-pressed", String(isMetronomeOn));
  }, desk.signal);
  return [loop, metronome, mixer, keys];
}

export function volumeField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    "data-field": "volume",
    "aria-label": t("Volume"),
    min: "0",
    max: "1",
    step: "0.02",
  });
  const choose = () => store.update({ volume: input.valueAsNumber, isMuted: false });
  input.addEventListener("input", choose, { signal });
  store.onChange(({ volume, isMuted }) => {
    const heard = isMuted ? 0 : volume;
    if (input.valueAsNumber !== heard) input.valueAsNumber = heard;
  }, signal);
  return make("label", { class: "volume", title: t("Volume") }, icon("volume"), input);
}

/** What answers, in one line: "GPU · all on this device". */
export function buildEngineLine({ store, signal, do: act }: Desk): HTMLElement {
  const button = make("button", {
    type: "button",
    class: "engine",
    part: "engine",
    "data-action": "engine",
  });
  button.addEventListener("click", () => act("panel"), { signal });
  store.onChange((state) => {
    setText(button, engineLine(state));
    setAttribute(button, "title", state.engine.notice ?? engineLine(state));
    setAttribute(button, "data-device", state.engine.info?.device ?? "");
  }, signal);
  return button;
}

/** The engine in words. */
export function engineLine({ engine, progress }: State): string {
  const device = engine.info?.device;
  if (device !== undefined) {
    return t("{device} · all on this device", { device: device === "webgpu" ? "GPU" : "CPU" });
  }
  switch (engine.phase) {
    case "failed":
      return t("The composer could not be loaded");
    case "opening":
      return progress === null || progress.total <= 0
        ? t("Loading the composer")
        : t("Loading the composer · {loaded} of {total} MB", {
            loaded: megabytes(progress.loaded),
            total: megabytes(progress.total),
          });
    case "closed":
    case "ready":
      return t("All on this device");
    default:
      return engine.phase satisfies never;
  }
}

function playButton({ store, signal, do: act }: Desk): HTMLElement {
  const button = makeButton("play", t("Play"), {
    class: "play",
    part: "play",
    "data-action": "play",
    "aria-label": t("Play"),
  });
  button.addEventListener("pointerdown", wakeSound, { signal });
  button.addEventListener("click", () => act("play"), { signal });
  let wasPlaying = false;
  store.onChange(({ isPlaying }) => {
    if (isPlaying === wasPlaying) return;
    wasPlaying = isPlaying;
    button.querySelector("svg")?.replaceWith(icon(isPlaying ? "stop" : "play"));
    const label = isPlaying ? t("Stop") : t("Play");
    setAttribute(button, "title", t("{label} (Space)", { label }));
    setAttribute(button, "aria-label", label);
    setAttribute(button, "data-state", isPlaying ? "playing" : "stopped");
  }, signal);
  return button;
}

/** Bar and beat; of how many bars. */
function position({ store, signal }: Desk): HTMLElement {
  const place = make("span", { class: "place" });
  const total = make("span", { class: "total" });
  store.onChange((state) => {
    const { score, sections } = shownDraft(state);
    const { bar, beat } = barPosition(score, state.position);
    setText(place, `${bar}.${beat}`);
    const end = Math.max(lastBarEnd(score), sections.at(-1)?.end ?? 0);
    setText(total, end === 0 ? "" : ` / ${barPosition(score, tick(end)).bar - 1}`);
  }, signal);
  return make(
    "span",
    {
      class: "position",
      part: "position",
      title: t("Bar and beat"),
      role: "timer",
      "aria-live": "off",
    },
    place,
    total,
  );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
