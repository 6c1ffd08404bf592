// The nodes of one stroke on a drum.

import { BURST_GAP, type Drum, type Hiss, type Skin } from "./drum-kit.ts";
import type { Materials } from "./materials.ts";

/** A kick at full force, as a linear gain. */
const GAIN = 0.6;
/** The part of a drum's decay in which its pitch settles. */
const BEND_SHARE = 0.2;
/** Time constant of every burst but the last. */
const BURST_DECAY = 0.004;

/** Strikes a drum at a time and with a velocity of 1 to 127. The caller stops the sources. */
export function drumSources(
  materials: Materials,
  { pieces }: Drum,
  velocity: number,
  start: number,
  output: AudioNode,
): readonly AudioScheduledSourceNode[] {
  const force = GAIN * (Math.min(127, Math.max(1, velocity)) / 127) ** 1.5;
  return pieces.map((piece) => {
    const gain = new GainNode(materials.context, { gain: 0 });
    gain.connect(output);
    return piece.kind === "skin"
      ? skinSource(materials, piece, force, start, gain)
      : hissSource(materials, piece, force, start, gain);
  });
}

function skinSource(
  { context }: Materials,
  { wave, frequency, bend, level, decay }: Skin,
  force: number,
  start: number,
  gain: GainNode,
): OscillatorNode {
  const node = new OscillatorNode(context, { type: wave, frequency: frequency * bend });
  node.frequency.setValueAtTime(frequency * bend, start);
  node.frequency.setTargetAtTime(frequency, start, decay * BEND_SHARE);
  // An oscillator begins at zero, so a short ramp is enough not to click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(level * force, start + 0.001);
  gain.gain.setTargetAtTime(0, start + 0.001, decay);
  node.connect(gain);
  node.start(start);
  return node;
}

function hissSource(
  materials: Materials,
  { noise, filter, frequency, level, decay, bursts }: Hiss,
  force: number,
  start: number,
  gain: GainNode,
): AudioBufferSourceNode {
  const node = materials.noise(noise);
  const colour = new BiquadFilterNode(materials.context, { type: filter, frequency, Q: 0.8 });
  for (let burst = 0; burst < bursts; burst++) {
    const at = start + burst * BURST_GAP;
    gain.gain.setValueAtTime(level * force, at);
    gain.gain.setTargetAtTime(0, at, burst === bursts - 1 ? decay : BURST_DECAY);
  }
  node.connect(colour).connect(gain);
  // Another piece of the noise each time, and the same one in every rendering.
  node.start(start, (start * 7.31) % 1);
  return node;
}
