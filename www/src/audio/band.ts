// All that plays one composer's notes: recorded instruments where they are here, the built-in ones until then.

import { Console } from "./console.ts";
import { hallOf } from "./hall.ts";
import { type Mix, PLAIN_MIX } from "./mix.ts";
import { Sampler } from "./sampled/sampler.ts";
import { type Player, sharedShelf } from "./sampled/shelf.ts";
import type { Playing, Sound } from "./sound.ts";
import { Sounding } from "./sounding.ts";
import { Synth } from "./synth.ts";
import type { Instrument } from "./transport-ports.ts";

/** The players of one composer in a context. */
export class Band implements Instrument {
  readonly #context: BaseAudioContext;
  readonly #console: Console;
  readonly #sounding = new Sounding();
  readonly #synth: Synth;
  readonly #sampler: Sampler;
  readonly #shelf = sharedShelf();
  #mix: Mix = PLAIN_MIX;

  constructor(context: BaseAudioContext) {
    this.#context = context;
    this.#console = new Console(context, hallOf(context));
    this.#synth = new Synth(context, this.#console, this.#sounding);
    this.#sampler = new Sampler(context, this.#console, this.#sounding);
  }

  /** Sends for what will play these parts. */
  prepare(parts: readonly Player[]): void {
    if (this.#mix.isSampled) for (const part of parts) this.#shelf.find(part);
  }

  /** Waits until what can be had of these parts is here. */
  async tuned(parts: readonly Player[]): Promise<void> {
    if (!this.#mix.isSampled) return;
    await Promise.all(parts.map((part) => this.#shelf.load(part)));
  }

  play(sound: Sound): Playing {
    const recorded = this.#mix.isSampled ? this.#shelf.find(sound.part) : null;
    const sampled = recorded === null ? null : this.#sampler.play(recorded, sound);
    return sampled ?? this.#synth.play(sound);
  }

  click(at: number, isDownbeat: boolean): Playing {
    return this.#synth.click(at, isDownbeat);
  }

  setVolume(volume: number): void {
    this.#console.setVolume(volume);
  }

  setMix(mix: Mix): void {
    this.#mix = mix;
    this.#console.setMix(mix);
  }

  dispose(): void {
    this.#sounding.silence(this.#context.currentTime);
    this.#console.dispose();
  }
}
