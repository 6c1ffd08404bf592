// The piece in words, for who does not see it: its key and metre, how long it is, who sings, what was composed.

import { spokenPlace } from "../../roll/index.ts";
import type { Score, Voice } from "../../score/index.ts";
import {
  barCount,
  keyLabel,
  likelyKey,
  originOf,
  pitchedNotes,
  voiceName,
} from "../../score/index.ts";
import { spokenKey, spokenList, spokenVoice, t } from "../../words/index.ts";
import type { State } from "../store.ts";
import { shownDraft } from "../store.ts";

/** Whole sentences; `cursor` says where the cursor of the keyboard is. */
export function readingOf(state: State, cursor: string): string {
  const draft = shownDraft(state);
  const { score, sections } = draft;
  const written = (origin: "generated" | "edited"): number =>
    score.notes.filter(({ id }) => originOf(draft, id) === origin).length;
  const [composed, edited] = [written("generated"), written("edited")];
  const selected = state.selection.size;
  const locked = score.notes.filter(({ id }) => draft.locked.has(id)).length;
  const sentences = [
    score.title === "" ? t("Untitled") : score.title,
    headerOf(score),
    lengthOf(score),
    ...voicesOf(score),
    composed === 0 ? "" : t("Composed: {notes}", { notes: notesOf(composed) }),
    edited === 0 ? "" : t("Composed, then edited: {notes}", { notes: notesOf(edited) }),
    locked === 0 ? "" : t("Locked: {notes}", { notes: notesOf(locked) }),
    score.chords.length === 0 ? "" : t("Chord symbols: {count}", { count: score.chords.length }),
    sections.length === 0
      ? ""
      : t("Sections: {names}", { names: spokenList(sections.map(({ name }) => t(name))) }),
    selected === 0 ? "" : t("Selected: {notes}", { notes: notesOf(selected) }),
    t("Cursor: {place}", { place: cursor }),
    t("Playhead: {place}", { place: spokenPlace(score, state.position) }),
  ];
  return sentences
    .filter((sentence) => sentence !== "")
    .map((sentence) => t("{sentence}.", { sentence }))
    .join(" ");
}

/** "G major, metre 3/4, 96 quarter notes a minute". */
function headerOf(score: Score): string {
  const likely = score.key === null ? likelyKey(pitchedNotes(score)) : null;
  const guess = likely === null ? "" : t("probably {key}", { key: spokenKey(keyLabel(likely)) });
  const key = score.key === null ? guess : spokenKey(score.key.replace("#", "♯"));
  const metres = score.timeSignatures.map(({ beats, beatUnit }) => `${beats}/${beatUnit}`);
  const metre = t("metre {metre}", { metre: spokenList([...new Set(metres)]) });
  const tempo = t("{tempo} quarter notes a minute", { tempo: score.tempo });
  const tempi = [score.tempo, ...score.tempoChanges.map((change) => change.tempo)].map(Math.round);
  const count = score.tempoChanges.length;
  const limits = { count, least: Math.min(...tempi), most: Math.max(...tempi) };
  const changes =
    count === 0
      ? ""
      : t(
          "{count} tempo changes, {least} to {most} bpm",
          limits,
          "{count} tempo change, {least} to {most} bpm",
        );
  return [key, metre, tempo, changes].filter((part) => part !== "").join(", ");
}

function lengthOf(score: Score): string {
  const count = barCount(score);
  if (count === 0) return t("no notes yet");
  return `${t("{count} bars", { count }, "{count} bar")}, ${notesOf(score.notes.length)}`;
}

/** Each voice that has notes, from the top. */
function voicesOf(score: Score): readonly string[] {
  const counts = new Map<Voice, number>();
  for (const { voice } of score.notes) counts.set(voice, (counts.get(voice) ?? 0) + 1);
  if (counts.size < 2)
    return [...counts.keys()].map((voice) => spokenVoice(voiceName(score, voice)));
  const voices = [...counts].sort(([a], [b]) => a - b);
  const said = voices.map(([voice, count]) =>
    t("{voice}: {notes}", { voice: spokenVoice(voiceName(score, voice)), notes: notesOf(count) }),
  );
  return [said.join(", ")];
}

function notesOf(count: number): string {
  return t("{count} notes", { count }, "one note");
}
