// More like what is shown, or unlike it; the way back to takes that were asked for before; what a mix is made of.

import { amended, EMPTY_SELECTION } from "../score/index.ts";
import { t } from "../words/index.ts";
import type { Audition } from "./audition.ts";
import type { Desk } from "./desk.ts";
import { make, makeSelect, setOptions } from "./dom.ts";
import type { Store } from "./store.ts";

export function takeTree(desk: Desk): readonly HTMLElement[] {
  const { store, signal } = desk;
  const more = likeButton(
    desk,
    "take-more",
    t("More like it"),
    t("More takes like the one shown (W)"),
  );
  const less = likeButton(
    desk,
    "take-less",
    t("Less"),
    t("Takes unlike the one shown, drawn more boldly (X)"),
  );
  const select = makeSelect(t("Takes asked for so far"), { "data-field": "take-group" });
  select.addEventListener("change", () => goToTakes(store, Number(select.value)), { signal });
  store.onChange(({ audition, answering }, before) => {
    for (const button of [more, less]) button.disabled = audition === null || answering !== null;
    if (audition === before.audition && select.options.length > 0) return;
    const family = audition === null ? [] : familyOf(audition);
    select.hidden = family.length < 2;
    const options = family.map((group) => [String(group.id), groupName(group, family)] as const);
    setOptions(select, options, String(audition?.id ?? ""));
  }, signal);
  return [select, more, less];
}

/** All takes of an answer, in the order in which they were asked for. */
export function familyOf(audition: Audition): readonly Audition[] {
  return [...audition.others, audition].toSorted((a, b) => a.id - b.id);
}

/** Goes to other takes of the same answer, as they were left. */
export function goToTakes(store: Store, id: number): void {
  const { audition, history, receipt } = store.state;
  const next = audition?.others.find((other) => other.id === id);
  if (audition === null || next === undefined) return;
  const others = [
    ...audition.others.filter((other) => other !== next),
    { ...audition, others: [] },
  ];
  store.update({
    audition: { ...next, others },
    history: amended(history, next.draft),
    selection: EMPTY_SELECTION,
    receipt: next.takes[next.shown]?.receipt ?? receipt,
  });
}

/** "Kept: take 1, with bar 3 from take 2 and bars 5, 6 from take 4." */
export function mixWords({ held, shown, bars }: Audition): string | null {
  const byTake = new Map<number, number[]>();
  for (const { index, number } of bars) {
    const take = held.get(index);
    if (take === undefined || take === shown) continue;
    byTake.set(take, [...(byTake.get(take) ?? []), number]);
  }
  if (byTake.size === 0) return null;
  const sources = [...byTake].map(([take, numbers]) => {
    const values = { bars: numbers.join(", "), take: take + 1 };
    return numbers.length === 1
      ? t("bar {bars} from take {take}", values)
      : t("bars {bars} from take {take}", values);
  });
  return t("Kept: take {take}, with {sources}.", { take: shown + 1, sources: sources.join("; ") });
}

/** Says what a kept mix is made of, unless there is something else to say by now. */
export function sayMix(store: Store, audition: Audition): void {
  const text = mixWords(audition);
  const { history, message } = store.state;
  if (text === null || message !== null || history.present !== audition.draft) return;
  const said = { kind: "remark", text } as const;
  store.update({ message: said });
  // Who goes on to look at notes has read it.
  const reading = new AbortController();
  store.onChange((state, before) => {
    if (state.message === said && state.selection === before.selection) return;
    reading.abort();
    if (state.message === said) store.update({ message: null });
  }, reading.signal);
}

/** t("first takes"), "more like 2", "· less like 1": each a step further in than what it comes from. */
export function groupName({ origin: { parent } }: Audition, family: readonly Audition[]): string {
  if (parent === null) return t("first takes");
  const above = family.find(({ id }) => id === parent.group);
  const depth = above === undefined ? 1 : depthOf(above, family) + 1;
  const take = parent.take + 1;
  const like =
    parent.how === "more" ? t("more like {take}", { take }) : t("less like {take}", { take });
  return `${"· ".repeat(depth)}${like}`;
}

/** How many steps takes are from the first ones. */
function depthOf({ origin: { parent } }: Audition, family: readonly Audition[]): number {
  const above = parent === null ? undefined : family.find(({ id }) => id === parent.group);
  return above === undefined ? 0 : depthOf(above, family) + 1;
}

function likeButton(
  { signal, do: act }: Desk,
  id: "take-more" | "take-less",
  label: string,
  title: string,
): HTMLButtonElement {
  const button = make(
    "button",
    { type: "button", class: "button quiet", "data-action": id, title },
    label,
  );
  button.addEventListener("click", () => act(id), { signal });
  return button;
}
