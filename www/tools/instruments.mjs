// Makes www/public/instruments out of a General MIDI soundfont: of each instrument the samples that are
// needed, in mono, one Ogg file with Opus for each, and an index that says where in it each sample lies.
//
//   apt install fluid-soundfont-gm opus-tools
//   node www/tools/instruments.mjs [soundfont] [name ...]
//
// The files that stand there were made from FluidR3_GM.sf2 (MIT, see NOTICES.md).

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SoundBankLoader } from "spessasynth_core";
import { filtered, looped, resampled, trimmed } from "./samples.mjs";

const OUTPUT = fileURLToPath(new URL("../public/instruments/", import.meta.url));
const [soundfont = "/usr/share/sounds/sf2/FluidR3_GM.sf2", ...wanted] = process.argv.slice(2);

/** What Opus decodes to. */
const RATE = 48_000;
/** Silence before each sample, so that the codec lets none leak into the next. */
const GAP = 0.05;
/** Loudest tenth of a second of a note, so that instruments stand at one level. */
const LEVEL = 0.16;

/** Name, programs that it plays, the program that is sampled, lowest and highest key, semitones between samples. */
const INSTRUMENTS = [
  ["piano", [0, 1, 2, 3], 0, 24, 102, 4, 40],
  ["electric-piano", [4, 5], 4, 36, 96, 5],
  ["harpsichord", [6, 7, 15], 6, 36, 88, 5],
  ["celesta", [8, 9, 14], 8, 60, 104, 6],
  ["music-box", [10], 10, 60, 100, 6],
  ["vibraphone", [11], 11, 48, 92, 5],
  ["marimba", [12, 13], 12, 45, 92, 5],
  ["organ", [19, 20], 19, 33, 96, 7],
  ["accordion", [21, 22, 23], 21, 45, 93, 7],
  ["guitar", [24], 24, 38, 86, 4],
  ["steel-guitar", [25, 26], 25, 38, 86, 4],
  ["electric-guitar", [27, 28], 27, 38, 88, 4],
  ["overdriven-guitar", [29, 30, 31], 29, 40, 85, 9],
  ["double-bass", [32], 32, 26, 62, 4],
  ["electric-bass", [33, 34, 35, 36, 37], 33, 24, 62, 4],
  ["synth-bass", [38, 39], 38, 24, 62, 8],
  ["violin", [40, 110], 40, 55, 100, 4],
  ["viola", [41], 41, 48, 88, 5],
  ["cello", [42, 43], 42, 33, 81, 4],
  ["harp", [45, 46], 46, 28, 100, 6],
  ["strings", [44, 48, 49, 50, 51], 48, 33, 98, 4],
  ["choir", [52, 53, 54, 85, 91], 52, 36, 86, 3],
  ["trumpet", [56, 59], 56, 52, 88, 4],
  ["trombone", [57, 58], 57, 34, 76, 4],
  ["horn", [60], 60, 40, 81, 7],
  ["brass", [61, 62, 63], 61, 38, 88, 7],
  ["saxophone", [64, 65, 66, 67], 65, 46, 86, 5],
  ["oboe", [68, 69, 111], 68, 57, 93, 5],
  ["bassoon", [70], 70, 34, 76, 5],
  ["clarinet", [71], 71, 48, 93, 5],
  ["flute", [72, 73, 74, 75, 76, 77, 78, 79], 73, 58, 98, 4],
];
/** The pitches of General MIDI's drums. */
const DRUMS = Array.from({ length: 47 }, (_, index) => 35 + index);
/** Of one voice at 48 kHz: beyond doubt for what is held and soft, and hardly to be told from the original. */
const KILOBITS = 34;

/** Generators of a soundfont by their numbers (SoundFont 2.04, 8.1.2). */
const GENERATOR = {
  filter: 8,
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
};

const bytes = readFileSync(soundfont);
const bank = SoundBankLoader.fromArrayBuffer(
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
);
const INDEX = `${OUTPUT}index.json`;
const index = wanted.length > 0 ? JSON.parse(readFileSync(INDEX, "utf8")) : { instruments: [] };
for (const [name, programs, program, lowest, highest, step, kilobits = KILOBITS] of INSTRUMENTS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const keys = [];
  for (let key = lowest; key <= highest; key += step) keys.push(key);
  make({ name, programs, isKit: false }, presetOf(program, false), keys, kilobits);
}
if (wanted.length === 0 || wanted.includes("kit")) {
  make({ name: "kit", programs: [], isKit: true }, presetOf(0, true), DRUMS, KILOBITS);
}
writeFileSync(INDEX, `${JSON.stringify(index)}\n`);

function presetOf(program, isKit) {
  const preset = bank.presets.find(
    (each) =>
      each.program === program && each.isGMGSDrum === isKit && (isKit || each.bankMSB === 0),
  );
  if (preset === undefined) throw new Error(`${soundfont} has no program ${program}`);
  return preset;
}

/** Writes the file of one instrument and its entry. */
function make(entry, preset, keys, kilobits) {
  const pieces = [];
  const zones = [];
  const seen = new Map();
  let at = 0;
  for (const key of keys) {
    const voice = preset.getVoiceParameters(key, 100)[0];
    if (voice === undefined) continue;
    const known = seen.get(voice.sample);
    if (known !== undefined) {
      // A drum that borrows another's skin has its own pitch.
      if (entry.isKit)
        zones.push({ ...known, key, root: rootOf(voice, key), ...envelopeOf(voice) });
      continue;
    }
    const { samples, loop } = sampleOf(voice, entry.isKit);
    at += GAP;
    const zone = {
      key,
      root: rootOf(voice, key),
      start: round(at),
      length: round(samples.length / RATE),
      ...(loop === null ? {} : { loop: loop.map((frame) => round(at + frame / RATE)) }),
      ...envelopeOf(voice),
    };
    pieces.push(new Float32Array(GAP * RATE), samples);
    at += samples.length / RATE;
    zones.push(zone);
    seen.set(voice.sample, zone);
  }
  const loudness = loudest(pieces[1 + 2 * Math.floor(zones.length / 2)] ?? new Float32Array(1));
  const file = encode(entry.name, pieces, kilobits);
  const version = createHash("sha256").update(file).digest("hex").slice(0, 8);
  const gain = entry.isKit ? 1 : round(LEVEL / loudness);
  const others = index.instruments.filter(({ name }) => name !== entry.name);
  index.instruments = [...others, { ...entry, version, bytes: file.length, gain, zones }];
  console.log(entry.name, `${zones.length} samples, ${at.toFixed(1)} s, ${file.length} bytes`);
}

/** The samples of a voice at the rate of Opus, and the frames between which they are repeated. */
function sampleOf({ sample, generators }, isKit) {
  const isLooping = (generators[GENERATOR.mode] & 1) === 1 && !isKit;
  const cutoff = 8.176 * 2 ** (generators[GENERATOR.filter] / 1200);
  const plain = filtered(sample.getAudioData(), cutoff, sample.sampleRate);
  const { samples, loop } = isLooping
    ? looped(plain, sample.loopStart, sample.loopEnd, sample.sampleRate)
    : { samples: plain, loop: null };
  const scale = RATE / sample.sampleRate;
  const heard = resampled(samples, scale);
  return trimmed(heard, loop === null ? null : loop.map((frame) => frame * scale), RATE);
}

/** The pitch at which a sample sounds as it is, cents and all; some drums sound alike on every key. */
function rootOf({ sample, generators }, key) {
  const root = generators[GENERATOR.root] < 0 ? sample.originalKey : generators[GENERATOR.root];
  const cents = generators[GENERATOR.coarse] * 100 + generators[GENERATOR.fine];
  const tuned = root - (cents + sample.pitchCorrection) / 100;
  return round(key - ((key - root) * generators[GENERATOR.scale]) / 100 + tuned - root);
}

/** Seconds, and levels as gains; an attenuation counts as its inventors played it, at two fifths. */
function envelopeOf({ generators }) {
  const seconds = (name) => round(2 ** (generators[GENERATOR[name]] / 1200));
  return {
    attack: seconds("attack"),
    hold: seconds("hold"),
    decay: seconds("decay"),
    sustain: round(10 ** (-generators[GENERATOR.sustain] / 200)),
    release: seconds("release"),
    gain: round(10 ** ((-0.4 * generators[GENERATOR.attenuation]) / 200)),
  };
}

function loudest(samples) {
  const frame = RATE / 10;
  let most = 1e-6;
  for (let from = 0; from + frame <= samples.length; from += frame / 2) {
    const square = samples.slice(from, from + frame).reduce((sum, x) => sum + x * x, 0);
    most = Math.max(most, Math.sqrt(square / frame));
  }
  return most;
}

function encode(name, pieces, kilobits) {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-"));
  const raw = join(folder, "raw");
  const target = join(OUTPUT, `${name}.ogg`);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const view = new DataView(new ArrayBuffer(2 * length));
  let at = 0;
  for (const piece of pieces) {
    for (const sample of piece) {
      view.setInt16(at, Math.round(32_767 * Math.min(1, Math.max(-1, sample))), true);
      at += 2;
    }
  }
  writeFileSync(raw, Buffer.from(view.buffer));
  const format = ["--raw", "--raw-rate", String(RATE), "--raw-chan", "1"];
  const quality = ["--bitrate", String(kilobits), "--music", "--comp", "10", "--framesize", "20"];
  const serial = ["--serial", "1", "--discard-comments", "--quiet"];
  execFileSync("opusenc", [...format, ...quality, ...serial, raw, target]);
  rmSync(folder, { recursive: true });
  return readFileSync(target);
}

function round(value) {
  return Math.round(value * 1e6) / 1e6;
}
