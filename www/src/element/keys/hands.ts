// Where all keys come together, whether touched, typed or from a device: they sound, and who listens is told.

import type { Transport } from "../../audio/index.ts";
import { pitch, velocity } from "../../score/index.ts";
import type { Store } from "../store.ts";

/** Who hears what is played; `at` is a moment of the page's clock, in milliseconds. */
export interface HandsListener {
  press(key: number, force: number, at: number): void;
  release(key: number, at: number): void;
  pedal(isDown: boolean, at: number): void;
}

/** The hands of one person. */
export class Hands {
  readonly #store: Store;
  readonly #transport: Transport;
  readonly #listeners = new Set<HandsListener>();
  readonly #sounding = new Map<number, () => void>();
  /** What only the pedal holds. */
  readonly #rung = new Set<number>();
  #isPedalDown = false;

  constructor(store: Store, transport: Transport) {
    this.#store = store;
    this.#transport = transport;
  }

  listen(listener: HandsListener, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  press(key: number, force: number, at = performance.now()): void {
    this.#silence(key);
    const { voice } = this.#store.state;
    this.#sounding.set(key, this.#transport.press(pitch(key), velocity(force), voice));
    for (const listener of this.#listeners) listener.press(key, force, at);
  }

  release(key: number, at = performance.now()): void {
    if (!this.#sounding.has(key) || this.#rung.has(key)) return;
    if (this.#isPedalDown) this.#rung.add(key);
    else this.#silence(key);
    for (const listener of this.#listeners) listener.release(key, at);
  }

  pedal(isDown: boolean, at = performance.now()): void {
    this.#isPedalDown = isDown;
    if (!isDown) for (const key of [...this.#rung]) this.#silence(key);
    for (const listener of this.#listeners) listener.pedal(isDown, at);
  }

  /** Lets go of everything, as when the window loses the keys. */
  letGo(): void {
    if (this.#isPedalDown) this.pedal(false);
    for (const key of [...this.#sounding.keys()]) this.release(key);
  }

  #silence(key: number): void {
    this.#sounding.get(key)?.();
    this.#sounding.delete(key);
    this.#rung.delete(key);
  }
}
