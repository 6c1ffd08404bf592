// What the card on the paper says of a note: why it is as it is.

import type { Account, Note, Score } from "../score/index.ts";
import { likelyKey, noteName, parseKey, pitch, pitchedNotes, voiceName } from "../score/index.ts";
import { spokenList, spokenPitch, spokenVoice, t } from "../words/index.ts";
import type { State } from "./store.ts";

/** The constraints as the panel calls them, where the engine has shorter names. */
export const MOVERS: Readonly<Record<string, string>> = {
  scale: "the scale",
  range: "the range of the voice",
  chords: "the chords",
  leap: "the largest leap",
  density: "the notes a bar",
  start: "the first note",
  end: "the last note",
  key: "the key",
  rhythm: "the locked rhythm",
  pitch: "the locked pitch",
};

/** What the card says, its title first; null for nothing. */
export function cardOf(state: State): readonly string[] | null {
  const { selection, history, answering, isHeatShown, settings } = state;
  const { score, accounts, origins } = history.present;
  if (answering !== null) return null;
  const [id] = selection;
  const account = id === undefined || selection.size > 1 ? undefined : accounts.get(id);
  const note = score.notes.find((each) => each.id === id);
  if (account !== undefined && note !== undefined) return whyOf(score, note, account);
  // Who has never had notes explained learns that they can be.
  const isNew = accounts.size === 0 && !settings.isExplained && selection.size === 1;
  if (isNew && note !== undefined && origins.has(note.id)) {
    return [
      nameOf(score, note),
      t("Written by the composer"),
      t("“Explain new notes” in the panel tells why"),
    ];
  }
  if (!isHeatShown) return null;
  return accounts.size === 0
    ? [t("How likely"), t("Nothing here was explained yet: new answers are, from now on.")]
    : [t("How likely"), t("Full notes were certain, empty ones bold. Select one to see why.")];
}

/** "F♯4, Alto". */
function nameOf(score: Score, { voice, pitch: at }: Note): string {
  const key = score.key === null ? likelyKey(pitchedNotes(score)) : parseKey(score.key);
  const name = spokenPitch(noteName(score, voice, at, key));
  return `${name}, ${spokenVoice(voiceName(score, voice))}`;
}

function whyOf(score: Score, note: Note, account: Account): readonly string[] {
  const key = score.key === null ? likelyKey(pitchedNotes(score)) : parseKey(score.key);
  const name = (midi: number | null) =>
    midi === null ? t("silence") : spokenPitch(noteName(score, note.voice, pitch(midi), key));
  const beaten = account.alternatives.map(
    (other) => `${name(other.pitch)} ${percent(other.probability)}`,
  );
  const role = account.role === null ? "" : `, ${t(account.role)}`;
  const likely = `${t("{percent} likely", { percent: percent(account.probability) })}${role}`;
  const others = beaten.length === 0 ? "" : t("Beat {others}", { others: beaten.join(", ") });
  const moved = account.movedBy.map((mover) => t(MOVERS[mover] ?? mover));
  const why = moved.length === 0 ? "" : t("Moved by {movers}", { movers: spokenList(moved) });
  return [nameOf(score, note), likely, others, why].filter(
    (line, index) => index === 0 || line !== "",
  );
}

function percent(share: number): string {
  const whole = Math.round(100 * share);
  if (whole === 0) return t("under 1 %");
  return whole === 100 && share < 1 ? t("over 99 %") : `${whole} %`;
}
