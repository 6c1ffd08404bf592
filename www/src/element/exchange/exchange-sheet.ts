// The sheet that saves a piece in any format, and makes a link that holds all of it.

import { t } from "../../words/index.ts";
import { make } from "../dom.ts";
import { buildSheet, built } from "../sheet.ts";
import { dressSheets } from "../sheet-look.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/exchange.css?inline";
import { uncoveringSheet } from "../uncover.ts";
import type { ExchangeActors } from "./exchange.ts";
import { saveButtons } from "./save-fields.ts";
import { linkFields } from "./share-fields.ts";

/** A dialog; `showModal` opens it, Esc closes it. */
export function buildExchangeSheet(actors: ExchangeActors): Promise<HTMLDialogElement> {
  const { root, composer, desk } = actors;
  dressSheets(root);
  adoptSheet(root, css);
  const link = linkFields(actors);
  const said = make("p", { class: "said", role: "status" });
  const sheet = buildSheet(
    { part: "exchange", className: "exchange-sheet", title: t("Save and share") },
    desk.signal,
    make("h3", {}, t("Files")),
    ...saveButtons(actors, (words) => {
      said.textContent = words;
    }),
    said,
    make("h3", {}, t("Link")),
    ...link.elements,
  );
  sheet.addEventListener("toggle", () => {
    said.textContent = "";
    if (sheet.open) void link.renew();
  });
  composer.append(sheet);
  return built(uncoveringSheet(sheet, desk));
}
