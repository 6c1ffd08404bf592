// The sheet that saves a piece in any format, and makes a link that holds all of it.

import { t } from "../../words/index.ts";
import { make, makeButton } from "../dom.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/exchange.css?inline";
import type { ExchangeActors } from "./exchange.ts";
import { saveButtons } from "./save-fields.ts";
import { linkFields } from "./share-fields.ts";

/** A dialog; `showModal` opens it, Esc closes it. */
export function buildExchangeSheet(actors: ExchangeActors): HTMLDialogElement {
  const { root, composer, desk } = actors;
  const { signal } = desk;
  adoptSheet(root, css);
  const close = makeButton("close", t("Close"), { class: "quiet", "aria-label": t("Close") });
  const link = linkFields(actors);
  const said = make("p", { class: "said", role: "status" });
  const sheet = make(
    "dialog",
    { class: "help-sheet exchange-sheet", part: "exchange", "aria-label": t("Save and share") },
    make("div", { class: "panel-head" }, make("h2", {}, t("Save and share")), close),
    make("h3", {}, t("Files")),
    ...saveButtons(actors, (words) => {
      said.textContent = words;
    }),
    said,
    make("h3", {}, t("Link")),
    ...link.elements,
  );
  close.addEventListener("click", () => sheet.close(), { signal });
  // A click on the backdrop lands on the dialog itself.
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close(), { signal });
  sheet.addEventListener("toggle", () => {
    said.textContent = "";
    if (sheet.open) void link.renew();
  });
  composer.append(sheet);
  return sheet;
}
