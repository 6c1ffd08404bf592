// The place of the staves, which is there as soon as somebody asks for them; the engraver comes after.

import type { Transport } from "../../audio/index.ts";
import type { ScoreFormat, WireScore } from "../../composer/index.ts";
import type { Tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { make } from "../dom.ts";
import type { State } from "../store.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/staves.css?inline";
import { staffBar } from "./staff-bar.ts";

/** Who writes the notes down. */
export interface Speller {
  writeScore(score: WireScore, format: ScoreFormat, signal?: AbortSignal): Promise<Uint8Array>;
}

/** Where the staves stand, and whom they ask. */
export interface StaffActors {
  readonly root: ShadowRoot;
  /** What the roll lies on. */
  readonly paper: HTMLElement;
  readonly speller: Speller;
  readonly transport: Transport;
  seek(at: Tick): void;
  say(words: string): void;
}

/** What is filled with staves. */
export interface StaffFrame {
  readonly box: HTMLElement;
  readonly scroller: HTMLElement;
}

/** Makes room for the staves at once, then has them drawn; throws where the engraver cannot be had. */
export async function openStaves(desk: Desk, actors: StaffActors): Promise<void> {
  const stands = new AbortController();
  const signal = AbortSignal.any([desk.signal, stands.signal]);
  const frame = frameOf({ ...desk, signal }, actors);
  try {
    const { drawStaves } = await import("./drawn.ts");
    if (!signal.aborted) drawStaves(desk, actors, frame);
  } catch (thrown) {
    stands.abort();
    frame.box.remove();
    throw thrown;
  }
}

function frameOf(desk: Desk, actors: StaffActors): StaffFrame {
  const { store, signal } = desk;
  adoptSheet(actors.root, css);
  const scroller = make("div", {
    class: "staves",
    part: "staves",
    tabindex: "0",
    role: "application",
    "aria-roledescription": t("staves"),
    "aria-label": t(
      "Staves. Left and right arrows go from note to note, up and down through what sounds together.",
    ),
  });
  const empty = make("p", { class: "staff-empty" }, t("Nothing is written yet."));
  const box = make("div", { class: "staff-box" }, staffBar(desk), scroller, empty);
  actors.paper.append(box);
  store.onChange((state, before) => {
    const hadFocus = box.matches(":focus-within");
    box.hidden = state.view === "roll";
    if (state.view !== before.view) handFocusOn(state.view, hadFocus, actors, scroller);
    empty.hidden = state.history.present.score.notes.length > 0 || state.answering !== null;
  }, signal);
  return { box, scroller };
}

/** What is hidden has no keys: the focus goes to what stands in its place. */
function handFocusOn(
  view: State["view"],
  hadFocus: boolean,
  { root, paper }: StaffActors,
  staves: HTMLElement,
): void {
  const roll = paper.querySelector<HTMLElement>(".roll");
  if (view === "staves" && (root.activeElement === null || root.activeElement === roll)) {
    staves.focus({ preventScroll: true });
  } else if (view === "roll" && hadFocus) roll?.focus({ preventScroll: true });
}
