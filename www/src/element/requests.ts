// From what is shown to what is asked: builds the request of each act, or says what it needs first.

import type { Hold, Order } from "../composer/index.ts";
import { partsWith, styleOf, voicesOf } from "../composer/index.ts";
import type {
  Draft,
  Note,
  Part,
  Score,
  Selection,
  Tick,
  TickRange,
  Voice,
} from "../score/index.ts";
import {
  barAt,
  barTicks,
  DRUMS,
  EMPTY_SCORE,
  isPercussion,
  lastBarEnd,
  noteEnd,
  notesWith,
  rangeOf,
  survivors,
  tick,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import { constraintsOf } from "./rules/constraints.ts";
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
  get text() {
    return t("No voice may be written: allow at least one in the Composer panel.");
  },
};

/** What Seed asks: a new piece in the key that is set; metre and tempo too, if somebody chose them. */
export function seedQuestion({ history, settings }: State): Asked {
  const { score } = history.present;
  if (settings.voices.length === 0) return NO_VOICES;
  const style = styleOf(settings.style);
  const [signature = style.timeSignature] = score.timeSignatures;
  const { beats, beatUnit } = settings.isHeaderChosen ? signature : style.timeSignature;
  const blank = { ...EMPTY_SCORE, timeSignatures: [{ tick: tick(0), beats, beatUnit }] };
  const end = tick(settings.bars * barTicks({ beats, beatUnit }));
  const request = {
    ...common(settings, blank, { start: tick(0), end }, settings.voices),
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
    return needs(t("Continue needs some notes to go on from: draw a few, or press Seed."));
  }
  if (settings.voices.length === 0) return NO_VOICES;
  const written = new Set(score.notes.map((note) => writtenAs(score, note)));
  const present = settings.voices.filter((voice) => written.has(voice));
  const voices = present.length > 0 ? present : settings.voices;
  const played = playing(score, settings, voices);
  const start = lastBarEnd(score);
  const request = {
    ...common(settings, score, { start, end: barsAfter(score, start, settings.bars) }, voices),
    score: played,
    bars: settings.bars,
    voices,
    locked: [...locked],
  };
  return ready({ act: "continue", request }, start, new Set(), played.parts);
}

/** What Harmonize asks: every voice afresh in which the person has written nothing. */
export function harmonizeQuestion({ history, settings }: State): Asked {
  const draft = history.present;
  const { score } = draft;
  if (score.notes.length === 0) {
    return needs(t("Harmonize needs a melody: draw one, or press Seed."));
  }
  if (settings.voices.length === 0) return NO_VOICES;
  const kept = keptVoices(draft);
  const voices = settings.voices.filter((voice) => !kept.has(voice));
  const { name, hasChords } = styleOf(settings.style);
  if (voices.length === 0 && settings.voices.length === 1 && !hasChords) {
    return needs(
      t("{style} is written for one voice: choose another style to harmonize yours.", {
        style: t(name),
      }),
    );
  }
  if (voices.length === 0 && !hasChords) {
    return needs(
      t(
        "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.",
      ),
    );
  }
  const played = playing(score, settings, voices);
  const whole = { start: tick(0), end: lastBarEnd(score) };
  const request = {
    ...common(settings, score, whole, voices),
    score: played,
    voices,
    locked: [...draft.locked],
    ...holdsOf(draft),
  };
  const replaced = score.notes.filter(isWritten(score, voices));
  const ids = new Set(replaced.map((note) => note.id));
  return ready({ act: "harmonize", request }, tick(0), ids, played.parts);
}

/** What Fill asks: the marked stretch, else the selected notes, else the loop, afresh. */
export function infillQuestion(state: State): Asked {
  const { history, selection, region, loop, settings } = state;
  const draft = history.present;
  const { score, locked } = draft;
  const chosen = notesWith(score, selection);
  const range = region ?? rangeOf(chosen) ?? loop;
  if (range === null) {
    return needs(t("Fill needs a place: select notes, or drag over the bar numbers to mark bars."));
  }
  const wanted = chosen.length > 0 ? chosen : score.notes;
  const written = new Set(wanted.map((note) => writtenAs(score, note)));
  const present = settings.voices.filter((voice) => written.has(voice));
  const voices = present.length > 0 ? present : settings.voices;
  if (voices.length === 0) return NO_VOICES;
  const inside = score.notes
    .filter(isWritten(score, voices))
    .filter((note) => note.onset < range.end && noteEnd(note) > range.start);
  const free = inside.filter(({ id }) => !locked.has(id) && !draft.holds.has(id));
  const closer = survivors(score, free, settings.closeness, settings.rngSeed);
  return fillOf(state, range, voices, inside, new Set([...locked, ...closer]));
}

/** What is asked to vary some notes of the composer's: their place afresh, all locked notes as they are. */
export function refillQuestion(
  state: State,
  range: TickRange,
  written: readonly Note[],
  locked: Selection,
): Asked {
  const { score } = state.history.present;
  const present = new Set(written.map((note) => writtenAs(score, note)));
  const voices = voicesOf(styleOf(state.settings.style)).filter((voice) => present.has(voice));
  return voices.length === 0 ? NO_VOICES : fillOf(state, range, voices, written, locked);
}

function fillOf(
  { history, settings }: State,
  range: TickRange,
  voices: readonly Voice[],
  inside: readonly Note[],
  locked: Selection,
): Asked {
  const draft = history.present;
  const { score } = draft;
  const played = playing(score, settings, voices);
  const request = {
    ...common(settings, score, range, voices),
    score: played,
    region: { start: range.start, end: range.end, voices, ...keptOf(settings) },
    locked: [...locked],
    ...holdsOf(draft),
  };
  const replaced = new Set(inside.map(({ id }) => id).filter((id) => !locked.has(id)));
  return ready({ act: "infill", request }, range.start, replaced, played.parts);
}

/**
 * Voices that are the person's own: something in them is given or edited, and free. Locked notes stay wherever
 * they are, so a voice of which all that is one's own is locked is written around them; but the fullest of such
 * voices is the melody where there is no other.
 */
function keptVoices({ score, origins, locked, holds }: Draft): ReadonlySet<Voice> {
  const kept = new Set<Voice>();
  const lockedIn = new Map<Voice, number>();
  for (const note of score.notes) {
    const voice = writtenAs(score, note);
    // What is locked in part asks to be written otherwise.
    if (voice === null || holds.has(note.id)) continue;
    if (locked.has(note.id)) lockedIn.set(voice, (lockedIn.get(voice) ?? 0) + 1);
    else if (origins.get(note.id) !== "generated") kept.add(voice);
  }
  if (kept.size > 0) return kept;
  const [fullest] = [...lockedIn].toSorted(([, a], [, b]) => b - a);
  return new Set(fullest === undefined ? [] : [fullest[0]]);
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

/** Notes that are locked in part. */
function holdsOf({ holds }: Draft): { readonly holds?: readonly Hold[] } {
  if (holds.size === 0) return {};
  return { holds: [...holds].map(([id, keep]) => ({ id, keep })) };
}

function keptOf({ keep }: State["settings"]): { readonly keep?: "rhythm" | "pitches" } {
  return keep === "nothing" ? {} : { keep };
}

/** What every request says: how the answer is to be, and what it must obey where it stands. */
function common(
  { style, engine, temperature, controls, rules, rngSeed, isExplained }: State["settings"],
  score: Score,
  range: TickRange,
  voices: readonly Voice[],
) {
  const constraints = constraintsOf(rules, { score, range, voices });
  const sampling = { temperature, topK: 0, topP: TOP_P };
  const common = { style, rngSeed, controls, constraints, sampling, explain: isExplained };
  return engine === "neural" ? common : { ...common, engine };
}

/** The end of so many bars after a bar line. */
function barsAfter(score: Score, start: Tick, bars: number): Tick {
  let end = start;
  for (let count = 0; count < bars; count++) end = barAt(score, end).end;
  return end;
}

/** Chains on top have nothing to do where the top voice is given. */
const NO_TOP_VOICE =
  "Chains on top write the top voice, which is given here: choose another writer in the Composer panel.";

function ready(
  order: Order,
  start: TickRange["start"],
  replaced: Selection,
  parts: readonly Part[],
): Asked {
  const { act, request } = order;
  const { voices } = act === "infill" ? request.region : request;
  if (request.engine === "markov-melody" && !voices.includes(0)) return needs(t(NO_TOP_VOICE));
  return { kind: "ready", question: { order, start, replaced, parts } };
}

function needs(text: string): Asked {
  return { kind: "needs", text };
}
