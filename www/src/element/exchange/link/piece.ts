// A piece as bytes and back: its header, then each voice as columns of small differences, which deflate well.

import type { Receipt } from "../../../composer/index.ts";
import type {
  Draft,
  Note,
  NoteId,
  Origin,
  PlainNote,
  PlainTempoChange,
  Score,
  Voice,
} from "../../../score/index.ts";
import {
  compareNotes,
  draftOf,
  MAX_NOTES,
  MAX_TICK,
  noteId,
  originOf,
  scoreFrom,
  tick,
} from "../../../score/index.ts";
import { t } from "../../../words/index.ts";
import { damaged, type Reader, Writer } from "./bytes.ts";

/** What is shared. */
export interface SharedPiece {
  readonly draft: Draft;
  /** The style of its answers; null where none is known. */
  readonly style: string | null;
  /** Where its last answer came from; null for none, or where nobody is to know. */
  readonly receipt: Receipt | null;
}

const ORIGINS: readonly Origin[] = ["given", "generated", "edited"];

/** Bytes of a title, a name, a chord; how many parts, signs and sections a piece may have. */
const MOST = { title: 2000, name: 200, parts: 64, voices: 256, signs: 20_000 };

export function bytesOfPiece({ draft, style, receipt }: SharedPiece): Uint8Array {
  const writer = new Writer();
  const { score } = draft;
  const grid = gridOf(score.notes);
  writer.text(score.title);
  writer.text(score.key ?? "");
  writer.text(style ?? "");
  writeReceipt(writer, receipt);
  writer.real(score.tempo);
  writer.count(score.pickup);
  writer.count(grid);
  writeSigns(writer, score);
  writer.count(score.parts.length);
  for (const { name, program, isPercussion, voices } of score.parts) {
    writer.text(name);
    writer.count(2 * program + (isPercussion ? 1 : 0));
    writer.count(voices.length);
    for (const voice of voices) writer.count(voice);
  }
  writer.count(draft.sections.length);
  for (const { name, start, end } of draft.sections) {
    writer.text(name);
    writer.count(start);
    writer.count(end - start);
  }
  const voices = [...new Set(score.notes.map(({ voice }) => voice))].sort((a, b) => a - b);
  writer.count(voices.length);
  for (const voice of voices) writeVoice(writer, draft, voice, grid);
  // Pieces of one tempo are as long as before there were others.
  if (score.tempoChanges.length > 0) writeTempi(writer, score.tempoChanges);
  return writer.bytes;
}

export function pieceFromBytes(reader: Reader): SharedPiece {
  const title = reader.text(MOST.title);
  const key = reader.text(MOST.name);
  const style = reader.text(MOST.name);
  const receipt = readReceipt(reader);
  const tempo = reader.real();
  const pickup = reader.count(MAX_TICK);
  const grid = reader.count(MAX_TICK);
  const signs = readSigns(reader);
  const parts = times(reader, MOST.parts, () => {
    const name = reader.text(MOST.name);
    const sound = reader.count(255);
    const voices = times(reader, MOST.voices, () => reader.count(255));
    return { name, program: sound >> 1, isPercussion: sound % 2 === 1, voices };
  });
  const sections = times(reader, MOST.signs, () => {
    const name = reader.text(MOST.name);
    const start = reader.count(MAX_TICK);
    return { name, start: tick(start), end: tick(start + reader.count(MAX_TICK)) };
  });
  const notes: PlainNote[] = [];
  const origins = new Map<NoteId, Exclude<Origin, "given">>();
  times(reader, MOST.voices, () => readVoice(reader, grid, notes, origins));
  const tempoChanges = reader.isAtEnd ? [] : readTempi(reader);
  if (!reader.isAtEnd) damaged(t("more than a piece"));
  const header = { title, key: key === "" ? null : key, tempo, tempoChanges, pickup };
  const plain = { ...header, parts, ...signs, notes };
  const draft = draftOf(scoreFrom(plain), sections);
  return {
    draft: { ...draft, origins },
    style: style === "" ? null : style,
    receipt,
  };
}

function writeReceipt(writer: Writer, receipt: Receipt | null): void {
  writer.count(receipt === null ? 0 : 1);
  if (receipt === null) return;
  const { act, style, key, device, engine, modelVersion, rngSeed, tokens } = receipt;
  for (const text of [act, style, key ?? "", device, engine, modelVersion]) writer.text(text);
  writer.count(rngSeed);
  writer.count(tokens);
}

function readReceipt(reader: Reader): Receipt | null {
  if (reader.count(1) === 0) return null;
  const text = (): string => reader.text(MOST.name);
  const [act, style, key, device, engine, modelVersion] = [
    text(),
    text(),
    text(),
    text(),
    text(),
    text(),
  ];
  const [rngSeed, tokens] = [reader.count(2 ** 32), reader.count(2 ** 32)];
  return {
    act,
    style,
    key: key === "" ? null : key,
    device,
    engine,
    modelVersion,
    rngSeed,
    tokens,
  };
}

function writeSigns(writer: Writer, { timeSignatures, phraseEnds, chords }: Score): void {
  writer.count(timeSignatures.length);
  for (const { tick, beats, beatUnit } of timeSignatures) {
    writer.count(tick);
    writer.count(beats);
    writer.count(beatUnit);
  }
  writer.count(phraseEnds.length);
  deltas(phraseEnds).forEach((delta) => void writer.signed(delta));
  writer.count(chords.length);
  deltas(chords.map((change) => change.tick)).forEach((delta) => void writer.signed(delta));
  for (const { chord } of chords) writer.text(chord ?? "");
}

function readSigns(reader: Reader) {
  const timeSignatures = times(reader, MOST.signs, () => ({
    tick: reader.count(MAX_TICK),
    beats: reader.count(64),
    beatUnit: reader.count(32),
  }));
  const phraseEnds = summed(times(reader, MOST.signs, () => reader.signed(MAX_TICK)));
  const ticks = summed(times(reader, MOST.signs, () => reader.signed(MAX_TICK)));
  const chords = ticks.map((tick) => {
    const chord = reader.text(MOST.name);
    return { tick, chord: chord === "" ? null : chord };
  });
  return { timeSignatures, phraseEnds, chords };
}

function writeTempi(writer: Writer, changes: Score["tempoChanges"]): void {
  writer.count(changes.length);
  for (const delta of deltas(changes.map((change) => change.tick))) writer.count(delta);
  for (const { tempo } of changes) writer.real(tempo);
}

function readTempi(reader: Reader): readonly PlainTempoChange[] {
  const ticks = summed(times(reader, MOST.signs, () => reader.count(MAX_TICK)));
  if (ticks.length === 0) damaged(t("more than a piece"));
  return ticks.map((tick) => ({ tick, tempo: reader.real() }));
}

/** One voice: how far each note begins from the end of the one before, how long, high and loud it is, and whose. */
function writeVoice(writer: Writer, draft: Draft, voice: Voice, grid: number): void {
  const notes = draft.score.notes.filter((note) => note.voice === voice);
  writer.count(voice);
  writer.count(notes.length);
  let end = 0;
  for (const { onset, duration } of notes) {
    writer.signed((onset - end) / grid);
    end = onset + duration;
  }
  for (const { duration } of notes) writer.count(duration / grid);
  deltas(notes.map(({ pitch }) => pitch)).forEach((delta) => void writer.signed(delta));
  deltas(notes.map(({ velocity }) => velocity)).forEach((delta) => void writer.signed(delta));
  for (const { id } of notes) writer.count(ORIGINS.indexOf(originOf(draft, id)));
}

function readVoice(
  reader: Reader,
  grid: number,
  notes: PlainNote[],
  origins: Map<NoteId, Exclude<Origin, "given">>,
): void {
  const voice = reader.count(255);
  const length = reader.count(MAX_NOTES - notes.length);
  const column = (read: () => number): readonly number[] => Array.from({ length }, read);
  const gaps = column(() => reader.signed(MAX_TICK));
  const durations = column(() => reader.count(MAX_TICK));
  const pitches = summed(column(() => reader.signed(127)));
  const velocities = summed(column(() => reader.signed(127)));
  const written = column(() => reader.count(ORIGINS.length - 1));
  let end = 0;
  for (let index = 0; index < length; index++) {
    const onset = end + grid * (gaps[index] ?? 0);
    const duration = grid * (durations[index] ?? 0);
    end = onset + duration;
    const note = {
      id: notes.length + 1,
      voice,
      onset,
      duration,
      pitch: pitches[index] ?? 0,
      velocity: velocities[index] ?? 0,
    };
    check(note);
    notes.push(note);
    const origin = ORIGINS[written[index] ?? 0];
    if (origin !== undefined && origin !== "given") origins.set(noteId(note.id), origin);
  }
}

function check({ onset, duration, pitch, velocity }: PlainNote): void {
  const isInTime = onset >= 0 && duration >= 1 && onset + duration <= MAX_TICK;
  if (!isInTime) damaged(t("a note from {onset} for {duration}", { onset, duration }));
  if (pitch < 0 || pitch > 127) damaged(t("pitch {pitch}, 0 to 127 allowed", { pitch }));
  if (velocity < 1 || velocity > 127)
    damaged(t("loudness {loudness}, 1 to 127 allowed", { loudness: velocity }));
}

/** The coarsest grid that all beginnings and ends lie on, in ticks. */
function gridOf(notes: readonly Note[]): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  const grid = [...notes]
    .sort(compareNotes)
    .reduce((grid, { onset, duration }) => common(common(onset, duration), grid), 0);
  return Math.max(1, grid);
}

function deltas(values: readonly number[]): readonly number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

function summed(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function times<Item>(reader: Reader, most: number, read: () => Item): readonly Item[] {
  return Array.from({ length: reader.count(most) }, read);
}
