// A sheet over the page: a dialog with a title, a way to close it, and what is on it.

import { t } from "../words/index.ts";
import { make, makeButton } from "./dom.ts";

/** Building a sheet is a task, and opening it another: laying it out takes as long again. */
export async function built(sheet: HTMLDialogElement): Promise<HTMLDialogElement> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return sheet;
}

/** A dialog; `showModal` opens it, Esc or a click beside it closes it. */
export function buildSheet(
  {
    part,
    className,
    title,
  }: { readonly part: string; readonly className: string; readonly title: string },
  signal: AbortSignal,
  ...content: readonly HTMLElement[]
): HTMLDialogElement {
  const close = makeButton("close", t("Close"), { class: "quiet", "aria-label": t("Close") });
  const sheet = make(
    "dialog",
    { class: `help-sheet ${className}`.trim(), part, "aria-label": title },
    make("div", { class: "panel-head" }, make("h2", {}, title), close),
    ...content,
  );
  close.addEventListener("click", () => sheet.close(), { signal });
  // A click on the backdrop lands on the dialog itself.
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close(), { signal });
  return sheet;
}
