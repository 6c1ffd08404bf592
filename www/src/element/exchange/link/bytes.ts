// Numbers and texts as bytes: small numbers take one. The reader trusts nothing that it is given.

import { t } from "../../../words/index.ts";
import { LinkError } from "./errors.ts";

/** Seven bits a byte, the lowest first; a number below 2^53. */
export class Writer {
  readonly #bytes: number[] = [];

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** A whole number from 0. */
  count(value: number): void {
    let left = value;
    while (left >= 128) {
      this.#bytes.push((left % 128) + 128);
      left = Math.floor(left / 128);
    }
    this.#bytes.push(left);
  }

  /** A whole number of either sign: 0, -1, 1, -2, 2. */
  signed(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Any number: in thousandths where that is all of it, else in full. */
  real(value: number): void {
    const thousandths = Math.round(value * 1000);
    if (thousandths / 1000 === value && thousandths >= 0) return this.count(thousandths + 1);
    this.count(0);
    this.#bytes.push(...new Uint8Array(new Float64Array([value]).buffer));
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.count(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
  }
}

/** Reads what a writer wrote; throws a `LinkError` where it goes wrong. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** A whole number from 0 to `most`. */
  count(most: number): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = this.#next();
      value += (byte % 128) * factor;
      if (byte < 128)
        return value <= most
          ? value
          : damaged(t("{found} found, {allowed} allowed", { found: value, allowed: most }));
    }
    return damaged(t("a number without an end"));
  }

  /** A whole number of either sign, as far from 0 as `most`. */
  signed(most: number): number {
    const value = this.count(2 * most);
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  real(): number {
    const thousandths = this.count(Number.MAX_SAFE_INTEGER);
    if (thousandths > 0) return (thousandths - 1) / 1000;
    const bytes = Uint8Array.from({ length: 8 }, () => this.#next());
    const value = new Float64Array(bytes.buffer)[0] ?? Number.NaN;
    return Number.isFinite(value) ? value : damaged(t("no number"));
  }

  /** A text of at most so many bytes. */
  text(most: number): string {
    const length = this.count(most);
    const bytes = Uint8Array.from({ length }, () => this.#next());
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return damaged(t("no text"));
    }
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    return byte ?? damaged(t("its end is missing"));
  }
}

/** Refuses a link that says something impossible. */
export function damaged(found: string): never {
  throw new LinkError(t("The link is damaged ({found}): ask for it again.", { found }));
}
