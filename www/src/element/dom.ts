// Making elements without a framework: one function, plain attributes, no inline styles.

import type { IconName } from "./icons.ts";
import { icon } from "./icons.ts";

type Attributes = Readonly<Record<string, string | boolean>>;

/** A new element; an attribute that is `false` is left out, `true` is set empty. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A button with an icon and a label; `isLabelled` shows the label where there is room. */
export function makeButton(
  name: IconName,
  label: string,
  attributes: Attributes & { readonly class?: string },
  isLabelled = false,
): HTMLButtonElement {
  const shown = make("span", { class: isLabelled ? "label" : "label hidden" }, label);
  return make(
    "button",
    {
      type: "button",
      title: label,
      ...attributes,
      class: `button ${attributes.class ?? ""}`.trim(),
    },
    icon(name),
    shown,
  );
}

/**
 * Asks for files. The input stands hidden in `place` until the dialog is closed: one that nobody holds could be
 * collected while the dialog is open, and what was chosen with it.
 */
export function chooseFiles(
  place: Element | ShadowRoot,
  attributes: { readonly accept: string; readonly multiple?: boolean },
  then: (files: readonly File[]) => unknown,
  signal: AbortSignal,
): void {
  const input = make("input", { type: "file", hidden: true, ...attributes });
  const chosen = () => {
    input.remove();
    then([...(input.files ?? [])]);
  };
  input.addEventListener("change", chosen, { signal });
  input.addEventListener("cancel", () => input.remove(), { signal });
  // Nobody has clicked here: to the page around the composer it is no click.
  input.addEventListener("click", (event) => event.stopPropagation());
  place.append(input);
  input.click();
}

/** A drop-down; its options are set by `setOptions`. */
export function makeSelect(label: string, attributes: Attributes): HTMLSelectElement {
  return make("select", { "aria-label": label, title: label, ...attributes });
}

/** Sets the options of a drop-down and which is chosen, without touching it when nothing differs. */
export function setOptions(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
): void {
  const fingerprint = JSON.stringify(options);
  if (select.dataset["options"] !== fingerprint) {
    select.dataset["options"] = fingerprint;
    select.replaceChildren(...options.map(([value, label]) => make("option", { value }, label)));
  }
  if (select.value !== chosen) select.value = chosen;
}

/**
 * Shows texts in a field that somebody may be writing in: only one that is new, so that what is being written
 * stays whatever else happens meanwhile; once it is written, whichever holds. Says whether it was shown.
 */
export function showsIn(input: HTMLInputElement): (text: string) => boolean {
  let shown: string | null = null;
  const written = () => {
    shown = null;
  };
  // Before anybody acts on what was written.
  input.addEventListener("change", written, { capture: true });
  return (text) => {
    if (text === shown) return false;
    shown = text;
    input.value = text;
    return true;
  };
}

/** Sets or takes away a flag attribute. */
export function setFlag(element: Element, name: string, isSet: boolean): void {
  if (element.hasAttribute(name) !== isSet) element.toggleAttribute(name, isSet);
}

/** Sets an attribute only when it differs, so that screen readers are not disturbed. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Sets the text only when it differs. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
