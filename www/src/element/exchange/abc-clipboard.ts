// Music on the system's clipboard, as text in ABC: what was copied here goes out, what was copied elsewhere comes in.

import type { Note, Passage, Score } from "../../score/index.ts";
import {
  gridBefore,
  noteEnd,
  pitchedNotes,
  scoreFrom,
  span,
  tempiShifted,
  tick,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { copiedPassage } from "../clipboard.ts";
import { gridTicks, insert } from "../editing.ts";
import type { ExchangeActors } from "./exchange.ts";
import { isAbc, readMusic } from "./read-music.ts";

/** Longer texts are no single tune. */
const MAX_TEXT = 500_000;

/** What this page itself has put there last: pasted, it is the passage again, which knows more than its text. */
let written: { readonly text: string; readonly passage: Passage } | null = null;

/** Puts the passage that was copied last on the system's clipboard, where the browser lets it. */
export function copyAbc({ desk, client }: ExchangeActors): void {
  const passage = copiedPassage();
  if (passage === null || typeof ClipboardItem === "undefined") return;
  const { score } = desk.store.draft;
  const text = client.studio
    .writeScore(scoreOf(score, passage), "abc", desk.signal)
    .then((bytes) => {
      const abc = new TextDecoder().decode(bytes);
      written = { text: abc.trim(), passage };
      return new Blob([abc], { type: "text/plain" });
    });
  // The item takes a promise, since the right to write lasts only as long as the key is fresh.
  // Where it may not be written, the page's own clipboard still has the passage.
  navigator.clipboard?.write([new ClipboardItem({ "text/plain": text })]).catch(() => {});
  text.catch(() => {});
}

/** Puts a pasted tune in at the playhead; false where the page's own clipboard shall be asked. */
export async function pasteText(actors: ExchangeActors, text: string): Promise<boolean> {
  const { store, signal } = actors.desk;
  if (isOwn(text) && copiedPassage() === written?.passage) return false;
  if (!isTune(text)) {
    if (copiedPassage() !== null) return false;
    const said = t(
      "The clipboard holds no music: a tune in ABC, or a link to a piece, can be pasted.",
    );
    store.update({ message: { kind: "remark", text: said } });
    return true;
  }
  const bytes = new TextEncoder().encode(text);
  const { score } = await readMusic(actors.client, bytes, "clipboard.abc");
  if (signal.aborted) return true;
  const { state, draft } = store;
  const notes = sungBy(scoreFrom(score).notes, state.voice);
  const start = gridBefore(draft.score, state.position, gridTicks(state));
  insert(store, t("Paste a tune"), { notes, bars: null, chords: [], tempi: [] }, start);
  return true;
}

/** Whether a text is music of others, and no longer than a tune may be. */
export function isTune(text: string): boolean {
  return text.length <= MAX_TEXT && isAbc(text);
}

/** Whether the page itself has put a text on the clipboard. */
export function isOwn(text: string): boolean {
  return text.trim() === written?.text;
}

/** A lone voice goes to the voice that is written now. */
function sungBy(notes: readonly Note[], voice: Note["voice"]): readonly Note[] {
  const isAlone = new Set(notes.map((note) => note.voice)).size === 1;
  return isAlone ? notes.map((note) => ({ ...note, voice })) : notes;
}

/** A passage as a piece of its own, from its first bar on; ABC has no drums. */
function scoreOf(score: Score, { notes, chords }: Passage): Score {
  const start = Math.min(...notes.map((note) => note.onset));
  const end = Math.max(...notes.map(noteEnd));
  const moved = (at: number) => tick(at - start);
  const signature = score.timeSignatures.findLast((each) => each.tick <= start);
  const whole: Score = {
    ...score,
    timeSignatures:
      signature === undefined ? score.timeSignatures : [{ ...signature, tick: tick(0) }],
    pickup: start === 0 ? score.pickup : span(tick(0), tick(0)),
    phraseEnds: score.phraseEnds.filter((at) => at >= start && at < end).map(moved),
    chords: chords.map((change) => ({ ...change, tick: moved(change.tick) })),
    ...tempiShifted(
      { ...score, tempoChanges: score.tempoChanges.filter((each) => each.tick < end) },
      -start,
    ),
    notes: notes.map((note) => ({ ...note, onset: moved(note.onset) })),
  };
  return { ...whole, notes: pitchedNotes(whole) };
}
