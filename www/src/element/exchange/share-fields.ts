// The link that holds the whole piece: to be copied, or read by another device as a QR code.

import { t } from "../../words/index.ts";
import { make, makeButton, setText } from "../dom.ts";
import type { ExchangeActors } from "./exchange.ts";
import { linkOf } from "./link/link.ts";

/** What a QR code can hold, in bytes, where a quarter of a percent of it may be lost: version 40, level L. */
const MAX_QR = 2953;

/** The fields of the sheet, and how they are brought up to date. */
export interface LinkFields {
  readonly elements: readonly HTMLElement[];
  renew(): Promise<void>;
}

export function linkFields(actors: ExchangeActors): LinkFields {
  const { signal } = actors.desk;
  const field = make("input", {
    type: "text",
    readonly: true,
    class: "number wide link",
    "data-field": "link",
    "aria-label": t("Link to this piece"),
  });
  const copy = makeButton("duplicate", t("Copy the link"), { "data-action": "copy-link" }, true);
  const said = make("p", { class: "line", role: "status" });
  const receipt = make("input", { type: "checkbox", "data-field": "link-receipt" });
  const picture = make("div", { class: "qr", part: "qr" });
  const renew = async (): Promise<void> => {
    try {
      field.value = await addressOf(actors, receipt.checked);
      setText(
        said,
        t("{count} characters; the piece is in the link itself, no server keeps it.", {
          count: field.value.length,
        }),
      );
      await draw(picture, field.value);
    } catch (thrown) {
      field.value = "";
      picture.replaceChildren();
      setText(said, thrown instanceof Error ? thrown.message : String(thrown));
    }
    copy.disabled = field.value === "";
  };
  const take = async (): Promise<void> => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      setText(said, t("Copied."));
    } catch {
      setText(
        said,
        t("The browser does not let the page copy: the link is selected, copy it by hand."),
      );
    }
  };
  copy.addEventListener("click", () => void take(), { signal });
  receipt.addEventListener("change", () => void renew(), { signal });
  const check = make(
    "label",
    { class: "check" },
    receipt,
    t("with where the last answer came from"),
  );
  const row = make("div", { class: "row link-row" }, field, copy);
  return { elements: [row, said, check, picture], renew };
}

/** The page's own address with the piece behind it; what else stood behind it is gone. */
async function addressOf({ desk }: ExchangeActors, withReceipt: boolean): Promise<string> {
  const { history, settings, receipt } = desk.store.state;
  const hash = await linkOf({
    draft: history.present,
    style: settings.style,
    receipt: withReceipt ? receipt : null,
  });
  const address = new URL(hash, document.URL);
  // How somebody looks at the page is no part of the piece.
  for (const name of ["device", "theme", "src", "model"]) address.searchParams.delete(name);
  return address.href;
}

/** Draws the code; a link that is too long for one says so. */
async function draw(place: HTMLElement, link: string): Promise<void> {
  if (link.length > MAX_QR) {
    const words = t("Too long for a QR code: {found} characters found, {allowed} are allowed.", {
      found: link.length,
      allowed: MAX_QR,
    });
    return place.replaceChildren(make("p", { class: "line" }, words));
  }
  const { correction, generate } = await import("lean-qr");
  const code = generate(link, {
    minCorrectionLevel: correction.L,
    maxCorrectionLevel: correction.Q,
    // Compressed, a piece is as good as noise, and one mask as good as another: trying all eight is a long task.
    mask: 0,
  });
  const canvas = make("canvas", { role: "img", "aria-label": t("QR code of the link") });
  code.toCanvas(canvas, { on: [0, 0, 0, 255], off: [255, 255, 255, 255], padX: 4, padY: 4 });
  place.replaceChildren(canvas);
}
