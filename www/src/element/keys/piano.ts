// Piano keys to touch: as many octaves as there is room for, several fingers, a slide from key to key.

import { keyThatPlays } from "../../midi/index.ts";
import { pitch, pitchName } from "../../score/index.ts";
import { spokenPitch } from "../../words/index.ts";
import { make, setAttribute } from "../dom.ts";
import type { Hands } from "./hands.ts";
import type { Letters } from "./letters.ts";

/** Pixels of a white key, at least; fingers need them. */
const NARROWEST = 44;
const MOST_OCTAVES = 4;
/** The nearer to the edge of a key, the harder. */
const FORCE = { least: 60, most: 112 } as const;
const MIDDLE_C = 60;

/** The keys of one row. */
export class Piano {
  readonly element = make("div", { class: "piano" });
  readonly #hands: Hands;
  readonly #keys = new Map<number, HTMLButtonElement>();
  /** What each finger holds. */
  readonly #fingers = new Map<number, number>();
  /** Where the letters begin; of many octaves one lies below it. */
  #base = MIDDLE_C;
  #octaves = 2;
  #letters: Letters | null = null;

  constructor(hands: Hands, label: string, signal: AbortSignal) {
    this.#hands = hands;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", label);
    const listen = (name: string, act: (event: PointerEvent) => void) => {
      const heard = (event: Event) => event instanceof PointerEvent && act(event);
      this.element.addEventListener(name, heard, { signal });
    };
    listen("pointerdown", (event) => this.#down(event));
    listen("pointermove", (event) => this.#slide(event));
    for (const name of ["pointerup", "pointercancel"]) listen(name, (event) => this.#up(event));
    this.element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    this.element.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    this.element.addEventListener("keyup", (event) => this.#unkeyed(event), { signal });
    hands.listen(
      {
        press: (key) => this.#light(key, true),
        release: (key) => this.#light(key, false),
        pedal: () => {},
      },
      signal,
    );
    const observer = new ResizeObserver(() => this.#fit());
    observer.observe(this.element);
    signal.addEventListener("abort", () => observer.disconnect(), { once: true });
    this.#build();
  }

  /** What the first letter plays. */
  get base(): number {
    return this.#base;
  }

  get #lowest(): number {
    return this.#octaves > 2 ? this.#base - 12 : this.#base;
  }

  /** Moves the keys by octaves, as far as MIDI goes. */
  shift(octaves: number): void {
    const base = Math.min(96, Math.max(24, this.#base + 12 * octaves));
    if (base === this.#base) return;
    this.#hands.letGo();
    this.#base = base;
    this.#build();
  }

  /** Shows which letters play which keys, or none. */
  showLetters(letters: Letters | null): void {
    this.#letters = letters;
    for (const [key, button] of this.#keys) {
      const shown = button.querySelector(".letter");
      if (shown !== null) setAttribute(shown, "data-letter", this.#letterOf(key));
    }
  }

  #letterOf(key: number): string {
    const code = keyThatPlays(key - this.#base);
    return code === null ? "" : (this.#letters?.(code) ?? "");
  }

  #fit(): void {
    const room = Math.floor((this.element.clientWidth - NARROWEST) / (7 * NARROWEST));
    const octaves = Math.min(MOST_OCTAVES, Math.max(1, room));
    if (octaves === this.#octaves) return;
    this.#octaves = octaves;
    this.#build();
  }

  #build(): void {
    // Keys that stay are the same ones: a finger may be on them.
    const before = new Map(this.#keys);
    this.#keys.clear();
    const highest = Math.min(127, this.#lowest + 12 * this.#octaves);
    for (let key = this.#lowest; key <= highest; key++) {
      const button = before.get(key) ?? newKey(key);
      this.#place(button, key);
      this.#keys.set(key, button);
    }
    this.element.style.setProperty("--_whites", String(7 * this.#octaves + 1));
    this.element.replaceChildren(...this.#keys.values());
  }

  #place(button: HTMLButtonElement, key: number): void {
    // One stop for Tab; arrows go on from there.
    button.tabIndex = key === this.#lowest ? 0 : -1;
    const whites = WHITES_BEFORE[key % 12];
    if (whites !== undefined) {
      const octaves = Math.floor((key - this.#lowest) / 12);
      button.style.setProperty("--_at", String(7 * octaves + whites));
    }
    const letter = button.querySelector(".letter");
    if (letter !== null) setAttribute(letter, "data-letter", this.#letterOf(key));
  }

  #down(event: PointerEvent): void {
    const found = keyAt(event.target);
    if (found === null || event.button > 0) return;
    // The key under the finger changes while it slides, so the row keeps the pointer.
    this.element.setPointerCapture(event.pointerId);
    event.preventDefault();
    this.#touch(event, found);
  }

  #slide(event: PointerEvent): void {
    const held = this.#fingers.get(event.pointerId);
    if (held === undefined) return;
    const root = this.element.getRootNode();
    const under =
      root instanceof ShadowRoot ? root.elementFromPoint(event.clientX, event.clientY) : null;
    const found = keyAt(under);
    if (found === null || found.key === held) return;
    this.#hands.release(held, event.timeStamp);
    this.#touch(event, found);
  }

  #up({ pointerId, timeStamp }: PointerEvent): void {
    const held = this.#fingers.get(pointerId);
    this.#fingers.delete(pointerId);
    if (held !== undefined) this.#hands.release(held, timeStamp);
  }

  #touch({ pointerId, clientY, timeStamp }: PointerEvent, { key, button }: Found): void {
    const { top, height } = button.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientY - top) / height));
    const force = Math.round(FORCE.least + share * (FORCE.most - FORCE.least));
    this.#fingers.set(pointerId, key);
    this.#hands.press(key, force, timeStamp);
  }

  #keyed(event: KeyboardEvent): void {
    const found = keyAt(event.target);
    if (found === null) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (steps !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.#keys.get(found.key + steps)?.focus();
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) this.#hands.press(found.key, 90, event.timeStamp);
    }
  }

  #unkeyed(event: KeyboardEvent): void {
    const found = keyAt(event.target);
    if (found !== null && (event.key === " " || event.key === "Enter")) {
      this.#hands.release(found.key, event.timeStamp);
    }
  }

  #light(key: number, isLit: boolean): void {
    this.#keys.get(key)?.toggleAttribute("data-lit", isLit);
  }
}

interface Found {
  readonly key: number;
  readonly button: Element;
}

/** Of each black key of an octave, how many white ones lie before it. */
const WHITES_BEFORE: Readonly<Record<number, number>> = { 1: 1, 3: 2, 6: 4, 8: 5, 10: 6 };

function newKey(key: number): HTMLButtonElement {
  const name = spokenPitch(pitchName(pitch(key), null));
  return make(
    "button",
    {
      type: "button",
      class: key % 12 in WHITES_BEFORE ? "piano-key black" : "piano-key",
      "data-pitch": String(key),
      "aria-label": name,
    },
    make("span", { class: "letter" }),
    make("span", {}, key % 12 === 0 ? name : ""),
  );
}

function keyAt(target: EventTarget | null): Found | null {
  const button = target instanceof Element ? target.closest("[data-pitch]") : null;
  if (button === null) return null;
  return { key: Number(button.getAttribute("data-pitch")), button };
}
