// The element as a form control: its value is the piece as JSON text.

import type { PlainScore } from "../score/index.ts";
import { EMPTY_SCORE } from "../score/index.ts";
import { t } from "../words/index.ts";
import { insideOf, reflect } from "./inside.ts";
import { MediaElement } from "./media.ts";
import type { State } from "./store.ts";

/**
 * What form controls have and this element too.
 *
 * @attr {string} name - Name under which a form sends the piece.
 * @attr {boolean} required - A form is not sent while there is no note.
 * @attr {boolean} disabled - The piece cannot be changed, and no form sends it.
 * @prop {string} value - The piece as JSON text, which forms send; "" for a piece without notes.
 * @prop {string} name - Reflects `name`.
 * @prop {boolean} required - Reflects `required`.
 * @prop {boolean} disabled - Reflects `disabled`.
 * @prop {HTMLFormElement | null} form - The form that the element belongs to.
 * @prop {ValidityState} validity - What is wrong with the value, as of any control.
 * @prop {string} validationMessage - The same in words.
 * @prop {boolean} willValidate - Whether a form looks at the value.
 * @fires input - When a person, or an answer that they asked for, has changed the piece.
 * @fires change - The same once it is settled: not while takes are being chosen from.
 */
export abstract class FormElement extends MediaElement {
  static readonly formAssociated = true;

  abstract score: PlainScore;

  get value(): string {
    return textOf(insideOf(this).store.state);
  }

  set value(text: string) {
    const found: unknown = text === "" ? EMPTY_SCORE : JSON.parse(text);
    if (!isScore(found)) {
      throw new TypeError(
        "the value has no notes; a score of docs/wire.md as JSON text is allowed",
      );
    }
    this.score = { ...EMPTY_SCORE, ...found };
  }

  get name(): string {
    return this.getAttribute("name") ?? "";
  }

  set name(name: string) {
    reflect(this, "name", name);
  }

  get required(): boolean {
    return this.hasAttribute("required");
  }

  set required(isRequired: boolean) {
    reflect(this, "required", isRequired);
  }

  get disabled(): boolean {
    return this.hasAttribute("disabled");
  }

  set disabled(isDisabled: boolean) {
    reflect(this, "disabled", isDisabled);
  }

  get form(): HTMLFormElement | null {
    return insideOf(this).internals?.form ?? null;
  }

  get validity(): ValidityState | undefined {
    return insideOf(this).internals?.validity;
  }

  get validationMessage(): string {
    return insideOf(this).internals?.validationMessage ?? "";
  }

  get willValidate(): boolean {
    return insideOf(this).internals?.willValidate ?? false;
  }

  /** Whether a form may send the value; where not, the event "invalid" is told. */
  checkValidity(): boolean {
    return insideOf(this).internals?.checkValidity() ?? true;
  }

  /** The same, and the person is told. */
  reportValidity(): boolean {
    return insideOf(this).internals?.reportValidity() ?? true;
  }

  formAssociatedCallback(): void {
    sendValue(this);
  }

  formResetCallback(): void {
    const { store } = insideOf(this);
    const [first] = store.state.history.past;
    if (first !== undefined) this.score = first.draft.score;
  }

  formStateRestoreCallback(state: string): void {
    this.value = state;
  }

  formDisabledCallback(isDisabled: boolean): void {
    const isReadonly = isDisabled || this.hasAttribute("readonly");
    insideOf(this).store.update({ isReadonly });
  }
}

/** Tells a form and its page what has become of the value. */
export function tellForm(element: FormElement, state: State, before: State): void {
  const { isScripted } = insideOf(element);
  const isChanged = state.history.present.score !== before.history.present.score;
  if (isChanged) sendValue(element);
  if (isScripted) return;
  const options = { bubbles: true, composed: true };
  if (isChanged) element.dispatchEvent(new Event("input", options));
  const isSettled = state.audition === null && (isChanged || before.audition !== null);
  if (isSettled) element.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Gives the form what it sends; costs nothing where there is none. */
export function sendValue(element: FormElement): void {
  const { internals, studio } = insideOf(element);
  if (internals === null) return;
  const isMissing = element.required && element.score.notes.length === 0;
  const anchor = studio?.anchor;
  internals.setValidity(
    { valueMissing: isMissing },
    isMissing ? t("Write at least one note.") : "",
    ...(anchor === undefined ? [] : [anchor]),
  );
  if (internals.form !== null) internals.setFormValue(element.value);
}

function textOf({ history }: State): string {
  const { score } = history.present;
  return score.notes.length === 0 ? "" : JSON.stringify(score);
}

function isScore(value: unknown): value is PlainScore {
  return (
    typeof value === "object" && value !== null && "notes" in value && Array.isArray(value.notes)
  );
}
