// What can be done with a marked stretch of time, beside it: have it filled, or hear it.

import type { Transport } from "../../audio/index.ts";
import type { Equipment } from "../../roll/index.ts";
import { voice, voiceName } from "../../score/index.ts";
import { spokenVoice, t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeButton, setText } from "../dom.ts";
import { infillQuestion } from "../requests.ts";
import { isFree, type State } from "../store.ts";
import { ensembleOf } from "../voices.ts";
import { playStretch } from "./hear-fills.ts";

/** Pixels per tick are the viewport's; this is a quarter. */
const QUARTER = 480;

export function buildRegionChip(
  desk: Desk,
  equipment: Equipment,
  transport: Transport,
): HTMLElement {
  const { store, signal } = desk;
  const fill = makeButton("infill", t("Fill"), { class: "fill", "data-chip": "fill" }, true);
  const hear = makeButton("play", t("Hear it"), { class: "quiet", "data-chip": "hear" });
  hear.setAttribute("aria-label", t("Hear the marked stretch"));
  const who = make("span", { class: "caption" });
  fill.append(make("kbd", {}, "F"));
  fill.addEventListener("click", () => desk.do("infill"), { signal });
  hear.addEventListener(
    "click",
    () => {
      const { region } = store.state;
      if (region !== null) playStretch(transport, region, signal);
    },
    { signal },
  );
  const chip = make(
    "div",
    { class: "region-chip", part: "region", role: "group", "aria-label": t("Marked stretch") },
    fill,
    who,
    hear,
  );
  chip.hidden = true;
  equipment.watch(({ viewport, drag }) => {
    const { region } = store.state;
    chip.hidden = region === null || drag !== null || !isFree(store.state);
    if (region === null || chip.hidden) return;
    setText(who, voicesOf(store.state));
    const x =
      viewport.gutter + ((region.start - viewport.leftTick) / QUARTER) * viewport.quarterWidth;
    const room = viewport.width - chip.offsetWidth - 8;
    const left = Math.max(viewport.gutter + 8, Math.min(x + 6, room));
    chip.style.transform = `translate(${Math.round(left)}px, ${viewport.ruler + 8}px)`;
  }, signal);
  return chip;
}

/** "alto, tenor": the voices that Fill would write. */
function voicesOf(state: State): string {
  const asked = infillQuestion(state);
  if (asked.kind === "needs" || asked.question.order.act !== "infill") return "";
  const ensemble = ensembleOf(state);
  return asked.question.order.request.region.voices
    .map((id) => spokenVoice(voiceName(ensemble, voice(id))))
    .join(", ");
}
