// A small card on the paper: why the selected note is as it is, or how to read the heat.

import type { Account, Note, Score } from "../score/index.ts";
import { likelyKey, noteName, parseKey, pitch, pitchedNotes, voiceName } from "../score/index.ts";
import type { Desk } from "./desk.ts";
import { make, setText } from "./dom.ts";
import type { State } from "./store.ts";

/** The constraints as the panel calls them, where the engine has shorter names. */
const MOVERS: Readonly<Record<string, string>> = {
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

export function buildNoteCard({ store, signal }: Desk): HTMLElement {
  const title = make("strong", {});
  const lines = [0, 1, 2].map(() => make("span", { class: "card-line" }));
  const card = make(
    "div",
    { class: "note-card", part: "note-card", role: "note", "aria-label": "Why this note" },
    title,
    ...lines,
  );
  store.onChange((state, before) => {
    const isSame =
      state.selection === before.selection &&
      state.history === before.history &&
      state.answering === before.answering &&
      state.isHeatShown === before.isHeatShown;
    if (isSame && state !== before) return;
    const words = cardOf(state);
    card.hidden = words === null;
    if (words === null) return;
    const [head = "", ...rest] = words;
    setText(title, head);
    for (const [index, line] of lines.entries()) setText(line, rest[index] ?? "");
  }, signal);
  return card;
}

/** What the card says, its title first; null for nothing. */
export function cardOf(state: State): readonly string[] | null {
  const { selection, history, answering, isHeatShown } = state;
  const { score, accounts } = history.present;
  if (answering !== null) return null;
  const [id] = selection;
  const account = id === undefined || selection.size > 1 ? undefined : accounts.get(id);
  const note = score.notes.find((each) => each.id === id);
  if (account !== undefined && note !== undefined) return whyOf(score, note, account);
  if (!isHeatShown) return null;
  return accounts.size === 0
    ? ["How likely", "Nothing here was explained yet: ask for an answer."]
    : ["How likely", "Full notes were certain, empty ones bold. Select one to see why."];
}

function whyOf(score: Score, note: Note, account: Account): readonly string[] {
  const key = score.key === null ? likelyKey(pitchedNotes(score)) : parseKey(score.key);
  const name = (midi: number | null) =>
    midi === null ? "silence" : noteName(score, note.voice, pitch(midi), key);
  const beaten = account.alternatives.map(
    (other) => `${name(other.pitch)} ${percent(other.probability)}`,
  );
  const role = account.role === null ? "" : `, ${account.role}`;
  const likely = `${percent(account.probability)} likely${role}`;
  const others = beaten.length === 0 ? "" : `Beat ${beaten.join(", ")}`;
  const moved = account.movedBy.map((mover) => MOVERS[mover] ?? mover);
  const why = moved.length === 0 ? "" : `Moved by ${moved.join(" and ")}`;
  const voice = voiceName(score, note.voice);
  return [`${name(note.pitch)}, ${voice}`, likely, others, why].filter(
    (line, index) => index === 0 || line !== "",
  );
}

function percent(share: number): string {
  const whole = Math.round(100 * share);
  if (whole === 0) return "under 1 %";
  return whole === 100 && share < 1 ? "over 99 %" : `${whole} %`;
}
