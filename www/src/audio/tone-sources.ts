// The nodes of one pitched note: two oscillators and noise through a lowpass that closes.

import type { Materials } from "./materials.ts";
import { CUTOFF_DECAY, type Timbre, type Tone } from "./timbre.ts";

/** Vibrato begins this late and takes this long, in seconds. */
const VIBRATO_DELAY = 0.22;
const VIBRATO_RISE = 0.18;

/** Begins a note at a time; what is heard goes to `output`. The caller stops the sources. */
export function toneSources(
  materials: Materials,
  timbre: Timbre,
  start: number,
  output: AudioNode,
): readonly AudioScheduledSourceNode[] {
  const { context } = materials;
  const filter = new BiquadFilterNode(context, {
    type: "lowpass",
    Q: 0.4,
    frequency: timbre.brightCutoff,
  });
  filter.frequency.setValueAtTime(timbre.brightCutoff, start);
  filter.frequency.setTargetAtTime(timbre.darkCutoff, start, CUTOFF_DECAY);
  filter.connect(output);
  const oscillators = [
    oscillator(materials, timbre, timbre.body, 0.5, start, filter),
    oscillator(materials, timbre, timbre.strike, -0.5, start, filter),
  ].filter((node) => node !== null);
  const sources: AudioScheduledSourceNode[] = [...oscillators];
  if (timbre.vibrato > 0) sources.push(vibrato(materials, timbre, start, oscillators));
  if (timbre.noiseLevel + timbre.breathLevel > 0) {
    sources.push(breath(materials, timbre, start, output));
  }
  for (const source of sources) source.start(start);
  return sources;
}

/** Rises to a level in a straight line; what then happens is the caller's. */
export function strike(gain: AudioParam, start: number, attack: number, level: number): void {
  gain.setValueAtTime(0, start);
  gain.linearRampToValueAtTime(level, start + attack);
}

function oscillator(
  materials: Materials,
  { frequency, detune }: Timbre,
  tone: Tone,
  side: number,
  start: number,
  output: AudioNode,
): OscillatorNode | null {
  if (tone.level === 0) return null;
  const { context } = materials;
  const periodicWave = materials.wave(tone.wave);
  const node = new OscillatorNode(context, { periodicWave, frequency, detune: side * detune });
  const gain = new GainNode(context, { gain: 0 });
  strike(gain.gain, start, tone.attack, tone.level);
  gain.gain.setTargetAtTime(tone.held, start + tone.attack, tone.decay);
  node.connect(gain).connect(output);
  return node;
}

function vibrato(
  { context }: Materials,
  timbre: Timbre,
  start: number,
  oscillators: readonly OscillatorNode[],
): OscillatorNode {
  const node = new OscillatorNode(context, { frequency: timbre.vibratoRate });
  const width = new GainNode(context, { gain: 0 });
  width.gain.setTargetAtTime(timbre.vibrato, start + VIBRATO_DELAY, VIBRATO_RISE);
  node.connect(width);
  for (const { detune } of oscillators) width.connect(detune);
  return node;
}

function breath(
  materials: Materials,
  { noiseLevel, breathLevel, noiseCutoff }: Timbre,
  start: number,
  output: AudioNode,
): AudioBufferSourceNode {
  const { context } = materials;
  const node = materials.noise(breathLevel > 0 ? "white" : "tap");
  const band = new BiquadFilterNode(context, { type: "bandpass", Q: 0.7, frequency: noiseCutoff });
  const gain = new GainNode(context, { gain: 0 });
  strike(gain.gain, start, 0.001, noiseLevel);
  gain.gain.setTargetAtTime(breathLevel, start + 0.001, 0.01);
  node.connect(band).connect(gain).connect(output);
  return node;
}
