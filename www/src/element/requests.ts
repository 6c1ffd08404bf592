// From what is shown to what is asked: builds the request of each act, or says what it needs first.

import type { Order } from "../composer/index.ts";
import type { Draft, Score, Selection, TickRange, Voice } from "../score/index.ts";
import { lastBarEnd, noteEnd, notesWith, rangeOf, tick } from "../score/index.ts";
import type { State } from "./store.ts";

/** A request, and where on the roll its answer will stand. */
export interface Question {
  readonly order: Order;
  readonly start: TickRange["start"];
  readonly replaced: Selection;
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

/** What Seed asks: a new piece with the key, metre and tempo that are set. */
export function seedQuestion({ history, settings }: State): Asked {
  const { score } = history.present;
  if (settings.voices.length === 0) return NO_VOICES;
  const [{ beats, beatUnit } = { beats: 4, beatUnit: 4 }] = score.timeSignatures;
  const request = {
    ...common(settings),
    key: score.key,
    timeSignature: { beats, beatUnit },
    bars: settings.bars,
    tempo: score.tempo,
    voices: settings.voices,
  };
  return ready({ act: "seed", request }, tick(0), new Set(score.notes.map((note) => note.id)));
}

/** What Continue asks: more bars in the voices that the piece has. */
export function continueQuestion({ history, settings }: State): Asked {
  const { score, locked } = history.present;
  if (score.notes.length === 0) {
    return needs("Continue needs some notes to go on from: draw a few, or press Seed.");
  }
  if (settings.voices.length === 0) return NO_VOICES;
  const present = settings.voices.filter((voice) => hasVoice(score, voice));
  const request = {
    ...common(settings),
    score,
    bars: settings.bars,
    voices: present.length > 0 ? present : settings.voices,
    locked: [...locked],
  };
  return ready({ act: "continue", request }, lastBarEnd(score), new Set());
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
  if (voices.length === 0) {
    return needs(
      "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.",
    );
  }
  const request = { ...common(settings), score, voices, locked: [...draft.locked] };
  const replaced = score.notes.filter((note) => voices.includes(note.voice));
  return ready({ act: "harmonize", request }, tick(0), new Set(replaced.map((note) => note.id)));
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
  const wanted =
    chosen.length > 0 ? chosen.map((note) => note.voice) : score.notes.map((note) => note.voice);
  const present = settings.voices.filter((voice) => wanted.includes(voice));
  const voices = present.length > 0 ? present : settings.voices;
  if (voices.length === 0) return NO_VOICES;
  const request = {
    ...common(settings),
    score,
    region: { start: range.start, end: range.end, voices },
    locked: [...locked],
  };
  const replaced = score.notes.filter(
    (note) => voices.includes(note.voice) && note.onset < range.end && noteEnd(note) > range.start,
  );
  return ready({ act: "infill", request }, range.start, new Set(replaced.map((note) => note.id)));
}

/** Voices in which something is the person's own: given, edited or locked. */
function keptVoices({ score, origins, locked }: Draft): ReadonlySet<Voice> {
  const kept = new Set<Voice>();
  for (const note of score.notes) {
    if (origins.get(note.id) !== "generated" || locked.has(note.id)) kept.add(note.voice);
  }
  return kept;
}

function hasVoice(score: Score, voice: Voice): boolean {
  return score.notes.some((note) => note.voice === voice);
}

function common({ style, temperature, rngSeed }: State["settings"]) {
  return { style, rngSeed, sampling: { temperature, topK: 0, topP: TOP_P } };
}

function ready(order: Order, start: TickRange["start"], replaced: Selection): Asked {
  return { kind: "ready", question: { order, start, replaced } };
}

function needs(text: string): Asked {
  return { kind: "needs", text };
}
