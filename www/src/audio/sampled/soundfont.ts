// Reads somebody's own soundfont and gives its presets the form of recorded instruments.

import type { BasicPreset, BasicSample, BasicSoundBank } from "spessasynth_core";
import { SoundBankLoader } from "spessasynth_core";
import { t } from "../../words/index.ts";
import type { Own, Player } from "./shelf.ts";
import type { Recorded, Zone } from "./zone.ts";

export { sharedShelf } from "./shelf.ts";

/** More does not fit beside a piece into the memory of a page. */
const MOST_BYTES = 200_000_000;
const FEWEST_BYTES = 64;

/** Generators of a soundfont by their numbers (SoundFont 2.04, 8.1.2). */
const GENERATOR = {
  pan: 17,
  attack: 34,
  hold: 35,
  decay: 36,
  sustain: 37,
  release: 38,
  attenuation: 48,
  coarse: 51,
  fine: 52,
  mode: 54,
  scale: 56,
  root: 58,
} as const;

/** A sample that repeats for ever, and one that repeats until the key is let go. */
const LOOPING = [1, 3];

/** Reads a file; rejects with the reason where it is no soundfont. */
export async function readSoundfont(file: File): Promise<Own> {
  checkSize(file.name, file.size);
  return soundfontOf(file.name, await file.arrayBuffer());
}

/** Fetches a file; rejects with the reason where there is none, or no soundfont. */
export async function fetchSoundfont(url: URL): Promise<Own> {
  const name = decodeURIComponent(url.pathname.split("/").at(-1) || url.href);
  const response = await fetch(url);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || type.startsWith("text/html")) {
    const found = response.ok ? type : String(response.status);
    throw new Error(t("{found} found at {url}", { found, url: url.href }));
  }
  // What is too large is not even waited for; a server that does not say is believed until too much has come.
  const length = response.headers.get("content-length");
  if (length !== null) checkSize(name, Number(length));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      break;
    }
  }
  checkSize(name, size);
  return soundfontOf(name, await new Blob(chunks).arrayBuffer());
}

function checkSize(name: string, size: number): void {
  if (size <= MOST_BYTES && size >= FEWEST_BYTES) return;
  const found = size < 1_000_000 ? `${size} B` : `${Math.round(size / 1e6)} MB`;
  throw new Error(
    t("“{name}” has {found}; soundfonts up to {allowed} MB can be read", {
      name,
      found,
      allowed: MOST_BYTES / 1e6,
    }),
  );
}

function soundfontOf(name: string, bytes: ArrayBuffer): Own {
  try {
    const bank = SoundBankLoader.fromArrayBuffer(bytes);
    if (bank.presets.length === 0) throw new Error(t("it has no instruments"));
    return ownFrom(bank, name);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Error(t("“{name}” is no soundfont (SF2, SF3 or DLS): {reason}", { name, reason }));
  }
}

function ownFrom(bank: BasicSoundBank, name: string): Own {
  const ready = new Map<BasicPreset, Recorded>();
  return {
    name,
    find: (player) => {
      const preset = presetOf(bank, player);
      if (preset === null) return null;
      const recorded = ready.get(preset) ?? recordedOf(preset);
      ready.set(preset, recorded);
      return recorded;
    },
  };
}

/** The preset of a program; another of its kind where the bank has not that one, so that a small bank plays too. */
function presetOf({ presets }: BasicSoundBank, player: Player): BasicPreset | null {
  const { program = 0, isPercussion = false } = player ?? {};
  const kind = presets.filter((preset) => preset.isDrum === isPercussion);
  const exact = kind.find((each) => each.program === program && each.bankMSB % 127 === 0);
  return exact ?? (isPercussion || presets.length === 1 ? (kind[0] ?? null) : null);
}

function recordedOf(preset: BasicPreset): Recorded {
  const kept = new Map<number, readonly Zone[]>();
  return {
    name: preset.name,
    zonesOf: (pitch, velocity) => {
      const key = 128 * pitch + velocity;
      let zones = kept.get(key);
      if (zones === undefined) {
        zones = preset.getVoiceParameters(pitch, velocity).flatMap(({ sample, generators }) => {
          const zone = zoneOf(sample, generators, pitch);
          return zone === null ? [] : [zone];
        });
        kept.set(key, zones);
      }
      return zones;
    },
  };
}

const buffers = new WeakMap<BasicSample, AudioBuffer | null>();

/** The sample as a buffer; null where it cannot be read. */
function bufferOf(sample: BasicSample): AudioBuffer | null {
  let buffer = buffers.get(sample);
  if (buffer === undefined) {
    buffer = decoded(sample);
    buffers.set(sample, buffer);
  }
  return buffer;
}

function decoded(sample: BasicSample): AudioBuffer | null {
  try {
    const samples = sample.getAudioData();
    if (samples.length === 0) return null;
    const { length } = samples;
    // What a context allows; other rates are told by the pitch.
    const sampleRate = Math.min(96_000, Math.max(8_000, sample.sampleRate));
    const buffer = new AudioBuffer({ length, sampleRate });
    buffer.copyToChannel(new Float32Array(samples), 0);
    return buffer;
  } catch {
    return null;
  }
}

function zoneOf(sample: BasicSample, generators: Int16Array, pitch: number): Zone | null {
  const buffer = bufferOf(sample);
  if (buffer === null) return null;
  const value = (name: keyof typeof GENERATOR) => generators[GENERATOR[name]] ?? 0;
  const seconds = (name: keyof typeof GENERATOR) => 2 ** (value(name) / 1200);
  const rate = buffer.sampleRate;
  const base = value("root") < 0 ? sample.originalKey : value("root");
  const cents = value("coarse") * 100 + value("fine") + sample.pitchCorrection;
  const tuned = base - cents / 100 - 12 * Math.log2(sample.sampleRate / rate);
  const isLooping = LOOPING.includes(value("mode") & 3) && sample.loopEnd > sample.loopStart + 1;
  return {
    buffer,
    // A zone may follow the keys in smaller steps than semitones.
    root: pitch - ((pitch - base) * value("scale")) / 100 + tuned - base,
    start: 0,
    length: buffer.duration,
    loop: isLooping ? [sample.loopStart / rate, sample.loopEnd / rate] : null,
    attack: seconds("attack"),
    hold: seconds("hold"),
    decay: seconds("decay"),
    sustain: 10 ** (-value("sustain") / 200),
    release: seconds("release"),
    gain: LEVEL * 10 ** ((-0.4 * value("attenuation")) / 200),
    pan: value("pan") / 500,
  };
}

/** Brings samples at full scale to about the level of the instruments of the page. */
const LEVEL = 0.5;
