// More like what is shown, or unlike it; and the way back to any takes that were asked for before.

import type { Audition } from "./audition.ts";
import { familyOf, goToTakes } from "./audition.ts";
import type { Desk } from "./desk.ts";
import { make, makeSelect, setOptions } from "./dom.ts";

export function takeTree(desk: Desk): readonly HTMLElement[] {
  const { store, signal } = desk;
  const more = likeButton(desk, "take-more", "More like it", "More takes like the one shown (W)");
  const less = likeButton(
    desk,
    "take-less",
    "Less",
    "Takes unlike the one shown, drawn more boldly (X)",
  );
  const select = makeSelect("Takes asked for so far", { "data-field": "take-group" });
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

/** "first takes", "more like 2", "· less like 1": each a step further in than what it comes from. */
export function groupName({ origin: { parent } }: Audition, family: readonly Audition[]): string {
  if (parent === null) return "first takes";
  const above = family.find(({ id }) => id === parent.group);
  const depth = above === undefined ? 1 : depthOf(above, family) + 1;
  return `${"· ".repeat(depth)}${parent.how} like ${parent.take + 1}`;
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
