// What every sound of a page passes through: a small room and a limiter.

import { roomImpulse } from "./noise.ts";

/** Brings four voices to about -18 dB, as recordings are; what is louder than that the limiter holds down. */
const LEVEL = 1.7;
/** Ceiling in decibels, above which the limiter holds the sound down. */
const CEILING = -7;
/**
 * A DynamicsCompressor raises its output by (1 / gain at 0 dB)^0.6 (Web Audio API, 1.19.4); this takes it back.
 * At ratio 20 and a ceiling of -7 dB full scale comes out at -6.65 dB, so the make-up is 4 dB.
 */
const MAKE_UP_BACK = 10 ** (-4 / 20);

/** After the first sound of a page its room begins to be heard. */
const ROOM_DELAY_MS = 150;

/** Nodes to play into: straight ahead, and the room; `dispose` takes the hall out of the graph. */
export interface Hall {
  readonly input: AudioNode;
  readonly room: AudioNode;
  dispose(): void;
}

const halls = new WeakMap<BaseAudioContext, Hall>();

/** The hall of a context in front of its destination; the first call builds it. */
export function hallOf(context: BaseAudioContext): Hall {
  const hall = halls.get(context) ?? createHall(context);
  halls.set(context, hall);
  return hall;
}

function createHall(context: BaseAudioContext): Hall {
  const input = new GainNode(context, { gain: LEVEL });
  const room = new GainNode(context);
  const heard = new GainNode(context, { gain: LEVEL });
  const limiter = new DynamicsCompressorNode(context, {
    threshold: CEILING,
    knee: 2,
    ratio: 20,
    attack: 0.002,
    release: 0.15,
  });
  const output = new GainNode(context, { gain: MAKE_UP_BACK });
  input.connect(limiter);
  heard.connect(limiter);
  limiter.connect(output).connect(context.destination);
  const nodes: AudioNode[] = [input, room, heard, limiter, output];
  const build = () => {
    const echo = new ConvolverNode(context, { buffer: roomImpulse(context) });
    nodes.push(echo);
    room.connect(echo).connect(heard);
  };
  // To work out the echo takes longer than all the rest: the first note does not wait for it. A file does.
  let timer: ReturnType<typeof setTimeout> | undefined;
  if ("startRendering" in context) build();
  else timer = setTimeout(build, ROOM_DELAY_MS);
  return {
    input,
    room,
    dispose: () => {
      halls.delete(context);
      clearTimeout(timer);
      for (const node of nodes) node.disconnect();
    },
  };
}
