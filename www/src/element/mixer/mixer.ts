// The mixer under the roll: who plays, how loud and where, how fast, in which room.

import { PLAIN_MIX } from "../../audio/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeButton } from "../dom.ts";
import type { RowActors } from "../rows.ts";
import { adoptSheet } from "../styles/adopt.ts";
import rows from "../styles/rows.css?inline";
import { tempoChanges } from "../tempo/tempo-changes.ts";
import { uncovering } from "../uncover.ts";
import css from "./mixer.css?inline";
import { soundFields } from "./sound-fields.ts";
import { buildStrips } from "./strips.ts";
import { tempoFields } from "./tempo-fields.ts";

/** The row; whoever asked for it puts it in its place. */
export function build(desk: Desk, { root, say }: RowActors): HTMLElement {
  adoptSheet(root, rows);
  adoptSheet(root, css);
  const { store, signal } = desk;
  const close = makeButton("close", t("Close"), {
    class: "quiet",
    "aria-label": t("Close the mixer"),
  });
  close.addEventListener("click", () => desk.do("mixer"), { signal });
  const reset = make("button", { type: "button", class: "button quiet" }, t("As it was"));
  reset.title = t("All faders back to where they were at first");
  reset.addEventListener(
    "click",
    () => store.update({ mix: { ...PLAIN_MIX, isSampled: store.state.mix.isSampled } }),
    { signal },
  );
  const row = make(
    "section",
    { class: "row-panel mixer", part: "mixer", "aria-label": t("Mixer") },
    make("div", { class: "row-head" }, make("h2", {}, t("Mixer")), reset, close),
    make(
      "div",
      { class: "mixer-body" },
      buildStrips(desk),
      make(
        "div",
        { class: "mixer-side" },
        soundFields(desk),
        tempoFields(desk),
        tempoChanges(desk, say),
      ),
    ),
  );
  return uncovering(row, desk);
}
