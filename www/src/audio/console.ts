// Where the voices come together: a fader and a place for each, and how much of the room is heard.

import type { Hall } from "./hall.ts";
import { gainOf, type Mix, PLAIN_MIX, stripOf } from "./mix.ts";

/** Time constant of every move: quick, and without a click. */
const GLIDE = 0.015;

interface Seat {
  readonly panner: StereoPannerNode;
  readonly voice: number;
  /** Where it is as long as nobody moves it. */
  readonly natural: number;
  /** Whether it moves beside others of its voice, as the drums of a kit do. */
  readonly isBeside: boolean;
}

/** The faders of one composer in front of the hall. */
export class Console {
  readonly #context: BaseAudioContext;
  readonly #output: GainNode;
  readonly #send: GainNode;
  readonly #faders = new Map<number, GainNode>();
  readonly #seats = new Map<string, Seat>();
  #mix: Mix = PLAIN_MIX;

  constructor(context: BaseAudioContext, { input, room }: Pick<Hall, "input" | "room">) {
    this.#context = context;
    this.#output = new GainNode(context);
    this.#send = new GainNode(context, { gain: PLAIN_MIX.reverb });
    this.#output.connect(input);
    this.#output.connect(this.#send).connect(room);
  }

  /** What is heard beside the voices, such as clicks. */
  get output(): AudioNode {
    return this.#output;
  }

  /** Loudness of everything, 0 to 1; felt loudness is closer to a square than to a line. */
  setVolume(volume: number): void {
    this.#glide(this.#output.gain, Math.min(1, Math.max(0, volume)) ** 2);
  }

  setMix(mix: Mix): void {
    this.#mix = mix;
    this.#glide(this.#send.gain, Math.min(1, Math.max(0, mix.reverb)));
    for (const [voice, fader] of this.#faders) this.#glide(fader.gain, gainOf(mix, voice));
    for (const seat of this.#seats.values()) this.#glide(seat.panner.pan, this.#panOf(seat));
  }

  /** Where a note of a voice is played into. */
  seat(voice: number, natural: number, isBeside = false): AudioNode {
    const key = `${voice}:${natural}`;
    let seat = this.#seats.get(key);
    if (seat === undefined) {
      const panner = new StereoPannerNode(this.#context);
      seat = { panner, voice, natural, isBeside };
      panner.pan.value = this.#panOf(seat);
      panner.connect(this.#fader(voice));
      this.#seats.set(key, seat);
    }
    return seat.panner;
  }

  dispose(): void {
    this.#output.disconnect();
    this.#send.disconnect();
  }

  #fader(voice: number): GainNode {
    let fader = this.#faders.get(voice);
    if (fader === undefined) {
      fader = new GainNode(this.#context, { gain: gainOf(this.#mix, voice) });
      fader.connect(this.#output);
      this.#faders.set(voice, fader);
    }
    return fader;
  }

  #panOf({ voice, natural, isBeside }: Seat): number {
    const { pan } = stripOf(this.#mix, voice);
    if (pan === null) return natural;
    return Math.min(1, Math.max(-1, isBeside ? natural + pan : pan));
  }

  #glide(param: AudioParam, value: number): void {
    param.cancelScheduledValues(this.#context.currentTime);
    param.setTargetAtTime(value, this.#context.currentTime, GLIDE);
  }
}
