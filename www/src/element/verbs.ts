// The four verbs, the hairline of bytes under them, and the one line that says what is wrong.

import type { Act, Progress } from "../composer/index.ts";
import { t } from "../words/index.ts";
import { barsField } from "./bars-field.ts";
import type { Desk } from "./desk.ts";
import { VERB_LABELS } from "./dialogue.ts";
import { make, makeButton, setAttribute, setText } from "./dom.ts";
import { icon } from "./icons.ts";

const ORDER: readonly Act[] = ["continue", "harmonize", "infill", "seed"];

export const EXPLANATIONS: Readonly<Record<Act, string>> = {
  continue: "Continue: more bars after the last one (C)",
  harmonize: "Harmonize: the other voices to your notes (H)",
  infill: "Fill: the marked bars or selected notes afresh (F)",
  seed: "Seed: a new piece from nothing (N)",
};

export function buildVerbs(desk: Desk): HTMLElement {
  const hairline = make("span", { class: "hairline", part: "hairline", "aria-hidden": "true" });
  const verbs = make(
    "div",
    { class: "verbs", part: "verbs", role: "group", "aria-label": t("Composer") },
    ...ORDER.map((act) => verbButton(desk, act)),
    make("div", { class: "answer-length" }, barsField(desk)),
    hairline,
  );
  desk.store.onChange(({ progress, engine }) => {
    const share = loadedShare(progress);
    const isLoading = engine.phase === "opening" && engine.info === null;
    verbs.toggleAttribute("data-loading", isLoading);
    hairline.style.setProperty("--_share", String(share));
  }, desk.signal);
  return verbs;
}

/** What went wrong, or what has been done; polite to screen readers. */
export function buildMessage({ store, signal }: Desk): HTMLElement {
  const text = make("span", { class: "text" });
  const close = makeButton("close", t("Dismiss"), {
    class: "quiet close",
    "aria-label": t("Dismiss"),
  });
  close.addEventListener("click", () => store.update({ message: null }), { signal });
  const line = make("div", { class: "message", part: "message", role: "status" }, text, close);
  store.onChange(({ message }) => {
    line.toggleAttribute("data-shown", message !== null);
    setAttribute(line, "data-kind", message?.kind ?? "");
    if (message !== null) setText(text, message.text);
    else setText(text, "");
  }, signal);
  return line;
}

function verbButton({ store, signal, do: act }: Desk, id: Act): HTMLElement {
  const explanation = t(EXPLANATIONS[id]);
  const button = makeButton(
    id,
    t(VERB_LABELS[id]),
    { class: "verb", part: `verb verb-${id}`, "data-action": id, title: explanation },
    true,
  );
  const label = button.querySelector(".label");
  button.addEventListener("click", () => act(id), { signal });
  let isStop = false;
  store.onChange(({ answering, isReadonly }) => {
    const isMine = answering?.act === id;
    button.disabled = isReadonly || (answering !== null && (!isMine || answering.isStopping));
    setAttribute(button, "data-state", isMine ? "answering" : "idle");
    if (isMine === isStop || label === null) return;
    isStop = isMine;
    button.querySelector("svg")?.replaceWith(icon(isMine ? "stop" : id));
    setText(label, isMine ? t("Stop") : t(VERB_LABELS[id]));
    setAttribute(button, "title", isMine ? t("Stop, and keep what is written (Esc)") : explanation);
  }, signal);
  return button;
}

/** How much has been loaded, 0 to 1; a little at once, so that one sees that it has begun. */
export function loadedShare(progress: Progress | null): number {
  if (progress === null) return 0.02;
  if (progress.stage === "ready") return 1;
  if (progress.total <= 0) return 0.06;
  return Math.max(0.02, Math.min(1, progress.loaded / progress.total));
}
