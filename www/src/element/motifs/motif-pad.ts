// The pad beside the roll: a square to walk in, variations, the way between two motifs, Keep and Cancel.

import type { Transport } from "../../audio/index.ts";
import type { Tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make, makeButton, setAttribute, setText } from "../dom.ts";
import { isFree, type Store } from "../store.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "./motifs.css?inline";
import { homeButton, morphFields, varyFields } from "./pad-fields.ts";
import { motifOf } from "./place.ts";
import { buildSquare } from "./square.ts";
import type { MotifMover } from "./walk.ts";
import { Walk } from "./walk.ts";

/** Where the pad stands, and who does what it asks for. */
export interface PadActors {
  /** The roll, beside which it stands. */
  readonly roll: HTMLElement;
  readonly studio: MotifMover;
  readonly transport: Transport;
  seek(at: Tick): void;
}

/** The pads that are open. */
const openPads = new WeakMap<Store, HTMLElement>();

/** Opens the pad for what is selected; says why where that is no motif. */
export function openMotifPad(desk: Desk, actors: PadActors): void {
  const { store } = desk;
  const { state } = store;
  const open = openPads.get(store);
  if (open !== undefined) return open.querySelector<HTMLElement>(".motif-square")?.focus();
  if (!isFree(state)) return;
  const motif = motifOf(state);
  if (motif.kind === "wrong") {
    return store.update({ message: { kind: "error", text: motif.text } });
  }
  store.update({ message: null, isHinting: false, isPanelOpen: false });
  const root = actors.roll.getRootNode();
  if (root instanceof ShadowRoot) adoptSheet(root, css);
  const lifetime = new AbortController();
  const signal = AbortSignal.any([desk.signal, lifetime.signal]);
  const sound = soundOf(store, actors);
  let refresh = (): void => {};
  const walk = new Walk(store, actors.studio, motif, (isHeard) => {
    refresh();
    if (isHeard && walk.state.shown !== null) sound.play(motif.place.range.start);
  });
  const view = buildPad(walk, sound, signal);
  refresh = view.refresh;
  openPads.set(store, view.element);
  actors.roll.closest(".stage")?.append(view.element);
  view.refresh();
  view.element.querySelector<HTMLElement>(".motif-square")?.focus({ preventScroll: true });

  const close = (): void => {
    lifetime.abort();
    openPads.delete(store);
    sound.stop();
    const hadFocus = view.element.matches(":focus-within");
    view.element.remove();
    if (hadFocus) actors.roll.focus({ preventScroll: true });
  };
  watch(store, walk, signal, { refresh: view.refresh, close });
  // An element that leaves the page, and may come back, has nothing tried out any longer.
  const leave = (): void => {
    close();
    walk.cancel();
  };
  desk.signal.addEventListener("abort", leave, { once: true, signal: lifetime.signal });
}

/** The pad ends with its sketch: kept, cancelled, or let go of from elsewhere. */
function watch(
  store: Store,
  walk: Walk,
  signal: AbortSignal,
  { refresh, close }: { readonly refresh: () => void; readonly close: () => void },
): void {
  store.onChange((state, before) => {
    if (state === before) return;
    if (state.sketch === null) return close();
    const isOther = state.history !== before.history;
    if (!isFree(state) || (isOther && !walk.pieceChanged())) return walk.cancel();
    if (isOther || state.selection !== before.selection) refresh();
  }, signal);
}

/** What is heard of the walk: the bars round and round, from the first step on. */
interface Sound {
  isWanted: boolean;
  play(from: Tick): void;
  stop(): void;
}

function soundOf(store: Store, { transport, seek }: PadActors): Sound {
  const { position } = store.state;
  let hasBegun = false;
  const sound = {
    isWanted: true,
    play: (from: Tick): void => {
      if (!sound.isWanted || transport.isPlaying) return;
      hasBegun = true;
      transport.play(from);
    },
    stop: (): void => {
      // Who was listening already goes on.
      if (!hasBegun) return;
      hasBegun = false;
      transport.stop();
      seek(position);
    },
  };
  return sound;
}

function buildPad(
  walk: Walk,
  sound: Sound,
  signal: AbortSignal,
): { readonly element: HTMLElement; readonly refresh: () => void } {
  const { place, line } = walk.motif;
  const square = buildSquare(
    { move: (x, y) => walk.goTo(x, y), choose: () => walk.keep() },
    signal,
  );
  const home = homeButton(walk, signal);
  const vary = varyFields(walk, signal);
  const morph = morphFields(walk, signal);
  const trouble = make("p", { class: "wrong", role: "alert" });
  const decision = decisions(walk, signal);
  const close = makeButton("close", t("Close"), { class: "quiet", "aria-label": t("Close") });
  close.addEventListener("click", () => walk.cancel(), { signal });
  const head = make(
    "div",
    { class: "panel-head" },
    make("h2", {}, t("Motif")),
    make("span", { class: "motif-place" }, place.name),
    close,
  );
  const body = make(
    "div",
    { class: "motif-body" },
    make("div", { class: "motif-walk" }, square.element, home.element),
    make(
      "div",
      { class: "motif-ways" },
      vary.element,
      morph.element,
      hearField(walk, sound, signal),
    ),
  );
  const element = make(
    "section",
    { class: "motif-pad", part: "motif-pad", role: "group", "aria-label": t("Motif pad") },
    head,
    body,
    trouble,
    decision.element,
  );
  const refresh = (): void => {
    const { x, y, shown, trouble: found } = walk.state;
    square.show({ x, y, was: line, shown });
    setText(trouble, found ?? "");
    setAttribute(element, "aria-busy", String(walk.isBusy));
    for (const field of [home, vary, morph, decision]) field.refresh();
  };
  return { element, refresh };
}

function hearField(walk: Walk, sound: Sound, signal: AbortSignal): HTMLElement {
  const box = make("input", { type: "checkbox", "data-motif": "hear" });
  box.checked = sound.isWanted;
  box.addEventListener(
    "change",
    () => {
      sound.isWanted = box.checked;
      if (box.checked) sound.play(walk.motif.place.range.start);
      else sound.stop();
    },
    { signal },
  );
  return make("label", { class: "check" }, box, t("Hear it round and round"));
}

function decisions(
  walk: Walk,
  signal: AbortSignal,
): { readonly element: HTMLElement; readonly refresh: () => void } {
  const cancel = make(
    "button",
    { type: "button", class: "button quiet", "data-motif": "cancel", title: t("Cancel (Esc)") },
    t("Cancel"),
  );
  const keep = make(
    "button",
    { type: "button", class: "button keep", "data-motif": "keep" },
    t("Keep motif"),
  );
  cancel.addEventListener("click", () => walk.cancel(), { signal });
  keep.addEventListener("click", () => walk.keep(), { signal });
  const refresh = (): void => {
    keep.disabled = !walk.isMoved;
  };
  return { element: make("div", { class: "sheet-foot motif-foot" }, cancel, keep), refresh };
}
