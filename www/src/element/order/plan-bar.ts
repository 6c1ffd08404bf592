// The line under the roll while a piece is written: its sections as ribbons, how far the pen is, Stop.

import type { Section, Tick } from "../../score/index.ts";
import { barAt, materialsOf, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setAttribute, setText } from "../dom.ts";
import type { State } from "../store.ts";
import { shownDraft } from "../store.ts";

export function buildPlanBar(desk: Desk, seek: (at: Tick) => void): HTMLElement {
  const { store, signal } = desk;
  const caption = make("span", { class: "caption" }, t("Planning"));
  const ribbons = make("div", { class: "ribbons" });
  const stop = make("button", { type: "button", class: "button" }, t("Stop"));
  stop.title = t("Stop, and keep what is written (Esc)");
  stop.addEventListener("click", () => desk.do("escape"), { signal });
  const bar = make(
    "div",
    { class: "plan-bar", part: "plan", role: "group", "aria-label": t("The piece being written") },
    caption,
    ribbons,
    stop,
  );
  let drawn: readonly Section[] = [];
  store.onChange((state, before) => {
    const isWriting = state.answering?.act === "piece";
    if (bar.hidden === isWriting) bar.hidden = !isWriting;
    if (!isWriting || (state.answering === before.answering && state !== before)) return;
    const { sections } = shownDraft(state);
    if (sections !== drawn) {
      drawn = sections;
      ribbons.replaceChildren(...ribbonsOf(state, sections, seek));
    }
    setText(caption, sections.length === 0 ? t("Planning") : t("Writing"));
    stop.disabled = state.answering?.isStopping === true;
    const pen = state.answering?.pen ?? 0;
    for (const [index, ribbon] of [...ribbons.children].entries()) {
      const section = sections[index];
      if (section === undefined || !(ribbon instanceof HTMLElement)) continue;
      const share = (pen - section.start) / (section.end - section.start);
      ribbon.style.setProperty("--_share", String(Math.min(1, Math.max(0, share))));
    }
  }, signal);
  return bar;
}

function ribbonsOf(
  state: State,
  sections: readonly Section[],
  seek: (at: Tick) => void,
): readonly HTMLElement[] {
  const { score } = shownDraft(state);
  const materials = materialsOf(sections);
  return sections.map(({ name, start, end }, index) => {
    const first = barAt(score, start).number;
    const last = barAt(score, tick(end - 1)).number;
    const label = t("{section}: bars {first} to {last}", { section: t(name), first, last });
    const ribbon = make(
      "button",
      { type: "button", class: "ribbon", "data-theme": String((materials[index] ?? 0) % 6) },
      make("span", { class: "name" }, t(name)),
    );
    setAttribute(ribbon, "aria-label", t("Go to {place}", { place: label }));
    ribbon.title = label;
    ribbon.style.setProperty("flex-grow", String(last - first + 1));
    ribbon.addEventListener("click", () => seek(start));
    return ribbon;
  });
}
