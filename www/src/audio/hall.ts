// What every sound of a page passes through: a small room and a limiter.

import { roomImpulse } from "./noise.ts";

/** How much of the room is heard beside the direct sound. */
const WET = 0.26;
/** Ceiling in decibels, above which the limiter holds the sound down. */
const CEILING = -7;
/**
 * A DynamicsCompressor raises its output by (1 / gain at 0 dB)^0.6 (Web Audio API, 1.19.4); this takes it back.
 * At ratio 20 and a ceiling of -7 dB full scale comes out at -6.65 dB, so the make-up is 4 dB.
 */
const MAKE_UP_BACK = 10 ** (-4 / 20);

/** A node to play into; `dispose` takes the hall out of the graph. */
export interface Hall {
  readonly input: AudioNode;
  dispose(): void;
}

/** Builds the hall of a context in front of its destination. */
export function createHall(context: BaseAudioContext): Hall {
  const input = new GainNode(context);
  const room = new ConvolverNode(context, { buffer: roomImpulse(context) });
  const wet = new GainNode(context, { gain: WET });
  const limiter = new DynamicsCompressorNode(context, {
    threshold: CEILING,
    knee: 2,
    ratio: 20,
    attack: 0.002,
    release: 0.15,
  });
  const output = new GainNode(context, { gain: MAKE_UP_BACK });
  input.connect(limiter);
  input.connect(room).connect(wet).connect(limiter);
  limiter.connect(output).connect(context.destination);
  const nodes = [input, room, wet, limiter, output];
  return {
    input,
    dispose: () => {
      for (const node of nodes) node.disconnect();
    },
  };
}
