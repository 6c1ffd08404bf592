// A score as sound without a sound card: the same scheduler and synth, as fast as the machine can.

import type { Score } from "../score/index.ts";
import { scoreEnd, tick } from "../score/index.ts";
import { createHall } from "./hall.ts";
import { Scheduler } from "./scheduler.ts";
import { seconds, secondsPerTick } from "./seconds.ts";
import { soundOf } from "./sound.ts";
import { Synth } from "./synth.ts";
import { toWav } from "./wav.ts";

const SAMPLE_RATE = 44_100;
/** Room for the last note to ring out. */
const TAIL = 2.5;

/** Plays a whole score, in stereo, into memory. */
export async function renderScore(score: Score, sampleRate = SAMPLE_RATE): Promise<AudioBuffer> {
  const length = scoreEnd(score) * secondsPerTick(score.tempo) + TAIL;
  const context = new OfflineAudioContext(2, Math.ceil(length * sampleRate), sampleRate);
  const hall = createHall(context);
  const synth = new Synth(context, hall.input);
  const start = seconds(0);
  const scheduler = new Scheduler(score, tick(0), start, { loop: null, hasMetronome: false });
  for (const command of scheduler.advance(score, start, seconds(length))) {
    if (command.kind !== "start") continue;
    const { note, start, end } = command.cue;
    synth.play(soundOf(score, note, start, end));
  }
  return context.startRendering();
}

/** A whole score as the bytes of a WAV file. */
export async function renderWav(score: Score): Promise<Uint8Array> {
  const buffer = await renderScore(score);
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => {
    return buffer.getChannelData(channel);
  });
  return toWav(channels, buffer.sampleRate);
}
