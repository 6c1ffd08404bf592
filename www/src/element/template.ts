// The tree inside the shadow root, put together from its parts.

import { t } from "../words/index.ts";
import { hasTakes } from "./audition.ts";
import type { Desk } from "./desk.ts";
import { make } from "./dom.ts";
import { buildHeader } from "./header.ts";
import { takeOwnKeys } from "./pressed.ts";
import type { State } from "./store.ts";
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
  const hint = make(
    "p",
    { class: "hint", part: "hint" },
    t("Click or tap to add notes, then Continue"),
  );
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
  const paper = make("div", { class: "paper" }, roll, hint);
  later(desk, footer, hasTakes, async (root) =>
    footer.before((await import("./take-bar.ts")).buildTakeBar(desk, root)),
  );
  later(
    desk,
    paper,
    ({ isPanelOpen }) => isPanelOpen,
    async () => paper.after((await import("./panel.ts")).buildPanel(desk)),
  );
  // The outer one is measured by container queries, the inner one obeys them.
  const composer = make(
    "div",
    { class: "composer", part: "composer" },
    make(
      "div",
      { class: "frame" },
      buildHeader(desk),
      buildTools(desk),
      make("div", { class: "stage" }, paper),
      foot,
    ),
    live,
  );
  takeOwnKeys(composer, desk.signal);
  return { composer, roll, hint, live, foot };
}

/** Has a part built by the first state that it has something to show of. */
function later(
  { store, signal }: Desk,
  place: HTMLElement,
  isWanted: (state: State) => boolean,
  build: (root: ShadowRoot) => Promise<void>,
): void {
  let isLoading = false;
  store.onChange((state) => {
    const root = place.getRootNode();
    if (isLoading || !isWanted(state) || !(root instanceof ShadowRoot)) return;
    isLoading = true;
    // The next change tries again.
    build(root).catch(() => {
      isLoading = false;
    });
  }, signal);
}
