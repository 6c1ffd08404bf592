// Hands on what comes one by one in bursts: the first at once, what follows within a moment together, so that
// no message is sent for every note, and no page gone through.

/** Notes, or what else comes quicker than it can be seen. */
export class Burst<T> {
  readonly #show: (items: readonly T[]) => void;
  readonly #momentMs: number;
  #items: T[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(momentMs: number, show: (items: readonly T[]) => void) {
    this.#momentMs = momentMs;
    this.#show = show;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#timer === undefined) this.#begin();
  }

  /** Shows at once what waits. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tell();
  }

  /** What waits is void. */
  clear(): void {
    this.#items = [];
    this.end();
  }

  #begin(): void {
    this.#tell();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#items.length > 0) this.#begin();
    }, this.#momentMs);
  }

  #tell(): void {
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#show(items);
  }
}
