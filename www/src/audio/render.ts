// A score as sound without a sound card: the same scheduler and band, as fast as the machine can.

import { zipSync } from "fflate";
import type { Score, Voice } from "../score/index.ts";
import { scoreEnd, tick, voiceName, withNotes } from "../score/index.ts";
import { t } from "../words/index.ts";
import { Band } from "./band.ts";
import { secondsAt } from "./clock.ts";
import { hallOf } from "./hall.ts";
import { gainOf, type Mix, PLAIN_MIX } from "./mix.ts";
import { Scheduler } from "./scheduler.ts";
import { seconds } from "./seconds.ts";
import { soundOf } from "./sound.ts";
import { toWav } from "./wav.ts";

/** How a score is rendered. */
export interface RenderOptions {
  /** How the voices are balanced; as they are where it is left out. */
  readonly mix?: Mix;
  /** Frames a second. */
  readonly sampleRate?: number;
  /** Gives up; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Hears which share is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const SAMPLE_RATE = 44_100;
/** Room for the last note to ring out. */
const TAIL = 2.5;
/** What fits into the memory of a page. */
const LONGEST_MINUTES = 20;

/** Plays a whole score, in stereo, into memory. */
export async function renderScore(
  score: Score,
  { mix = PLAIN_MIX, sampleRate = SAMPLE_RATE, signal }: RenderOptions = {},
  end = scoreEnd(score),
): Promise<AudioBuffer> {
  const length = secondsAt(score, end) + TAIL;
  if (length > LONGEST_MINUTES * 60) {
    const minutes = { found: Math.ceil(length / 60), allowed: LONGEST_MINUTES };
    throw new Error(
      t("{found} minutes of sound found; at most {allowed} can be made into one file", minutes),
    );
  }
  const context = new OfflineAudioContext(2, Math.ceil(length * sampleRate), sampleRate);
  const band = new Band(context);
  band.setMix(mix);
  await band.tuned(score.notes.length === 0 ? [] : [...score.parts, null]);
  signal?.throwIfAborted();
  const start = seconds(0);
  const scheduler = new Scheduler(score, tick(0), start, { loop: null, hasMetronome: false });
  for (const command of scheduler.advance(score, start, seconds(length))) {
    if (command.kind !== "start") continue;
    const { note, start, end } = command.cue;
    band.play(soundOf(score, note, start, end));
  }
  const buffer = await context.startRendering();
  hallOf(context).dispose();
  signal?.throwIfAborted();
  return buffer;
}

/** A whole score as the bytes of a WAV file. */
export async function wavOf(score: Score, options: RenderOptions = {}): Promise<Uint8Array> {
  const buffer = await renderScore(score, options);
  options.onProgress?.(1);
  return toWav(channelsOf(buffer), buffer.sampleRate);
}

/** Each voice that is heard as a WAV file of its own, in a ZIP file; played together they are the piece. */
export async function stemsOf(score: Score, options: RenderOptions = {}): Promise<Uint8Array> {
  const { mix = PLAIN_MIX } = options;
  const all = [...new Set(score.notes.map(({ voice }) => voice))].sort((a, b) => a - b);
  const voices = all.filter((voice) => gainOf(mix, voice) > 0);
  if (voices.length === 0) throw new Error(t("No voice is heard: write notes, or unmute a voice"));
  const files: Record<string, Uint8Array> = {};
  for (const [index, voice] of voices.entries()) {
    const notes = score.notes.filter((note) => note.voice === voice);
    const buffer = await renderScore(withNotes(score, notes), options, scoreEnd(score));
    files[stemName(score, voice, index + 1)] = toWav(channelsOf(buffer), buffer.sampleRate);
    options.onProgress?.((index + 1) / voices.length);
  }
  // Sound is hardly made smaller by what a ZIP file can do.
  return zipSync(files, { level: 0, mtime: new Date(1980, 1, 1) });
}

function stemName(score: Score, voice: Voice, place: number): string {
  const name = voiceName(score, voice).replaceAll(/[^\p{L}\p{N} _-]+/gu, "");
  return `${String(place).padStart(2, "0")} ${name}.wav`;
}

function channelsOf(buffer: AudioBuffer): readonly Float32Array[] {
  return Array.from({ length: buffer.numberOfChannels }, (_, channel) => {
    return buffer.getChannelData(channel);
  });
}
