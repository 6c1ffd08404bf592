// Play, loop, metronome, where we are, how loud, and what answers.

import { barPosition, lastBarEnd, tick } from "../score/index.ts";
import type { Desk } from "./desk.ts";
import { make, makeButton, setAttribute, setText } from "./dom.ts";
import { actionButton } from "./header.ts";
import { icon } from "./icons.ts";
import type { State } from "./store.ts";
import { shownDraft } from "./store.ts";

export function buildTransport(desk: Desk): HTMLElement {
  return make(
    "div",
    { class: "transport", part: "transport", role: "group", "aria-label": "Playback" },
    actionButton(desk, "to-start", "start", "Back to the start", "to-start"),
    playButton(desk),
    ...switches(desk),
    position(desk),
  );
}

/** Loop and metronome; the panel shows them too, where the transport has no room. */
export function switches(desk: Desk): readonly HTMLElement[] {
  const loop = actionButton(desk, "loop", "loop", "Loop (R)", "switch");
  const metronome = actionButton(desk, "metronome", "metronome", "Metronome (M)", "switch");
  desk.store.onChange(({ isLooping, isMetronomeOn }) => {
    setAttribute(loop, "aria-pressed", String(isLooping));
    setAttribute(metronome, "aria-pressed", String(isMetronomeOn));
  }, desk.signal);
  return [loop, metronome];
}

export function volumeField({ store, signal }: Desk): HTMLElement {
  const input = make("input", {
    type: "range",
    "data-field": "volume",
    "aria-label": "Volume",
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
  return make("label", { class: "volume", title: "Volume" }, icon("volume"), input);
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
    return `${device === "webgpu" ? "GPU" : "CPU"} · all on this device`;
  }
  switch (engine.phase) {
    case "failed":
      return "The composer could not be loaded";
    case "opening":
      return progress === null || progress.total <= 0
        ? "Loading the composer"
        : `Loading the composer · ${megabytes(progress.loaded)} of ${megabytes(progress.total)} MB`;
    case "closed":
    case "ready":
      return "All on this device";
    default:
      return engine.phase satisfies never;
  }
}

function playButton({ store, signal, do: act }: Desk): HTMLElement {
  const button = makeButton("play", "Play", {
    class: "play",
    part: "play",
    "data-action": "play",
    "aria-label": "Play",
  });
  button.addEventListener("click", () => act("play"), { signal });
  let wasPlaying = false;
  store.onChange(({ isPlaying }) => {
    if (isPlaying === wasPlaying) return;
    wasPlaying = isPlaying;
    button.querySelector("svg")?.replaceWith(icon(isPlaying ? "stop" : "play"));
    const label = isPlaying ? "Stop" : "Play";
    setAttribute(button, "title", `${label} (Space)`);
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
      title: "Bar and beat",
      role: "timer",
      "aria-live": "off",
    },
    place,
    total,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
