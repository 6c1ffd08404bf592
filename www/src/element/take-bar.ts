// The line under the roll while there are takes to choose from: which is shown, which bars are held, Keep.

import type { Bar } from "../score/index.ts";
import { t } from "../words/index.ts";
import type { Audition } from "./audition.ts";
import {
  cancelTakes,
  hasChildren,
  hasTakes,
  keepTake,
  markedBars,
  showTake,
  toggleBars,
} from "./audition.ts";
import type { Desk } from "./desk.ts";
import { make, setAttribute, setFlag, setText } from "./dom.ts";
import { actionButton } from "./header.ts";
import { ratingWords, standing } from "./rating-words.ts";
import type { State } from "./store.ts";
import { adoptSheet } from "./styles/adopt.ts";
import css from "./styles/takes.css?inline";
import { takeTree } from "./take-tree.ts";
import type { Take } from "./takes.ts";

/** The keys that walk the takes while one of them has the focus: how far. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

export function buildTakeBar(desk: Desk, root: ShadowRoot): HTMLElement {
  const { store, signal } = desk;
  adoptSheet(root, css);
  const bar = make(
    "div",
    { class: "take-bar", part: "takes", role: "group", "aria-label": t("Takes of the answer") },
    make("div", { class: "takes" }, ...takesOf(desk)),
    make("div", { class: "held" }, ...barsOf(desk)),
    make("div", { class: "tree" }, ...takeTree(desk)),
    decisions(desk),
  );
  store.onChange((state) => {
    const isShown = hasTakes(state);
    if (bar.hidden === !isShown) return;
    // Who has pressed a button of the bar goes on in the roll.
    const hadFocus = bar.matches(":focus-within");
    bar.hidden = !isShown;
    if (hadFocus) bar.closest(".frame")?.querySelector<HTMLElement>(".roll")?.focus();
  }, signal);
  return bar;
}

/** Previous, one button a take, next. */
function takesOf(desk: Desk): readonly HTMLElement[] {
  const { store, signal } = desk;
  const caption = make("span", { class: "caption" });
  const previous = actionButton(desk, "take-previous", "previous", t("Previous take (,)"), "walk");
  const next = actionButton(desk, "take-next", "next", t("Next take (.)"), "walk");
  const list = make("div", { class: "group toggles", role: "radiogroup", "aria-label": t("Take") });
  list.addEventListener("click", (event) => {
    const take = numberOf(event.target, "take");
    if (take !== null) showTake(store, take);
  });
  list.addEventListener("keydown", (event) => {
    const { audition } = store.state;
    const step = STEPS[event.key];
    if (audition === null || step === undefined) return;
    event.preventDefault();
    showTake(store, audition.shown + step);
    list.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
  });
  store.onChange((state) => {
    const count = state.audition?.takes.length ?? state.answering?.takes ?? 0;
    const isWriting = state.audition === null;
    setText(caption, isWriting ? t("Writing") : t("Take"));
    if (list.childElementCount !== count) list.replaceChildren(...numbers(count, takeButton));
    for (const [index, button] of [...list.children].entries()) {
      const isChecked = state.audition?.shown === index;
      setAttribute(button, "aria-checked", String(isChecked));
      setAttribute(button, "tabindex", isChecked ? "0" : "-1");
      setFlag(button, "disabled", isWriting);
      setFlag(button, "data-parent", hasChildren(state, index));
      if (button instanceof HTMLElement) showRating(button, state.audition?.takes ?? [], index);
    }
    previous.disabled = isWriting;
    next.disabled = isWriting;
  }, signal);
  return [caption, previous, list, next];
}

/** A short line under its number, the longer the better; why, in words. */
function showRating(button: HTMLElement, takes: readonly Take[], index: number): void {
  const take = takes[index];
  const place = standing(takes, index);
  const words = take === undefined ? "" : ratingWords(take);
  setFlag(button, "data-rated", place !== null);
  const length = place === null ? "" : String(0.15 + 0.85 * place);
  if (button.style.getPropertyValue("--_standing") !== length) {
    button.style.setProperty("--_standing", length);
  }
  const best = place === 1 && takes.length > 1 ? t(", the best by theory and likelihood") : "";
  const name = `${t("Take {take}", { take: index + 1 })}${best}`;
  setAttribute(button, "aria-label", name);
  setAttribute(
    button,
    "title",
    words === ""
      ? t("Show take {take}", { take: index + 1 })
      : t("{what}: {words}", { what: name, words }),
  );
}

function takeButton(index: number): HTMLElement {
  return make(
    "button",
    {
      type: "button",
      class: "button take",
      role: "radio",
      "data-take": String(index),
      "aria-label": t("Take {take}", { take: index + 1 }),
      title: t("Show take {take}", { take: index + 1 }),
    },
    String(index + 1),
  );
}

/** The bars of the answer, each of which may be held as one take has it. */
function barsOf(desk: Desk): readonly HTMLElement[] {
  const { store, signal } = desk;
  const caption = make("span", { class: "caption" });
  const marked = make("button", { type: "button", class: "button quiet marked" });
  marked.addEventListener("click", () => toggleBars(store, markedBars(store.state)), { signal });
  const list = make("div", { class: "group toggles bars", role: "group" });
  list.addEventListener("click", (event) => {
    const bar = numberOf(event.target, "bar");
    if (bar !== null) toggleBars(store, [bar]);
  });
  list.addEventListener("keydown", (event) => walkButtons(list, event));
  list.addEventListener("wheel", (event) => scrollAlong(list, event), { passive: false });
  let drawn: readonly Bar[] = [];
  store.onChange((state, before) => {
    // The playhead moves often, and has no part in this.
    if (state !== before && !hasOtherMarks(state, before)) return;
    const { audition } = state;
    const bars = audition?.bars ?? [];
    if (bars !== drawn) list.replaceChildren(...bars.map(barButton));
    if (bars !== drawn) list.firstElementChild?.setAttribute("tabindex", "0");
    drawn = bars;
    const whence =
      audition === null ? "" : t("Bars from take {take}", { take: audition.shown + 1 });
    setText(caption, whence);
    caption.hidden = audition === null;
    setAttribute(list, "aria-label", whence);
    const chosen = new Set(markedBars(state));
    for (const [place, button] of [...list.children].entries()) {
      const bar = bars[place];
      if (audition !== null && bar !== undefined) showBar(button, bar, audition, chosen);
    }
    const numbers = bars.filter(({ index }) => chosen.has(index)).map(({ number }) => number);
    marked.hidden = numbers.length === 0;
    const from = `${numbers[0]}${numbers.length > 1 ? `–${numbers.at(-1)}` : ""}`;
    setText(marked, t("Marked: {bars}", { bars: from }));
    setAttribute(marked, "title", t("Keep the marked bars from this take (B)"));
  }, signal);
  return [caption, marked, list];
}

/** Whether other bars may be held or marked. */
function hasOtherMarks(state: State, before: State): boolean {
  return (
    state.audition !== before.audition ||
    state.selection !== before.selection ||
    state.region !== before.region ||
    state.loop !== before.loop ||
    state.isLooping !== before.isLooping
  );
}

function barButton({ index, number }: Bar): HTMLElement {
  return make(
    "button",
    { type: "button", class: "button bar", "data-bar": String(index), tabindex: "-1" },
    make("span", {}, String(number)),
    make("span", { class: "from", "aria-hidden": "true" }),
  );
}

function showBar(
  button: Element,
  { index, number }: Bar,
  { shown, held }: Audition,
  chosen: ReadonlySet<number>,
): void {
  const take = held.get(index);
  setAttribute(button, "aria-pressed", String(take !== undefined));
  setFlag(button, "data-marked", chosen.has(index));
  const from = button.querySelector(".from");
  if (from !== null) setText(from, take === undefined ? "" : String(take + 1));
  const label =
    take === undefined
      ? t("Keep bar {bar} from take {take}", { bar: number, take: shown + 1 })
      : t("Bar {bar} is kept from take {take}", { bar: number, take: take + 1 });
  setAttribute(button, "aria-label", label);
  setAttribute(button, "title", label);
}

/** Arrow keys walk a row of buttons, of which Tab reaches one. */
function walkButtons(list: HTMLElement, event: KeyboardEvent): void {
  const buttons = [...list.querySelectorAll<HTMLElement>("button")];
  const step = STEPS[event.key];
  const { target } = event;
  if (step === undefined || !(target instanceof HTMLElement)) return;
  event.preventDefault();
  const to = buttons[buttons.indexOf(target) + step];
  if (to === undefined) return;
  target.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
}

/** A wheel that turns one way only scrolls a row too, as long as there is more of it. */
function scrollAlong(list: HTMLElement, event: WheelEvent): void {
  const before = list.scrollLeft;
  list.scrollLeft += event.deltaX + event.deltaY;
  if (list.scrollLeft !== before) event.preventDefault();
}

function decisions({ store, signal }: Desk): HTMLElement {
  const cancel = make(
    "button",
    { type: "button", class: "button quiet", "data-action": "take-cancel" },
    t("Cancel"),
  );
  const keep = make(
    "button",
    { type: "button", class: "button keep", "data-action": "take-keep" },
    t("Keep"),
  );
  cancel.title = t("Take the whole answer back (Esc)");
  keep.title = t("Keep what is shown (K)");
  cancel.addEventListener("click", () => cancelTakes(store), { signal });
  keep.addEventListener("click", () => keepTake(store), { signal });
  store.onChange((state) => {
    cancel.disabled = state.audition === null;
    keep.disabled = state.audition === null;
  }, signal);
  return make("div", { class: "group decisions" }, cancel, keep);
}

function numberOf(target: EventTarget | null, name: "take" | "bar"): number | null {
  const button = target instanceof Element ? target.closest(`[data-${name}]`) : null;
  const value = button?.getAttribute(`data-${name}`) ?? null;
  return value === null ? null : Number(value);
}

function numbers(count: number, build: (index: number) => HTMLElement): readonly HTMLElement[] {
  return Array.from({ length: count }, (_, index) => build(index));
}
