// One row of the sheet of pieces.

import { styleOf } from "../../composer/index.ts";
import type { Piece } from "../../library/index.ts";
import { spokenLanguage, t } from "../../words/index.ts";
import { make, makeButton } from "../dom.ts";
import { isolated } from "./isolated.ts";

/** What may be done with a piece. */
export interface RowActs {
  open(piece: Piece): void;
  rename(piece: Piece, title: string): void;
  duplicate(piece: Piece): void;
  bin(piece: Piece): void;
  restore(piece: Piece): void;
}

/** A piece that is kept; `isOpen` marks the one in the roll. */
export function pieceRow(piece: Piece, isOpen: boolean, acts: RowActs): HTMLElement {
  const title = piece.title || t("Untitled");
  const called = isolated(title);
  const open = make(
    "button",
    { type: "button", class: "piece-open", "aria-current": isOpen && "true" },
    make("span", { class: "piece-title", dir: "auto" }, title),
    make("span", { class: "piece-facts" }, factsLine(piece, isOpen)),
  );
  open.addEventListener("click", () => acts.open(piece));
  const row = make("li", { "data-piece": piece.id }, open);
  const rename = makeButton("draw", t("Rename"), {
    class: "quiet",
    "aria-label": t("Rename “{title}”", { title: called }),
  });
  rename.addEventListener("click", () => row.replaceChildren(nameField(piece, row, isOpen, acts)));
  const duplicate = makeButton("duplicate", t("Duplicate"), {
    class: "quiet",
    "aria-label": t("Duplicate “{title}”", { title: called }),
  });
  duplicate.addEventListener("click", () => acts.duplicate(piece));
  const bin = makeButton("bin", t("Delete"), {
    class: "quiet",
    "aria-label": t("Delete “{title}”", { title: called }),
  });
  bin.addEventListener("click", () => acts.bin(piece));
  row.append(rename, duplicate, bin);
  return row;
}

/** A piece in the bin. */
export function binnedRow(piece: Piece, acts: RowActs): HTMLElement {
  const title = piece.title || t("Untitled");
  const called = isolated(title);
  const restore = make("button", { type: "button", class: "button" }, t("Restore"));
  restore.setAttribute("aria-label", t("Restore “{title}”", { title: called }));
  restore.addEventListener("click", () => acts.restore(piece));
  return make(
    "li",
    {},
    make(
      "span",
      { class: "piece-open" },
      make("span", { class: "piece-title", dir: "auto" }, title),
      make("span", { class: "piece-facts" }, factsLine(piece, false)),
    ),
    restore,
  );
}

/** Where a title is written; Enter takes it, Esc leaves it as it was. */
function nameField(piece: Piece, row: HTMLElement, isOpen: boolean, acts: RowActs): HTMLElement {
  const input = make("input", {
    class: "text piece-name",
    dir: "auto",
    value: piece.title,
    maxlength: "120",
    spellcheck: "false",
    "aria-label": t("Title"),
  });
  let isOver = false;
  const end = (title: string) => {
    if (isOver) return;
    isOver = true;
    row.replaceWith(pieceRow({ ...piece, title }, isOpen, acts));
    acts.rename(piece, title);
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end(event.key === "Enter" ? input.value.trim() : piece.title);
  });
  input.addEventListener("blur", () => end(input.value.trim()));
  queueMicrotask(() => input.select());
  return input;
}

/** "Hymn · 8 bars · 3 March, 14:02". */
function factsLine({ style, bars, notes, changed }: Piece, isOpen: boolean): string {
  const language = spokenLanguage();
  const isToday = new Date(changed).toDateString() === new Date().toDateString();
  const when = new Intl.DateTimeFormat(language, {
    timeStyle: "short",
    ...(isToday ? {} : { dateStyle: "medium" }),
  }).format(changed);
  const length = notes === 0 ? t("empty") : t("{count} bars", { count: bars }, "{count} bar");
  const facts = [t(styleOf(style).name), length, when];
  return (isOpen ? [t("open now"), ...facts] : facts).join(" · ");
}
