// The sheet on which a whole piece is ordered, and the ribbons of the one that is being written.

import type { PieceRequest } from "../../composer/index.ts";
import type { Tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, setText } from "../dom.ts";
import { randomRngSeed } from "../settings.ts";
import { buildSheet } from "../sheet.ts";
import { isFree } from "../store.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/order.css?inline";
import { energyField } from "./energy-curve.ts";
import type { MidiReader } from "./influences.ts";
import { Influences } from "./influences.ts";
import {
  careField,
  formField,
  heardField,
  instrumentFields,
  keyChoice,
  lengthField,
  metreChoice,
  moodField,
  styleChoice,
  tempoChoice,
} from "./order-fields.ts";
import { orderOf } from "./order-request.ts";
import { buildPlanBar } from "./plan-bar.ts";

/** Where the sheet stands, and who does what it asks for. */
export interface OrderActors {
  readonly root: ShadowRoot;
  /** The whole element; the sheet is put at its end. */
  readonly composer: HTMLElement;
  /** The rows under the roll; the ribbons come first. */
  readonly foot: HTMLElement;
  readonly reader: MidiReader;
  write(request: PieceRequest): void;
  seek(at: Tick): void;
}

/** A dialog; `showModal` opens it, Esc closes it. */
export function buildOrderSheet(desk: Desk, actors: OrderActors): HTMLDialogElement {
  const { store, signal } = desk;
  adoptSheet(actors.root, css);
  const influences = new Influences(desk, actors.reader);
  const wrong = make("p", { class: "wrong", role: "alert" });
  const form = make(
    "form",
    { method: "dialog", novalidate: true },
    make("div", { class: "fields" }, styleChoice(desk), keyChoice(desk), lengthField(desk)),
    moodField(desk),
    make("div", { class: "fields" }, tempoChoice(desk), metreChoice(desk), formField(desk)),
    energyField(desk),
    details(t("Instruments"), instrumentFields(desk)),
    influences.element,
    make("div", { class: "fields" }, careField(desk), heardField(desk)),
    wrong,
  );
  const cancel = make("button", { type: "button", class: "button quiet" }, t("Cancel"));
  const write = make("button", { type: "submit", class: "button keep" }, t("Write the piece"));
  form.append(make("div", { class: "sheet-foot" }, cancel, write));
  const sheet = buildSheet(
    { part: "order", className: "order-sheet", title: t("A whole piece") },
    signal,
    form,
  );
  cancel.addEventListener("click", () => sheet.close(), { signal });
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const { settings, wish } = store.state;
      if (!settings.isRngSeedKept) {
        store.update({ settings: { ...settings, rngSeed: randomRngSeed() } });
      }
      const { style, rngSeed } = store.state.settings;
      const order = orderOf(wish, { style, rngSeed, influence: influences.scores });
      for (const field of form.querySelectorAll("[aria-invalid]")) {
        field.removeAttribute("aria-invalid");
      }
      setText(wrong, order.kind === "wrong" ? order.text : "");
      if (order.kind === "wrong") return mark(form, order.field);
      sheet.close();
      actors.write(order.request);
    },
    { signal },
  );
  acceptInfluences(sheet, influences, signal);
  store.onChange((state) => {
    write.disabled = !isFree(state);
  }, signal);
  actors.composer.append(sheet);
  actors.foot.prepend(buildPlanBar(desk, actors.seek));
  return sheet;
}

function details(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  return make(
    "details",
    { class: "character" },
    make("summary", {}, make("span", { class: "caption" }, title)),
    ...content,
  );
}

function mark(form: HTMLFormElement, name: string): void {
  const field = form.querySelector<HTMLElement>(`[data-wish="${name}"]`);
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}

/** Files that fall on the sheet steer the piece, and do not open. */
function acceptInfluences(sheet: HTMLElement, influences: Influences, signal: AbortSignal): void {
  for (const kind of ["dragover", "drop"] as const) {
    sheet.addEventListener(
      kind,
      (event) => {
        if (event.dataTransfer?.types.includes("Files") !== true) return;
        event.preventDefault();
        event.stopPropagation();
        if (kind === "drop") void influences.add(event.dataTransfer.files);
      },
      { signal },
    );
  }
}
