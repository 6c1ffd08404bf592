// The tree inside the shadow root, put together from its parts.

import { t } from "../words/index.ts";
import { hasTakes } from "./audition.ts";
import type { Desk } from "./desk.ts";
import { make } from "./dom.ts";
import { buildHeader } from "./header.ts";
import { buildNoteCard } from "./note-card.ts";
import { buildPanel } from "./panel.ts";
import { buildTools } from "./tools.ts";
import { buildEngineLine, buildTransport, volumeField } from "./transport-bar.ts";
import { buildMessage, buildVerbs } from "./verbs.ts";

/** The parts that the studio goes on using. */
export interface Parts {
  readonly composer: HTMLElement;
  readonly roll: HTMLElement;
  readonly hint: HTMLElement;
  readonly live: HTMLElement;
  /** The rows under the roll. */
  readonly foot: HTMLElement;
}

export function buildParts(desk: Desk): Parts {
  const hint = make("p", { class: "hint", part: "hint" }, t("Click to add notes, then Continue"));
  const roll = make("div", {
    class: "roll",
    part: "roll",
    tabindex: "0",
    role: "application",
    "aria-roledescription": t("piano roll"),
    "aria-label": t(
      "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.",
    ),
  });
  const live = make("div", {
    class: "live",
    role: "log",
    "aria-live": "polite",
    "aria-atomic": "true",
  });
  const footer = make(
    "footer",
    { class: "footer", part: "footer" },
    buildTransport(desk),
    buildVerbs(desk),
    make("div", { class: "aside" }, buildEngineLine(desk), volumeField(desk)),
  );
  const foot = make("div", { class: "foot" }, buildMessage(desk), footer);
  takeBarLater(desk, footer);
  // The outer one is measured by container queries, the inner one obeys them.
  const composer = make(
    "div",
    { class: "composer", part: "composer" },
    make(
      "div",
      { class: "frame" },
      buildHeader(desk),
      buildTools(desk),
      make(
        "div",
        { class: "stage" },
        make("div", { class: "paper" }, roll, hint, buildNoteCard(desk)),
        buildPanel(desk),
      ),
      foot,
    ),
    live,
  );
  return { composer, roll, hint, live, foot };
}

/** The line of takes, loaded by the first answer that has several. */
function takeBarLater(desk: Desk, footer: HTMLElement): void {
  let isLoading = false;
  desk.store.onChange((state) => {
    if (isLoading || !hasTakes(state)) return;
    isLoading = true;
    import("./take-bar.ts").then(
      ({ buildTakeBar }) => {
        const root = footer.getRootNode();
        if (root instanceof ShadowRoot) footer.before(buildTakeBar(desk, root));
      },
      // The next change tries again.
      () => {
        isLoading = false;
      },
    );
  }, desk.signal);
}
