// The sheet of pieces: every one that is kept on this device, to be opened, renamed, copied or thrown away.

import type { Piece } from "../../library/index.ts";
import { troubleFrom } from "../../library/index.ts";
import { headed, recorded } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeButton, setText } from "../dom.ts";
import { changeHeader } from "../editing.ts";
import { buildSheet } from "../sheet.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/library.css?inline";
import { isolated } from "./isolated.ts";
import type { Keeping } from "./keeping.ts";
import { copyTitle } from "./keeping.ts";
import type { RowActs } from "./piece-row.ts";
import { binnedRow, pieceRow } from "./piece-row.ts";

/** A dialog; it lists anew whenever it is opened. */
export function buildLibrarySheet(
  desk: Desk,
  keeping: Keeping,
  root: ShadowRoot,
): HTMLDialogElement {
  adoptSheet(root, css);
  const list = make("ul", { class: "pieces", "aria-label": t("Pieces on this device") });
  const empty = make("p", { class: "line" }, t("Nothing is kept yet: write, and it is."));
  const said = make("p", { class: "said", role: "status" });
  const bin = make("ul", { class: "pieces binned" });
  const emptyBin = make("button", { type: "button", class: "button" }, t("Empty the bin"));
  const binFold = make(
    "details",
    { class: "character bin" },
    make("summary", {}, make("span", { class: "caption" }, t("Deleted, kept for 30 days"))),
    bin,
    emptyBin,
  );
  const fresh = makeButton("piece", t("New piece"), { class: "keep" }, true);
  const sheet = buildSheet(
    { part: "library", className: "library-sheet", title: t("Pieces") },
    desk.signal,
    make(
      "div",
      { class: "library-head" },
      make("p", { class: "line" }, t("Kept in this browser, on this device, nowhere else.")),
      fresh,
    ),
    said,
    empty,
    list,
    binFold,
  );
  const show = async (): Promise<void> => {
    const pieces = (await keeping.shelf?.list()) ?? [];
    const kept = pieces.filter(({ deleted }) => deleted === null);
    const binned = pieces.filter(({ deleted }) => deleted !== null);
    list.replaceChildren(
      ...kept.map((piece) => pieceRow(piece, piece.id === keeping.current, acts)),
    );
    bin.replaceChildren(...binned.map((piece) => binnedRow(piece, acts)));
    empty.hidden = kept.length > 0;
    binFold.hidden = binned.length === 0;
    if (keeping.shelf === null) setText(empty, t("This browser keeps nothing for this page."));
  };
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    setText(said, "");
    try {
      await act();
      await show();
    } catch (thrown) {
      setText(said, troubleFrom(thrown).message);
    }
  };
  const acts = rowActs(desk, keeping, { sheet, said, attempt });
  fresh.addEventListener(
    "click",
    () => void attempt(async () => (await keeping.startNew()) && sheet.close()),
    { signal: desk.signal },
  );
  emptyBin.addEventListener("click", () => void attempt(async () => keeping.shelf?.sweep(true)), {
    signal: desk.signal,
  });
  sheet.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") void attempt(() => keeping.save());
  });
  return sheet;
}

interface Surroundings {
  readonly sheet: HTMLDialogElement;
  readonly said: HTMLElement;
  attempt(act: () => Promise<unknown>): Promise<void>;
}

function rowActs(desk: Desk, keeping: Keeping, { sheet, said, attempt }: Surroundings): RowActs {
  /** What is open in another tab is for that tab to change. */
  const alone = (piece: Piece, act: () => Promise<unknown>): void =>
    void attempt(async () => {
      if (!(await keeping.isElsewhere(piece.id))) return act();
      const words = t("“{title}” is open in another tab, which alone can change it.", {
        title: isolated(piece.title || t("Untitled")),
      });
      return setText(said, words);
    });
  const { shelf } = keeping;
  const acts: RowActs = {
    open: (piece) =>
      void attempt(async () => {
        if (piece.id === keeping.current) return sheet.close();
        if (desk.store.state.answering !== null) {
          return setText(said, t("The composer is writing: stop it first."));
        }
        if (await keeping.open(piece.id)) sheet.close();
      }),
    rename: (piece, title) => {
      if (title === piece.title) return;
      if (piece.id === keeping.current) {
        changeHeader(desk.store, t("Change title"), { title });
        return void attempt(() => keeping.save());
      }
      const name = t("Change title");
      alone(piece, async () =>
        shelf?.change(piece.id, (history) =>
          recorded(history, { name, draft: headed(history.present, { title }) }),
        ),
      );
    },
    duplicate: (piece) =>
      void attempt(async () => {
        await shelf?.duplicate(piece.id, (history) => ({
          ...history,
          present: headed(history.present, { title: copyTitle(history) }),
        }));
      }),
    bin: (piece) =>
      alone(piece, async () => {
        if (piece.id === keeping.current) await keeping.startNew();
        await shelf?.bin(piece.id, true);
        const words = t("“{title}” is deleted.", { title: isolated(piece.title || t("Untitled")) });
        const undo = make("button", { type: "button", class: "button" }, t("Undo"));
        undo.addEventListener("click", () => acts.restore(piece));
        queueMicrotask(() => {
          said.replaceChildren(words, " ", undo);
          undo.focus();
        });
      }),
    restore: (piece) => void attempt(async () => shelf?.bin(piece.id, false)),
  };
  return acts;
}
