// A ritardando or an accelerando: the tempo led step by step from one bar to another.

import { barAt, lastBarEnd, TEMPI, tempoAt, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make } from "../dom.ts";
import { isFree } from "../store.ts";
import { hereOf, leadTempo } from "./set-tempo.ts";
import type { Tell } from "./tempo-changes.ts";
import { captioned, numberField, tempoNumber, write } from "./tempo-row.ts";

/** How slow a ritardando is where nobody says: a share of the tempo before it. */
const USUAL_SHARE = 0.7;

export function leadFields({ store, signal }: Desk, tell: Tell): HTMLElement {
  const first = numberField("lead-first", t("From bar"), { min: "0", step: "1" });
  const last = numberField("lead-last", t("To bar"), { min: "0", step: "1" });
  const tempo = tempoNumber("lead-tempo");
  const lead = make(
    "button",
    { type: "button", class: "button", "data-field": "lead" },
    t("Change step by step"),
  );
  const summary = make("summary", {}, t("Slow down or speed up"));
  const fold = make(
    "details",
    { class: "lead" },
    summary,
    make(
      "div",
      { class: "row wrap" },
      captioned(t("From bar"), first),
      captioned(t("To bar"), last),
      captioned(tempo, t("bpm")),
      lead,
    ),
  );
  // What is marked, else from the playhead to the end of the piece.
  const propose = (): void => {
    const { state, draft } = store;
    const { score } = draft;
    const end = Math.max(1, lastBarEnd(score));
    const from = Math.min(state.region?.start ?? hereOf(state), end - 1);
    const to = tick((state.region?.end ?? end) - 1);
    write(first, barAt(score, tick(from)).number);
    write(last, barAt(score, to).number);
    const slow = Math.round(USUAL_SHARE * tempoAt(score, tick(from)));
    write(tempo, Math.max(TEMPI.least, slow));
  };
  // Before it opens: the event of the opening comes a while later, over what somebody has begun to write.
  summary.addEventListener("click", () => fold.open || propose(), { signal });
  // Found by a search in the page, it opens without a press.
  fold.addEventListener("toggle", () => last.value === "" && propose(), { signal });
  const act = () =>
    tell(
      leadTempo(store, {
        first: first.valueAsNumber,
        last: last.valueAsNumber,
        tempo: tempo.valueAsNumber,
      }),
    );
  lead.addEventListener("click", act, { signal });
  fold.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) act();
    },
    { signal },
  );
  store.onChange((state) => {
    lead.disabled = !isFree(state);
  }, signal);
  return fold;
}
