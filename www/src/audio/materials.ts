// What sounds are made of: waves and noises of one context, each made when it is first needed.

import { metalBuffer, noiseBuffer } from "./noise.ts";
import { WAVES, type WaveName } from "./waves.ts";

/** A noise: a tap of 50 ms, or a second to be repeated, white or metallic. */
export type NoiseName = "tap" | "white" | "metal";

/** The waves and noises of one context. */
export class Materials {
  readonly context: BaseAudioContext;
  readonly #waves = new Map<WaveName, PeriodicWave>();
  readonly #noises = new Map<NoiseName, AudioBuffer>();

  constructor(context: BaseAudioContext) {
    this.context = context;
  }

  wave(name: WaveName): PeriodicWave {
    return kept(this.#waves, name, () => {
      const sine = new Float32Array([0, ...WAVES[name]]);
      return this.context.createPeriodicWave(new Float32Array(sine.length), sine, {
        disableNormalization: true,
      });
    });
  }

  /** A source of noise that has not begun; all but the tap go on for ever. */
  noise(name: NoiseName): AudioBufferSourceNode {
    const buffer = kept(this.#noises, name, () => {
      if (name === "tap") return noiseBuffer(this.context, TAP_LENGTH, 0x5eed);
      if (name === "white") return noiseBuffer(this.context, 1, 0xd1e5);
      return metalBuffer(this.context, 1, 0xb4a5);
    });
    return new AudioBufferSourceNode(this.context, { buffer, loop: name !== "tap" });
  }
}

const TAP_LENGTH = 0.05;

function kept<Name, Thing>(things: Map<Name, Thing>, name: Name, make: () => Thing): Thing {
  const thing = things.get(name) ?? make();
  things.set(name, thing);
  return thing;
}
