// From what is shown to what is asked: builds the request of each act, or says what it needs first.

import type { Order } from "../composer/index.ts";
import { partsWith, styleOf } from "../composer/index.ts";
import type { Draft, Note, Part, Score, Selection, TickRange, Voice } from "../score/index.ts";
import {
  DRUMS,
  isPercussion,
  lastBarEnd,
  noteEnd,
  notesWith,
  rangeOf,
  tick,
} from "../score/index.ts";
import type { State } from "./store.ts";

/** A request, and where on the roll its answer will stand. */
export interface Question {
  readonly order: Order;
  readonly start: TickRange["start"];
  readonly replaced: Selection;
  /** What plays the answer. */
  readonly parts: readonly Part[];
}

/** A request, or the sentence that says what is missing. */
export type Asked =
  | { readonly kind: "ready"; readonly question: Question }
  | { readonly kind: "needs"; readonly text: string };

/** Of the words that may come next, the composer looks at those that make up this share. */
const TOP_P = 0.97;

const NO_VOICES: Asked = {
  kind: "needs",
  text: "No voice may be written: allow at least one in the Composer panel.",
};

/** What Seed asks: a new piece in the key that is set; metre and tempo too, if somebody chose them. */
export function seedQuestion({ history, settings }: State): Asked {
  const { score } = history.present;
  if (settings.voices.length === 0) return NO_VOICES;
  const style = styleOf(settings.style);
  const [signature = style.timeSignature] = score.timeSignatures;
  const { beats, beatUnit } = settings.isHeaderChosen ? signature : style.timeSignature;
  const request = {
    ...common(settings),
    key: score.key,
    timeSignature: { beats, beatUnit },
    bars: settings.bars,
    tempo: settings.isHeaderChosen ? score.tempo : style.tempo,
    voices: settings.voices,
  };
  const replaced = new Set(score.notes.map((note) => note.id));
  return ready({ act: "seed", request }, tick(0), replaced, style.parts);
}

/** What Continue asks: more bars in the voices that the piece has. */
export function continueQuestion({ history, settings }: State): Asked {
  const { score, locked } = history.present;
  if (score.notes.length === 0) {
    return needs("Continue needs some notes to go on from: draw a few, or press Seed.");
  }
  if (settings.voices.length === 0) return NO_VOICES;
  const written = new Set(score.notes.map((note) => writtenAs(score, note)));
  const present = settings.voices.filter((voice) => written.has(voice));
  const voices = present.length > 0 ? present : settings.voices;
  const played = playing(score, settings, voices);
  const request = {
    ...common(settings),
    score: played,
    bars: settings.bars,
    voices,
    locked: [...locked],
  };
  return ready({ act: "continue", request }, lastBarEnd(score), new Set(), played.parts);
}

/** What Harmonize asks: every voice afresh in which the person has written nothing. */
export function harmonizeQuestion({ history, settings }: State): Asked {
  const draft = history.present;
  const { score } = draft;
  if (score.notes.length === 0) {
    return needs("Harmonize needs a melody: draw one, or press Seed.");
  }
  if (settings.voices.length === 0) return NO_VOICES;
  const kept = keptVoices(draft);
  const voices = settings.voices.filter((voice) => !kept.has(voice));
  const { name, hasChords } = styleOf(settings.style);
  if (voices.length === 0 && settings.voices.length === 1 && !hasChords) {
    return needs(`${name} is written for one voice: choose another style to harmonize yours.`);
  }
  if (voices.length === 0 && !hasChords) {
    return needs(
      "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.",
    );
  }
  const played = playing(score, settings, voices);
  const request = { ...common(settings), score: played, voices, locked: [...draft.locked] };
  const replaced = score.notes.filter(isWritten(score, voices));
  const ids = new Set(replaced.map((note) => note.id));
  return ready({ act: "harmonize", request }, tick(0), ids, played.parts);
}

/** What Fill asks: the marked stretch, else the selected notes, else the loop, afresh. */
export function infillQuestion(state: State): Asked {
  const { history, selection, region, loop, settings } = state;
  const { score, locked } = history.present;
  const chosen = notesWith(score, selection);
  const range = region ?? rangeOf(chosen) ?? loop;
  if (range === null) {
    return needs("Fill needs a place: select notes, or drag over the bar numbers to mark bars.");
  }
  const wanted = chosen.length > 0 ? chosen : score.notes;
  const written = new Set(wanted.map((note) => writtenAs(score, note)));
  const present = settings.voices.filter((voice) => written.has(voice));
  const voices = present.length > 0 ? present : settings.voices;
  if (voices.length === 0) return NO_VOICES;
  const played = playing(score, settings, voices);
  const request = {
    ...common(settings),
    score: played,
    region: { start: range.start, end: range.end, voices },
    locked: [...locked],
  };
  const replaced = score.notes
    .filter(isWritten(score, voices))
    .filter((note) => note.onset < range.end && noteEnd(note) > range.start);
  const ids = new Set(replaced.map((note) => note.id));
  return ready({ act: "infill", request }, range.start, ids, played.parts);
}

/** Voices in which something is the person's own: given, edited or locked. */
function keptVoices({ score, origins, locked }: Draft): ReadonlySet<Voice> {
  const kept = new Set<Voice>();
  for (const note of score.notes) {
    const voice = writtenAs(score, note);
    if (voice === null) continue;
    if (origins.get(note.id) !== "generated" || locked.has(note.id)) kept.add(voice);
  }
  return kept;
}

/** The voice by which the composer knows a note: `DRUMS` for every drum, and for nothing else. */
function writtenAs(score: Score, { voice }: Note): Voice | null {
  if (isPercussion(score, voice)) return DRUMS;
  return voice === DRUMS ? null : voice;
}

function isWritten(score: Score, voices: readonly Voice[]): (note: Note) => boolean {
  const written = new Set<Voice | null>(voices);
  return (note) => written.has(writtenAs(score, note));
}

/** The score with an instrument for every voice that sounds or will be written. */
function playing(score: Score, { style }: State["settings"], voices: readonly Voice[]): Score {
  const sounding = score.notes.map((note) => note.voice);
  return { ...score, parts: partsWith(score.parts, styleOf(style), [...sounding, ...voices]) };
}

function common({ style, temperature, controls, rngSeed }: State["settings"]) {
  return { style, rngSeed, controls, sampling: { temperature, topK: 0, topP: TOP_P } };
}

function ready(
  order: Order,
  start: TickRange["start"],
  replaced: Selection,
  parts: readonly Part[],
): Asked {
  return { kind: "ready", question: { order, start, replaced, parts } };
}

function needs(text: string): Asked {
  return { kind: "needs", text };
}
