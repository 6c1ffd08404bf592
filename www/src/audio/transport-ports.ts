// What the transport needs: an instrument, and some of the browser. Types only.

import type { Mix } from "./mix.ts";
import type { Seconds } from "./seconds.ts";
import type { Playing, Sound } from "./sound.ts";

/** The instrument as the transport sees it. */
export interface Instrument {
  /** Sends for what it needs to play these parts. */
  prepare(parts: readonly Sound["part"][]): void;
  play(sound: Sound): Playing;
  click(at: number, isDownbeat: boolean): Playing;
  setVolume(volume: number): void;
  setMix(mix: Mix): void;
  dispose(): void;
}

/** What the transport needs from the browser. */
export interface TransportPorts {
  /** The sound card's clock. */
  now(): Seconds;
  /** How long a sound takes from the clock to the ear. */
  latency(): Seconds;
  /** A time of the sound card, and the moment of the page's clock at which it is heard. */
  stamp(): { readonly at: Seconds; readonly milliseconds: number };
  /** At once where it is here, since it comes after the page. */
  instrument(): Instrument | Promise<Instrument>;
  /** Keeps the sound card awake until the answer is called. */
  hold(): () => void;
  wake(): void;
  /** Calls back often; every second or so in a hidden tab. */
  every(milliseconds: number, callback: () => void): () => void;
  /** Calls back before each painted frame. */
  onFrame(callback: () => void): () => void;
  isHidden(): boolean;
  onHide(callback: () => void): () => void;
}
