// Colours as they stand in the memory of a picture.

export class ColourWords {
  readonly #words = new Map<string, number>();
  readonly #brush = document.createElement("canvas").getContext("2d");

  /** The four bytes of a colour; null where it is not opaque: the canvas says "#rrggbb" of every opaque one. */
  of(colour: string): number | null {
    const known = this.#words.get(colour);
    if (known !== undefined || this.#brush === null) return known ?? null;
    this.#brush.fillStyle = colour;
    const plain = /^#(..)(..)(..)$/.exec(this.#brush.fillStyle);
    if (plain === null) return null;
    // Red comes first in memory, which is the lowest byte of a word.
    const [red = 0, green = 0, blue = 0] = plain.slice(1).map((part) => Number.parseInt(part, 16));
    const word = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    this.#words.set(colour, word);
    return word;
  }
}
