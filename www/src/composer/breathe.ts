// A pause of one macrotask, so that a busy worker reads its messages.

/** Resolves in a later macrotask; unlike `setTimeout` it is never slowed to 4 ms. */
export class Breather {
  readonly #channel = new MessageChannel();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  /** Lets every message that has already arrived be read. */
  breathe(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
  }
}
